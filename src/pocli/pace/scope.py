"""What was planned into which sprint, on any day of the past?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.pace.moves import Moves, state

NONE = Fraction(0)


class Stand(NamedTuple):
    """Where a story stood at the end of a day."""

    state: str = ""
    """Empty: it was not there."""
    sprint: str = ""
    points: Fraction | None = None


Scope = Mapping[str, Stand]
"""The stories of a sprint that were neither dropped nor gone, by id."""


def stands(backlog: Backlog, moves: Moves, days: Sequence[date]) -> Iterator[tuple[date, Mapping[str, Stand]]]:
    """Yield where every story stood at the end of each of some days, which ascend; what is yielded changes then."""
    events = sorted(moves.events, key=lambda placed: placed[0])
    found: dict[str, Stand] = {}
    at = 0
    for day in days:
        while at < len(events) and events[at][0] <= day:
            event = events[at][1]
            before = found.get(event.story, Stand())
            if event.field == "status":
                found[event.story] = before._replace(state=state(backlog.config, event.new))
            elif event.field == "sprint":
                found[event.story] = before._replace(sprint=event.new or "")
            elif event.field == "points":
                found[event.story] = before._replace(points=amount(event.new))
            at += 1
        yield day, found


def of_sprint(stand: Mapping[str, Stand], sprint: str, leaves: frozenset[str]) -> dict[str, Stand]:
    """Return the stories that stood in a sprint; `leaves` are those that are no epics."""
    return {
        name: one
        for name, one in stand.items()
        if one.sprint == sprint and one.state not in {"", "dropped"} and name in leaves
    }


def leaves(backlog: Backlog) -> frozenset[str]:
    """Return the ids of the stories that are no epics."""
    return frozenset(story.id for story in backlog.stories if story.type != "epic")


def size(stand: Stand, *, points: bool) -> Fraction:
    """Return how much a story counts: its points, or one."""
    return (stand.points or NONE) if points else Fraction(1)


def amount(word: str | None) -> Fraction | None:
    """Return points as a number; None where they are absent or no number."""
    try:
        return Fraction(word) if word else None
    except ValueError:
        return None
