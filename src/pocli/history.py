"""What does one run know of the past? The way from git to the events, past what an earlier run worked out."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from pocli import __version__
from pocli import run as runs
from pocli.disk import cache as kept
from pocli.disk import find
from pocli.errors import PoError
from pocli.git import field_history, refs
from pocli.git.field_history import CommittedChange, KnownHistory, Stamp
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.event import Event, History, KnownPast, StoryVersion
from pocli.model.story import Story
from pocli.pace import life, moves
from pocli.ranking import authors
from pocli.run import Run

KIND = "events"
SOURCES = ("reading/old_versions.py", "yaml/parse.py", "git/field_history.py", "git/line.py", "model/event.py")
"""The modules that decide what is kept."""


def read(run: Run, root: Path, config: Config) -> History:
    """Return the backlog's history; where there is none, its `message` says why.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    zone = runs.time_zone(config.time_zone)
    found = refs.repository(root)
    if isinstance(found, refs.NoRepository):
        return History(message=found.message, hint=found.hint)
    try:
        tip = refs.line(found, refs.tips(found))
        if not tip:
            return History(message="nothing was committed yet", hint="commit the backlog; its history begins there")
        return field_history.history(_known(run, root, found, tip), zone, latest=_end(run, config.time_zone))
    except PoError as error:
        return History(message=error.message, hint=error.hint)


def _end(run: Run, zone: str) -> float:
    """Return when today ends, or the day that counts as today, if that is later."""
    last = max(runs.today(run, zone), runs.today(run._replace(today=""), zone)) + timedelta(days=1)
    return datetime.combine(last, time(), runs.time_zone(zone)).timestamp()


def needed(found: History) -> History:
    """Return a history that has events.

    Raises:
        PoError: there are none; it says why.
    """
    if not found.events:
        message = found.message or "no commit of this repository holds a story"
        raise PoError(message, found.hint or "commit the backlog; its history begins there")
    return found


def past(root: Path, backlog: Backlog, found: History, today: date) -> KnownPast:
    """Return what rules may know of a history."""
    lives = life.lives(backlog, moves.moves(backlog, found, today))
    finished = {one.story.id: one.finished for one in lives if one.finished}
    last = authors.inputs(found)
    scored = (story for story in backlog.open() if story.rice and story.id in last)
    days = {story.id: looked(root, story, last[story.id], today) for story in scored}
    return KnownPast(finished, {name: min(some) for name, some in days.items() if some})


def looked(root: Path, story: Story, last: Mapping[str, Event], today: date) -> list[date]:
    """Return when the inputs of a story's score were last changed; one that is not as the history has it, today."""
    from pocli.reading.old_versions import reader

    data = find.content(root, story.path)
    present = None if isinstance(data, str) or not last else reader()(data)
    found = []
    for name, event in last.items():
        new = getattr(present, name, event.new)
        when = event.when if new == event.new else today
        found += [when] if when and new else []
    return found


def _known(run: Run, root: Path, repo: refs.Repository, tip: str) -> KnownHistory:
    before = None if run.no_cache else _thawed(kept.load(root, KIND, of=code()))
    if before and before.tip == tip and (before.prefix, before.shallow) == (repo.prefix, repo.shallow):
        return before
    from pocli.reading.old_versions import reader

    found = field_history.known(repo, tip, read=reader(), before=before)
    if not run.no_cache:
        kept.store(root, KIND, _frozen(found), of=code())
    return found


@cache
def code() -> str:
    """Return a word that is another one when po, or what decides what is kept, is."""
    here = Path(__file__).parent
    sources = b"".join((here / name).read_bytes() for name in SOURCES)
    return f"{__version__}-{crc32(sources):08x}"


def _frozen(known: KnownHistory) -> object:
    """Return what is known as JSON: a tuple is a list."""
    return known._asdict()


def _thawed(answer: Any) -> KnownHistory | None:  # noqa: ANN401 - JSON
    """Return what was kept as values; None where there is nothing, or something else."""
    if not isinstance(answer, Mapping):
        return None
    try:
        return KnownHistory(
            answer["tip"],
            answer["prefix"],
            answer["shallow"],
            tuple(Stamp(*row) for row in answer["stamps"]),
            tuple(CommittedChange(*row) for row in answer["changes"]),
            {path: _snapshot(row) for path, row in answer["files"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _snapshot(row: list[Any]) -> StoryVersion:
    return StoryVersion(*row[:-1])._replace(criteria=tuple((text, met) for text, met in row[-1]))
