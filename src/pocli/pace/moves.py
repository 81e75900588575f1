"""What happened to the stories, up to what their files say today?

The history ends with what arrived on the default branch. Where the files say more (a branch of its own, a change that
is not committed), that counts as of today, so that every answer ends with what the files say.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.event import Event, History
from pocli.model.number import text
from pocli.model.story import STATES, Story

PENDING = ("status", "sprint", "points", "owner", "blocked")


class Moves(NamedTuple):
    """The events up to today, oldest first, each with the day on which it counts; and how far that can be believed."""

    events: tuple[tuple[date, Event], ...]
    """An event whose own day is not known counts on the day of what came before it."""
    first: str
    """The line's first commit, which holds what was there before: its stories did not begin with it."""
    since: date | None
    message: str
    hint: str
    undated: int


def moves(backlog: Backlog, history: History, today: date) -> Moves:
    """Return what happened until today."""
    pending = _pending(backlog, history.events, today) if history.events else ()
    placed = _placed((*history.events, *pending))
    known = tuple((day, event) for day, event in placed if day <= today)
    first = history.events[0].commit if history.events else ""
    return Moves(known, first, history.since, history.message, history.hint, history.undated)


def state(config: Config, status: str | None) -> str:
    """Return the built-in word of a status; empty for none."""
    if not status:
        return ""
    return status if status in STATES else config.statuses.get(status, "draft")


def _placed(events: Iterable[Event]) -> Iterator[tuple[date, Event]]:
    day = date.min
    for event in events:
        day = event.when or day
        yield day, event


def _pending(backlog: Backlog, events: Iterable[Event], today: date) -> tuple[Event, ...]:
    """Return the changes that the files have and the history does not."""
    last: dict[tuple[str, str, str], str | None] = {(one.story, one.field, one.about): one.new for one in events}
    found = []
    for story in backlog.stories:
        for (field, about), new in _present(story).items():
            old = last.get((story.id, field, about))
            if (old or "") != (new or ""):
                found.append(Event(story.id, field, old, new, today, about=about))
    return tuple(found)


def _present(story: Story) -> dict[tuple[str, str], str]:
    values = {"points": "" if story.points is None else text(story.points)}
    values |= {name: getattr(story, name) for name in PENDING if name != "points"}
    fields = {(name, ""): values[name] for name in PENDING}
    criteria = (
        (" ".join((*filter(None, (one.text,)), *one.given, *one.when, *one.then)), one.done)
        for one in story.acceptance_criteria
    )
    return fields | {("criterion", words): "met" if done else "open" for words, done in criteria}
