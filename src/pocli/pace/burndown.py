"""How much of a sprint is left, day by day, and where does it lead?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.pace import calendar, forecasting, scope
from pocli.pace import sample as samples
from pocli.pace.forecasting import PeriodTotals
from pocli.pace.moves import Moves
from pocli.pace.sample import Sample
from pocli.pace.scope import Stand

LEVELS = (50, 85)


class Day(NamedTuple):
    """The end of a day. None: it is still to come, or the history does not reach back to it."""

    day: date
    works: bool
    ideal: Fraction
    remaining: Fraction | None
    done: Fraction | None
    """What was finished until then."""
    added: Fraction | None
    """What came into the sprint on that day, or grew in it."""
    removed: Fraction | None
    expected: Fraction | None = None
    """What is likely to be left, for the days to come."""


class Burndown(NamedTuple):
    """A sprint's days, and when what is left will probably be done."""

    sprint: Sprint
    unit: str
    """points, or stories where none has points."""
    planned: Fraction | None
    """What was in the sprint at the end of its first day."""
    days: tuple[Day, ...]
    behind: Fraction
    """How much more is left than the ideal line had at the end of the last day that is over; negative: less."""
    stories: int
    """How many are in it now."""
    done: int
    unsized: tuple[str, ...]
    """Stories of it without points: they burn nothing down."""
    ends: Mapping[int, date | None]
    """By when all is done, for each confidence of LEVELS; empty where it cannot be said."""
    working_days_left: int
    future: bool
    """It has not begun."""
    few: bool
    clocks: int
    message: str
    hint: str


def burndown(backlog: Backlog, moves: Moves, sprint: Sprint, sample: Sample, today: date) -> Burndown:
    """Return how a sprint went until today, and where it leads.

    Args:
        backlog: the settings and the stories.
        moves: what happened.
        sprint: which one.
        sample: what was finished in the past, to look ahead.
        today: the last day of which something is known.
    """
    days = tuple(calendar.days(sprint.start, sprint.end))
    held = _held(backlog, moves, sprint, days, today)
    last = held.get(min(today, sprint.end), {})
    points = any(stand.points for stands in held.values() for stand in stands.values())
    first = held.get(sprint.start)
    planned = _left(first, points=points, everything=True) if first is not None else None
    made = _days(backlog, sprint, days, held, planned or Fraction(0), points=points)
    left = _left(last, points=points)
    past = samples.past(sample, "points" if points else "count")
    ends = _ends(left, past, today) if last and today <= sprint.end and sprint.state != "closed" else {}
    known = {story.id for story in backlog.stories}
    return Burndown(
        sprint,
        "points" if points else "stories",
        planned,
        _ahead(made, left, past, today) if ends else made,
        _behind(made, planned or Fraction(0), today),
        len(last),
        sum(stand.state == "done" for stand in last.values()),
        tuple(sorted(name for name, stand in last.items() if points and stand.points is None and name in known)),
        ends,
        calendar.working_days(backlog.config, max(today, sprint.start), sprint.end),
        today < sprint.start,
        sample.few,
        moves.undated,
        moves.message,
        moves.hint,
    )


def held(backlog: Backlog, moves: Moves, sprint: Sprint, until: date) -> Mapping[str, Stand]:
    """Return what is in a sprint at the end of a day, or was at its end; nothing where that is not known."""
    found = _held(backlog, moves, sprint, tuple(calendar.days(sprint.start, sprint.end)), until)
    return found[max(found)] if found else {}


def _held(
    backlog: Backlog, moves: Moves, sprint: Sprint, days: Sequence[date], today: date
) -> dict[date, dict[str, Stand]]:
    """Return what was in the sprint at the end of each day that is known; what leaves on the last day stays in."""
    leaves = scope.leaves(backlog)
    closing = max((day for day in days if calendar.works(backlog.config, day)), default=sprint.end)
    known = [day for day in days if day <= today and moves.since is not None and day >= moves.since]
    found: dict[date, dict[str, Stand]] = {}
    before: dict[str, Stand] = {}
    for day, stands in scope.stands(backlog, moves, known):
        now = scope.of_sprint(stands, sprint.id, leaves)
        if day >= closing and day > sprint.start:
            now = {name: one for name, one in before.items() if stands[name].state not in {"", "dropped"}} | now
        found[day] = before = now
    return found


def _days(
    backlog: Backlog,
    sprint: Sprint,
    days: Sequence[date],
    held: Mapping[date, Mapping[str, Stand]],
    planned: Fraction,
    *,
    points: bool,
) -> tuple[Day, ...]:
    worked = max(calendar.working_days(backlog.config, sprint.start, sprint.end), 1)
    found = []
    gone = 0
    for day in days:
        works = calendar.works(backlog.config, day)
        gone += works
        ideal = planned * (1 - Fraction(gone, worked))
        now, before = held.get(day), held.get(day - timedelta(days=1))
        if now is None:
            found.append(Day(day, works, ideal, None, None, None, None))
            continue
        left = _left(now, points=points)
        added, removed = _difference(before, now, points=points) if before is not None else (None, None)
        done = _left(now, points=points, everything=True) - left
        found.append(Day(day, works, ideal, left, done, added, removed))
    return tuple(found)


def _behind(days: Sequence[Day], planned: Fraction, today: date) -> Fraction:
    known = [day for day in days if day.remaining is not None]
    if not known or known[-1].remaining is None:
        return Fraction(0)
    over = [day.ideal for day in known if day.day < today]
    return known[-1].remaining - (over[-1] if over else planned)


def _difference(before: Mapping[str, Stand], now: Mapping[str, Stand], *, points: bool) -> tuple[Fraction, Fraction]:
    """Return what came in and what went out from one day to the next."""
    none = Fraction(0)
    sizes = [
        (
            scope.size(before[name], points=points) if name in before else none,
            scope.size(now[name], points=points) if name in now else none,
        )
        for name in before.keys() | now.keys()
    ]
    added = sum((new - old for old, new in sizes if new > old), none)
    return added, sum((old - new for old, new in sizes if old > new), none)


def _left(stands: Mapping[str, Stand], *, points: bool, everything: bool = False) -> Fraction:
    """Return how much is not done; with `everything`, how much there is."""
    return sum(
        (scope.size(one, points=points) for one in stands.values() if everything or one.state != "done"), Fraction(0)
    )


def _ends(left: Fraction, past: PeriodTotals | None, today: date) -> dict[int, date | None]:
    if not left:
        return dict.fromkeys(LEVELS, today)
    days = forecasting.when(past, left, LEVELS) if past else {}
    return {level: today + timedelta(days=day) if day is not None else None for level, day in days.items()}


def _ahead(days: tuple[Day, ...], left: Fraction, past: PeriodTotals | None, today: date) -> tuple[Day, ...]:
    """Say of each day to come what is as likely as not to be left."""
    if past is None:
        return days
    done = {day.day: forecasting.how_many(past, (day.day - today).days, (50,))[50] for day in days if day.day > today}
    return tuple(
        day._replace(expected=max(left - done[day.day], Fraction(0))) if day.day in done else day for day in days
    )
