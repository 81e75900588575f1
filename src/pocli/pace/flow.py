"""How much does the team finish, how long does it take, and what is under way for how long?"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from statistics import median
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.pace import scope
from pocli.pace.life import Life
from pocli.pace.moves import Moves
from pocli.pace.sample import ENOUGH, beginning

LEVELS = (50, 70, 85, 95)
OLD = 85
"""Work that is older than this percentile of the cycle times is old."""
LAST = 6
"""So many closed sprints make the range of the velocity."""


class SprintFlow(NamedTuple):
    """What became of a sprint. None: history does not reach back to it."""

    sprint: Sprint
    planned: Fraction | None
    """Points in it at the end of its first day."""
    done: Fraction
    """Points finished between its first and its last day, planned or not: the velocity."""
    items: int
    kept: Fraction | None
    """Points that were planned and finished in time: what was done of what was said."""
    added: Fraction | None
    removed: Fraction | None
    bugs: int
    """Bugs created meanwhile."""
    over: bool
    """Its last day is past."""


class Velocity(NamedTuple):
    """Points finished in the last closed sprints."""

    low: Fraction
    middle: Fraction
    high: Fraction
    sprints: int


class AgedStory(NamedTuple):
    """A story under way; its age in days, today included."""

    life: Life
    age: int | None
    old: bool


class FinishedGroup(NamedTuple):
    """What was finished of a type, for a goal, with a label."""

    name: str
    items: int
    points: Fraction
    cycles: tuple[int, ...]


class Metrics(NamedTuple):
    """The flow of a backlog since a day."""

    since: date
    until: date
    sprints: tuple[SprintFlow, ...]
    velocity: Velocity | None
    weeks: tuple[tuple[date, int], ...]
    """How many were finished in the seven days that begin then."""
    finished: tuple[Life, ...]
    cycles: Mapping[int, int]
    """The cycle time that so many percent do not exceed."""
    measured: int
    """How many cycle times are known."""
    wip: tuple[AgedStory, ...]
    groups: tuple[FinishedGroup, ...]
    undated: int
    """How many are done on a day that is not known."""
    clocks: int
    few: bool
    message: str
    hint: str
    begun: bool
    """Whether any sprint has begun, be it before the first day."""


def metrics(
    backlog: Backlog, lives: Sequence[Life], moves: Moves, today: date, *, since: date | None = None, by: str = ""
) -> Metrics:
    """Return the flow since a day; without one, over what is known, a year at most.

    Args:
        backlog: the settings and the sprints.
        lives: the stories that count.
        moves: what happened.
        today: the last day.
        since: the first day.
        by: `type`, `goal` or `label`, to tell what was finished apart; empty for no groups.
    """
    first = since or beginning(lives, moves, today)
    within = [life for life in lives if life.finished and first <= life.finished <= today]
    finished = tuple(sorted(within, key=lambda life: (life.finished or today, life.story.id)))
    cycles = sorted(life.cycle for life in finished if life.cycle is not None)
    percentiles = {level: percentile(cycles, level) for level in LEVELS} if cycles else {}
    flows = sprints(backlog, lives, moves, today, first)
    return Metrics(
        first,
        today,
        flows,
        velocity(flows),
        _weeks(finished, first, today),
        finished,
        percentiles,
        len(cycles),
        wip(lives, today, percentiles.get(OLD)),
        _groups(finished, by) if by else (),
        sum(life.state == "done" and life.finished is None for life in lives),
        moves.undated,
        (today - first).days < ENOUGH * backlog.config.sprint_days,
        moves.message,
        moves.hint,
        any(one.start <= today for one in backlog.sprints),
    )


def percentile(ordered: Sequence[int], level: int) -> int:
    """Return the smallest value that at least so many percent do not exceed (nearest rank); values ascend."""
    return ordered[max(ceil(len(ordered) * level / 100), 1) - 1]


def velocity(flows: Iterable[SprintFlow]) -> Velocity | None:
    """Return the range of the last closed sprints; None before the first."""
    last = [flow.done for flow in flows if flow.over][-LAST:]
    return Velocity(min(last), Fraction(median(last)), max(last), len(last)) if last else None


def wip(lives: Iterable[Life], today: date, limit: int | None) -> tuple[AgedStory, ...]:
    """Return what is under way, the oldest first; older than `limit` days is old."""
    found = [
        AgedStory(life, age, old=limit is not None and age is not None and age > limit)
        for life in lives
        if life.state == "doing"
        for age in [(today - life.started).days + 1 if life.started else None]
    ]
    return tuple(sorted(found, key=lambda one: (-(one.age or 0), one.life.story.id)))


def sprints(backlog: Backlog, lives: Sequence[Life], moves: Moves, today: date, first: date) -> tuple[SprintFlow, ...]:
    """Return what became of each sprint that began until today and ended since the first day.

    What leaves a sprint on its last day was not finished; it is not said to be removed.
    """
    ordered = sorted(backlog.sprints, key=lambda one: (one.start, one.id))
    chosen = [one for one in ordered if one.start <= today and one.end >= first]
    ends = {one.id: max(one.start, min(one.end - timedelta(days=1), today)) for one in chosen}
    days = sorted({day for one in chosen for day in (one.start, ends[one.id])})
    known = frozenset(life.story.id for life in lives)
    stood: dict[tuple[date, str], dict[str, scope.Stand]] = {}
    for day, stand in scope.stands(backlog, moves, days):
        for one in chosen:
            if day in (one.start, ends[one.id]):
                stood[day, one.id] = scope.of_sprint(stand, one.id, known)
    return tuple(
        _sprint(one, stood[one.start, one.id], stood[ends[one.id], one.id], lives, moves, today) for one in chosen
    )


def _sprint(
    sprint: Sprint,
    planned: Mapping[str, scope.Stand],
    ended: Mapping[str, scope.Stand],
    lives: Sequence[Life],
    moves: Moves,
    today: date,
) -> SprintFlow:
    done = [life for life in lives if life.finished and sprint.start <= life.finished <= sprint.end]
    names = {life.story.id for life in done}
    bugs = [
        one for one in lives if one.story.type == "bug" and one.created and sprint.start <= one.created <= sprint.end
    ]
    reached = moves.since is not None and moves.since <= sprint.start
    total = _total(one.points for one in planned.values())
    kept = _total(one.points for name, one in planned.items() if name in names)
    added = _total(one.points for name, one in ended.items() if name not in planned)
    removed = _total(one.points for name, one in planned.items() if name not in ended)
    velocity_points = _total(life.story.points for life in done)
    over = sprint.end < today or sprint.state == "closed"
    if not reached:
        return SprintFlow(sprint, None, velocity_points, len(done), None, None, None, len(bugs), over)
    return SprintFlow(sprint, total, velocity_points, len(done), kept, added, removed, len(bugs), over)


def _total(points: Iterable[Fraction | None]) -> Fraction:
    return sum((one for one in points if one is not None), Fraction(0))


def _weeks(finished: Iterable[Life], first: date, today: date) -> tuple[tuple[date, int], ...]:
    """Return how many were finished in each week, Monday to Sunday, from the first day's on."""
    monday = first - timedelta(days=first.weekday())
    counts = Counter((life.finished - monday).days // 7 for life in finished if life.finished)
    return tuple((monday + timedelta(weeks=week), counts[week]) for week in range((today - monday).days // 7 + 1))


GROUPS: Mapping[str, Callable[[Life], tuple[str, ...]]] = {
    "type": lambda life: (life.story.type,),
    "goal": lambda life: (life.story.goal,),
    "label": lambda life: life.story.labels or ("",),
}


def _groups(finished: Sequence[Life], by: str) -> tuple[FinishedGroup, ...]:
    names = sorted({name for life in finished for name in GROUPS[by](life)})
    found = []
    for name in names:
        own = [life for life in finished if name in GROUPS[by](life)]
        cycles = tuple(sorted(life.cycle for life in own if life.cycle is not None))
        found.append(FinishedGroup(name, len(own), _total(one.story.points for one in own), cycles))
    return tuple(sorted(found, key=lambda one: (-one.items, one.name)))
