"""What leaves for another tool, be it stories as they are, what was delivered, or the goals over time?"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pocli import registry, session
from pocli.disk import deliver, find
from pocli.errors import PoError
from pocli.lookup import periods, select
from pocli.lookup.select import Words
from pocli.model import days, outgoing
from pocli.model.backlog import Backlog
from pocli.model.outgoing import Parcel
from pocli.model.story import Story
from pocli.output import warn
from pocli.pace import delivery, roadmap
from pocli.pace.delivery import DeliveryPeriod, Release
from pocli.pages import roadmap_page as view
from pocli.run import Run
from pocli.tasks import known_pace, versions
from pocli.text import meant, plural

UNRELEASED = "Unreleased"
CHANGELOG = "changelog"
MERMAID = "mermaid"
WRITERS = ("write", "files")
"""The functions of a format that can be exported."""


class ExportQuery(NamedTuple):
    """What is asked of an export."""

    chosen: Mapping[str, Words]
    """The words of the filters."""
    since: str = ""
    """A commit, a tag, a branch, a day or a sprint; of a changelog only."""
    until: str = ""
    roadmap: bool = False
    """The goals over time, of mermaid only."""


def parcel(run: Run, target: str, asked: ExportQuery) -> Parcel:
    """Return the files for another tool.

    Raises:
        PoError: there is no such format, it can only be imported, or it does not take what was asked.
    """
    if not registry.able("exchange", target, *WRITERS):
        known = registry.capable("exchange", *WRITERS)
        only = target in registry.names("exchange")
        message = f"`{target}` can only be imported" if only else f"`{target}` is not a format that po exports"
        listed = f"it exports: {', '.join(known)}"
        raise PoError(message, listed if only else meant(target, known, listed))
    member = registry.member("exchange", target)
    _fitting(target, asked)
    if target == CHANGELOG:
        backlog, releases = _delivered(run, asked)
        count = sum(len(one.stories) for one in releases)
        return Parcel({f"{CHANGELOG}{member.SUFFIX}": member.log(backlog, releases)}, count, (), folder=False)
    if asked.roadmap:
        return _roadmap(run)
    backlog = session.read(run)
    found = select.select(backlog, select.filters(backlog, asked.chosen), everything=True)
    return outgoing.parcel(backlog._replace(stories=found), member)


def _fitting(target: str, asked: ExportQuery) -> None:
    """Refuse what a format has no use for."""
    if target != CHANGELOG and (asked.since or asked.until):
        raise PoError(
            f"`{target}` shows the stories as they are now", "--since and --until are for: po export changelog"
        )
    if target != MERMAID and asked.roadmap:
        raise PoError(f"`{target}` cannot draw a roadmap", "write: po export mermaid --roadmap")


def _roadmap(run: Run) -> Parcel:
    """Return the timeline of the goals as a diagram."""
    backlog = session.read(run)
    known = known_pace.known(run, backlog)
    answer = roadmap.roadmap(backlog, known.sample, known.moves, known.today)
    text = registry.member("render", MERMAID).render(view.page(answer), 0, colour=False)
    if not text:
        raise PoError("no goal has a forecast yet", "see what is missing: po roadmap")
    return Parcel({"roadmap.mmd": text}, sum(stage.total for stage in answer.stages), (), folder=False)


def _delivered(run: Run, asked: ExportQuery) -> tuple[Backlog, tuple[Release, ...]]:
    """Return what was delivered between two commits; if none is named, in sprints or between days."""
    if any(word and not periods.WORD.fullmatch(word) for word in (asked.since, asked.until)):
        return _between(run, asked)
    backlog = session.read(run)
    known = known_pace.known(run, backlog)
    span = _span(asked, backlog, known.today)
    chosen = {name: words for name, words in asked.chosen.items() if name.removeprefix("not_") != "sprint"}
    passed = _chosen(backlog, chosen)
    done = [one for one in delivery.delivered(delivery.dated(backlog, known.lives)) if one.id in passed]
    kept = delivery.within(done, span)
    releases = _of_sprints(delivery.releases(backlog, kept), asked, backlog)
    unknown = sum(one.finished is None for one in done)
    if unknown and span != DeliveryPeriod():
        warn(run, f"left out: {plural(unknown, 'story', 'stories')} finished on a day that is not known")
    if unknown and known.moves.message:
        warn(run, f"{known.moves.message}: only `finished` in a file tells a day")
    return backlog, releases


def _of_sprints(found: tuple[Release, ...], asked: ExportQuery, backlog: Backlog) -> tuple[Release, ...]:
    """Return those of the sprints that were named; in a changelog, a story belongs to where it was finished."""
    wanted, unwanted = (
        {
            (one.name or one.id, one.start)
            for one in (select.sprint(backlog, word) for word in asked.chosen.get(name, ()))
        }
        for name in ("sprint", "not_sprint")
    )
    names = [(one.name, one.first) for one in found]
    pairs = zip(found, names, strict=True)
    return tuple(one for one, name in pairs if (not wanted or name in wanted) and name not in unwanted)


def _span(asked: ExportQuery, backlog: Backlog, today: date) -> DeliveryPeriod:
    """Return the days that are meant; a sprint begins with its first day, and ends with its last.

    Raises:
        PoError: there is no such day or sprint, or the first one comes after the last one.
    """
    first = _days(asked.since, backlog, today).first
    last = _days(asked.until, backlog, today).last
    if first and last and first > last:
        raise PoError(f"{first} comes after {last}", "name the earlier one with --since")
    return DeliveryPeriod(first, last)


def _days(word: str, backlog: Backlog, today: date) -> DeliveryPeriod:
    if not word:
        return DeliveryPeriod()
    if word[:2].lower() == "s-":
        sprint = select.sprint(backlog, word)
        return DeliveryPeriod(sprint.start, sprint.end)
    found = periods.period(word, backlog, today)
    if found is None:
        raise PoError(f"`{word}` is not a date", days.hint(word, "write 2026-12-31, yesterday or monday"))
    return DeliveryPeriod(found.first, found.first)


def _between(run: Run, asked: ExportQuery) -> tuple[Backlog, tuple[Release, ...]]:
    """Return what is delivered at the later one of two versions and was not at the earlier one."""
    after = versions.version(run, asked.until, end=True)
    backlog = after.backlog
    before = versions.version(run, asked.since) if asked.since else None
    stories = delivery.new(before.backlog if before else Backlog(), backlog)
    passed = _chosen(backlog, asked.chosen)
    kept = tuple(story for story in stories if story.id in passed)
    release = Release(kept, asked.until or UNRELEASED, since=asked.since)
    return backlog, (release,) if kept else ()


def _chosen(backlog: Backlog, chosen: Mapping[str, Words]) -> Mapping[str, Story]:
    """Return the stories that pass the filters, by id."""
    found = select.select(backlog, select.filters(backlog, chosen), everything=True)
    return {story.id: story for story in found}


def write(target: str, parcel: Parcel, *, force: bool) -> str:
    """Write an export to a file, or its files into a folder, and return where.

    Raises:
        PoError: something is there already, it could be a file of the backlog, or it cannot be written.
    """
    path = Path(target)
    if path.suffix.lower() in find.ENDINGS:
        raise PoError(f"`{target}` could be a file of the backlog", "name another one, such as backlog.csv")
    single = not parcel.folder and not path.is_dir()
    names = (path.name,) if single else parcel.files
    data = (text.encode("utf-8", "backslashreplace") for text in parcel.files.values())
    deliver.deliver(path.parent if single else path, dict(zip(names, data, strict=True)), force=force)
    return target
