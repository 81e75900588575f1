"""Whom does another tool's file speak of: which of our ids belongs to each of its rows, sprints, goals and statuses?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pocli.errors import PoError
from pocli.features.imports import loose_keys, same_titles
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.file_name import file_name
from pocli.model.story import STATES
from pocli.tables.items import KNOWN, Import, ImportItem, Note, Timebox, normal
from pocli.text import meant

CATEGORY: Mapping[str, tuple[str, ...]] = {
    "draft": ("draft", "ready"),
    "ready": ("ready",),
    "doing": ("doing",),
    "done": ("done", "dropped"),
    "dropped": ("dropped",),
}
"""The built-in words that agree with another tool's category of statuses, the first one where its word says no more."""


class ImportOptions(NamedTuple):
    """What is asked of an import, beside the file."""

    statuses: Mapping[str, str] = {}
    """Our word for a status of the other tool, as the user said it."""
    types: Mapping[str, str] = {}
    """Our type for a word of the other tool, as the user said it."""
    epics: bool = False
    """Whether an epic is made of each parent that rows name by a title that nothing has."""
    sound: bool = False
    """Whether what `po validate` would call an error is left out."""
    theirs: bool = False
    """Whether the other tool wins where both sides changed a value."""
    today: date | None = None
    """It tells which of the other tool's sprints are over."""
    highest: int = 0
    """The highest number of an id that was ever given, as far as it is known."""


class Box(NamedTuple):
    """A sprint that an import makes."""

    ident: str
    path: str
    fields: Mapping[str, str]


class Word(NamedTuple):
    """A status word of the other tool, and what it became; empty if it is left out."""

    word: str
    becomes: str
    times: int


def ours(name: str, prefix: str) -> bool:
    """Tell whether a name is an id of one of our stories."""
    return name.startswith(prefix + "-") and ident.ID.fullmatch(name) is not None


def keyed(items: Iterable[ImportItem], prefix: str) -> Iterator[ImportItem]:
    """Read an id that is not one of ours as the other tool's name."""
    for item in items:
        name = str(item.fields.get("id", ""))
        if name and not ours(name, prefix):
            rest = {field: value for field, value in item.fields.items() if field != "id"}
            also = (*item.also, name) if item.key else item.also
            yield item._replace(key=item.key or name, fields=rest, also=also)
        else:
            yield item


def identified(
    items: Sequence[ImportItem], found: Import, backlog: Backlog, ask: ImportOptions, notes: list[Note]
) -> dict[str, ImportItem]:
    """Give each row its id: the one it names, that of the story with its key or its title, or the next free one.

    Raises:
        PoError: the file does not tell whose keys its keys are; see `loose_keys`.
    """
    by_key = loose_keys.checked(items, found, backlog, _by_key(backlog, found))
    claimed = {str(item.fields.get("id", "")) or by_key.get(found.folded(item.key), "") for item in items}
    by_title = same_titles.titled(items, found, backlog.stories, claimed, notes)
    by_title = {**by_title, **same_titles.adopted(items, found, backlog.stories, by_key.keys(), notes)}
    there = {story.id for story in backlog.stories}
    last = _last(items, backlog, ask)
    rows: dict[str, ImportItem] = {}
    keys: dict[str, int] = {}
    for item in items:
        key = found.folded(item.key)
        name = str(item.fields.get("id", "")) or by_key.get(key, "") or by_title.get(item.row, "")
        if not name and item.row in by_title:
            continue
        earlier = rows[name].row if name in rows else keys.get(key) if key else None
        if earlier is not None:
            what = str(item.fields.get("title") or name or item.key)[:60]
            there_too = found.place(earlier)
            notes.append((item.row, f"`{what}` ({name or item.key}) is already in {there_too}: left out"))
        elif not item.fields.get("title") and name not in there:
            notes.append((item.row, f"the {found.unit} has no title: left out"))
        else:
            last += not name
            rows[name or f"{backlog.config.id_prefix}-{last}"] = item
            keys[key] = item.row
    return rows


def _last(items: Iterable[ImportItem], backlog: Backlog, ask: ImportOptions) -> int:
    """Return the highest number of an id that is taken, or was."""
    named = (str(item.fields.get("id", "")) for item in items)
    prefix = f"{backlog.config.id_prefix}-"
    taken = (ident.order(name)[1] for name in (*backlog.known_ids(), *named) if name.startswith(prefix))
    return max(ask.highest, max(taken, default=0))


def _by_key(backlog: Backlog, found: Import) -> dict[str, str]:
    keyed = [(one.extra.get(found.key_field), one.id) for one in reversed(backlog.stories)]
    return {found.folded(str(key)): name for key, name in keyed if key}


def stories(rows: Mapping[str, ImportItem], found: Import, backlog: Backlog) -> dict[str, str]:
    """Return the id that each name stands for, be it the other tool's or ours."""
    also = [(found.folded(other), name) for name, item in rows.items() for other in item.also]
    times = Counter(other for other, _ in also)
    known = {other: name for other, name in also if times[other] == 1}
    known |= _by_key(backlog, found)
    known |= {found.folded(item.key): name for name, item in rows.items() if item.key}
    return known | {name: name for name in (*rows, *(story.id for story in backlog.stories))}


def goals(backlog: Backlog) -> dict[str, str]:
    """Return the id of each goal by its id and by its title."""
    return {normal(name): goal.id for goal in reversed(backlog.goals) for name in (goal.title, goal.id)}


def sprints(
    boxes: Sequence[Timebox], backlog: Backlog, ask: ImportOptions, notes: list[Note]
) -> tuple[dict[str, str], list[Box]]:
    """Return the id of each sprint by its id and its name, and those that are made of the other tool's."""
    known = {normal(name): one.id for one in reversed(backlog.sprints) for name in (one.name, one.id) if name}
    spans = [(one.start.isoformat(), one.end.isoformat()) for one in backlog.sprints]
    last = max((ident.order(name)[1] for name in backlog.known_ids() if name.startswith("S-")), default=0)
    made: list[Box] = []
    for name, start, end in sorted(boxes, key=lambda box: (box.start, box.end, box.name)):
        if normal(name) in known:
            continue
        if start > end:
            notes.append((0, f"sprint `{name[:60]}`: it ends on {end}, before it begins on {start}: not created"))
            continue
        if any(start <= there[1] and end >= there[0] for there in spans):
            notes.append((0, f"sprint `{name[:60]}`: {start} to {end} overlaps another sprint: not created"))
            continue
        last += 1
        known[normal(name)] = f"S-{last}"
        spans.append((start, end))
        fields = {"id": f"S-{last}", "name": name, "start": start, "end": end, "state": _stage(start, end, ask.today)}
        made.append(Box(f"S-{last}", f"sprints/{file_name(f'S-{last}', name)}", fields))
    return known, made


def _stage(start: str, end: str, today: date | None) -> str:
    """Return what a sprint of these days is today."""
    if today is None or today.isoformat() < start:
        return "planned"
    return "closed" if end < today.isoformat() else "active"


def statuses(items: Iterable[ImportItem], backlog: Backlog, ask: ImportOptions) -> dict[tuple[str, str], str]:
    """Return our status word for each of the other tool's, with its category; an empty text for one nobody knows.

    Raises:
        PoError: the user named a status that no row has, or a word that is none of ours.
    """
    said = _said(ask, backlog)
    own = {normal(word): word for word in (*backlog.config.statuses, *STATES)}
    pairs = {(str(item.fields["status"]), item.state) for item in items if item.fields.get("status")}
    missing = set(said) - {normal(word) for word, _ in pairs}
    if missing:
        there = sorted({word for word, _ in pairs})
        gone = next(word for word in ask.statuses if normal(word) in missing)
        raise PoError(f"no row has the status `{gone}`", meant(gone, there, f"there are: {', '.join(there) or 'none'}"))
    return {
        (word, state): said.get(normal(word)) or _own(own.get(normal(word), ""), state, backlog) or _state(word, state)
        for word, state in pairs
    }


def _said(ask: ImportOptions, backlog: Backlog) -> dict[str, str]:
    known = (*STATES, *backlog.config.statuses)
    for word in ask.statuses.values():
        if word not in known:
            raise PoError(f"`{word}` is not a status", meant(word, known, f"there are: {', '.join(known)}"))
    return {normal(word): our for word, our in ask.statuses.items()}


def _own(word: str, category: str, backlog: Backlog) -> str:
    """Return a word of ours, unless the other tool's category says that it means something else."""
    state = backlog.config.statuses.get(word, word)
    return word if not category or state in CATEGORY[category] else ""


def _state(word: str, category: str) -> str:
    """Return the built-in word; where the other tool's category disagrees with what its word says, that wins."""
    known = KNOWN.get(normal(word), "")
    if not category:
        return known
    return known if known in CATEGORY[category] else CATEGORY[category][0]
