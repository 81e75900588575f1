"""What do many files give together?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from pocli.model import ident
from pocli.model.backlog import Backlog, Record, Stray, Unreadable
from pocli.model.config import Config
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story
from pocli.reading.contents import ParsedFile, ParsedFiles, Text

Item = TypeVar("Item")
OneKind = TypeVar("OneKind", bound=Record)


def assembled(readings: Mapping[str, ParsedFile]) -> Backlog:
    """Return the backlog of all readings, given by path and sorted by it; one never hides the others."""
    stories = [reading.record for reading in readings.values() if isinstance(reading.record, Story)]
    return together(sorted(stories, key=_place), readings, tuple(readings))


def together(stories: Sequence[Story], others: Mapping[str, ParsedFile], files: tuple[str, ...]) -> Backlog:
    """Return the backlog of stories, sorted by id, then by path, and of whatever else the files gave."""
    records = [reading.record for reading in others.values()]
    config = next((record for record in records if isinstance(record, Config)), None) or _unsettled(others)
    hidden: list[tuple[Record, Record]] = []
    known = _each_once(stories, hidden)
    goals = _each_once(_of(Goal, records), hidden)
    requests = _each_once(_of(Request, records), hidden)
    sprints = _each_once(_of(Sprint, records), hidden)
    left_out = [reading.unreadable for reading in others.values() if reading.unreadable]
    left_out += [Unreadable(two.path, 1, f"its id `{one.id}` is already the id of {one.path}") for one, two in hidden]
    shadowed = sorted((record for _, record in hidden), key=lambda record: record.path)
    strays = tuple(sorted(record for record in records if isinstance(record, Stray)))
    return Backlog(config, known, goals, requests, sprints, tuple(shadowed), tuple(sorted(left_out)), files, strays)


def _unsettled(others: Mapping[str, ParsedFile]) -> Config:
    """Return the settings of a backlog without any; where po.yaml cannot be read, nobody can rely on one of them."""
    reading = others.get(Config().path)
    return Config(faults=Config._fields) if reading and reading.unreadable else Config()


def _each_once(records: Iterable[OneKind], hidden: list[tuple[Record, Record]]) -> tuple[OneKind, ...]:
    """Return one record of each id, the first whose file is called after it, else the first; it hides the others."""
    found: dict[str, OneKind] = {}
    others: list[OneKind] = []
    for record in records:
        first = found.setdefault(record.id, record)
        if first is not record:
            better = not _named(first) and _named(record)
            found[record.id] = record if better else first
            others.append(first if better else record)
    hidden += [(found[one.id], one) for one in others]
    return tuple(found.values())


def _named(record: Record) -> bool:
    """Tell whether a record's file is called after its id: a copy that a program made often is not."""
    return ident.in_file_name(record.path.rpartition("/")[2]) == record.id


def _of(kind: type[OneKind], records: Iterable[object]) -> list[OneKind]:
    return sorted((record for record in records if isinstance(record, kind)), key=_place)


def _place(record: Record) -> tuple[object, ...]:
    return ident.order(record.id), record.path.removesuffix(".yaml")


def merged(before: ParsedFiles, fresh: ParsedFiles, same: Collection[str]) -> ParsedFiles:
    """Return what is known of all files, the stories sorted by id, then by path.

    Args:
        before: what was known; its stories are sorted in that way.
        fresh: what was read anew.
        same: the paths of the files that still say what they said before.
    """
    new = {story.path: (story, text) for story, text in zip(fresh.stories, fresh.texts, strict=True)}
    stories: list[Story] = []
    texts: list[Text] = []
    for story, text in zip(before.stories, before.texts, strict=True):
        if story.path in same:
            stories.append(story)
            texts.append(text)
        elif story.path in new and new[story.path][0].id == story.id:
            now, row = new.pop(story.path)
            stories.append(now)
            texts.append(row)
    if new:
        stories += [story for story, _ in new.values()]
        texts += [text for _, text in new.values()]
        keys = list(map(_place, stories))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        stories, texts = [stories[at] for at in order], [texts[at] for at in order]
    others = _newer(before.others, fresh.others, same)
    return ParsedFiles(stories, texts, others, _newer(before.diagnostics, fresh.diagnostics, same))


def _newer(before: Mapping[str, Item], fresh: Mapping[str, Item], same: Collection[str]) -> Mapping[str, Item]:
    return {**{path: one for path, one in before.items() if path in same}, **fresh}


def parts(backlog: Backlog) -> dict[str, ParsedFile]:
    """Return the reading that each file of a backlog gave, by path, without its diagnostics."""
    return {story.path: ParsedFile(story, None, ()) for story in backlog.stories} | others(backlog)


def others(backlog: Backlog) -> dict[str, ParsedFile]:
    """Return the reading of each file of a backlog that is no story's, by path, without its diagnostics."""
    records: list[Record | Config | Stray] = [backlog.config, *backlog.goals, *backlog.requests, *backlog.sprints]
    records += backlog.strays
    found = {record.path: ParsedFile(record, None, ()) for record in records}
    return found | {file.path: ParsedFile(None, file, ()) for file in backlog.unreadable}
