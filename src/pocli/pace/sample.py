"""Which periods of the past does a forecast rest on, and how much was finished in each?

Closed sprints, where there are SPRINTS of them and the team did not go on without; else periods of two weeks, counted
back from yesterday.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from statistics import median, median_low
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.pace import sizes
from pocli.pace.forecasting import LAST, PeriodTotals
from pocli.pace.life import Life
from pocli.pace.moves import Moves
from pocli.pace.sizes import Unit

ENOUGH = 8
"""Fewer periods than this are few."""
YEAR = 365
SPRINTS = 3
"""Fewer closed sprints than this are no sample."""
WEEKS = 14
"""The days of a period where there are no sprints."""
SIZED = Fraction(80, 100)
"""Points are counted where at least so much of what was finished has some."""


class Period(NamedTuple):
    """A stretch of the past that was forecast with."""

    name: str
    """The sprint's id; empty for two weeks."""
    first: date
    last: date


class Sample(NamedTuple):
    """What was finished on each whole day of a stretch of the past, and the periods that it is made of."""

    first: date
    last: date
    counts: tuple[int, ...]
    points: tuple[Fraction, ...]
    """What has no points counts with the median of its type."""
    every: tuple[Period, ...] = ()
    """The oldest first."""
    length: int = WEEKS
    """The days from the beginning of a period to that of the next."""
    place: int = 0
    """How many days after the beginning of a period today is."""
    unit: Unit = "count"
    why: str = "sized"
    """asked for, sized (enough of what was finished has points), or unsized."""
    finished: int = 0
    """Stories, in the periods that count."""
    sized: int = 0
    """Those of them that have points."""

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that count."""
        return self.every[-LAST:]

    @property
    def few(self) -> bool:
        """They are less than ENOUGH."""
        return len(self.every) < ENOUGH

    @property
    def in_sprints(self) -> bool:
        """They are sprints, not two weeks each."""
        return any(one.name for one in self.every)


def beginning(lives: Iterable[Life], moves: Moves, today: date) -> date:
    """Return the first day of which something is known, a year ago at most."""
    days = [day for day in (moves.since, *(life.finished for life in lives)) if day is not None]
    return max(min(days, default=today), today - timedelta(days=YEAR))


def sample(
    backlog: Backlog,
    lives: Iterable[Life],
    moves: Moves,
    today: date,
    *,
    since: date | None = None,
    unit: Unit | None = None,
) -> Sample:
    """Return what was finished from `since` (else what is known, a year at most) to yesterday.

    Args:
        backlog: the sprints, and what stories without points count.
        lives: when stories were finished.
        moves: from when on the history knows it.
        today: the first day that does not count.
        since: the first day.
        unit: points or count; else points, where SIZED of what was finished has some.
    """
    done = [life for life in lives if life.finished is not None and life.finished < today]
    first = since or beginning(done, moves, today)
    done = [life for life in done if life.finished and life.finished >= first]
    in_points = sizes.sizes(backlog, "points")
    days = max((today - first).days, 0)
    counts, points = [0] * days, [Fraction(0)] * days
    for life in done:
        at = ((life.finished or first) - first).days
        counts[at] += 1
        points[at] += sizes.size(in_points, life.story)
    cut = since is not None or first in {moves.since, today - timedelta(days=YEAR)}
    closed = _closed(backlog, first, today, cut=cut)
    found = Sample(first, today - timedelta(days=1), tuple(counts), tuple(points), _two_weeks(first, today))
    if len(closed) >= SPRINTS:
        begun = [one for one in backlog.sprints if closed[0].first <= one.start <= today]
        length = _cadence(one.start for one in begun)
        latest = max(life.finished or first for life in done) if done else first
        if latest <= max(one.end for one in begun) + timedelta(days=length):
            place = (today - max(one.start for one in begun)).days % length
            found = found._replace(every=closed, length=length, place=place)
    return _unit(found, done, unit)


def totals(found: Sample, unit: Unit, periods: Sequence[Period] | None = None) -> tuple[Fraction, ...]:
    """Return how much was finished in each period, by default in those that count."""
    return tuple(sum(_daily(found, one, unit), Fraction(0)) for one in (found.periods if periods is None else periods))


def past(found: Sample, unit: Unit) -> PeriodTotals | None:
    """Return the past as a forecast takes it, in the days of today's periods.

    None: nothing was finished, or, in points, nothing that has some.
    """
    days = [_daily(found, one, unit) for one in found.periods]
    if not any(map(any, days)) or (unit == "points" and not found.sized):
        return None
    usual = median_low(map(len, days)) if found.in_sprints else WEEKS
    amounts = tuple(float(sum(one) * Fraction(usual, len(one))) for one in days)
    whole = all(amount.denominator == 1 for one in days for amount in one)
    shapes = tuple(_shape(one, usual, found.length, found.place) for one in days)
    return PeriodTotals(found.length, amounts, shapes, Fraction(1) if whole else Fraction(1, 10))


def _closed(backlog: Backlog, first: date, today: date, *, cut: bool) -> tuple[Period, ...]:
    """Return the sprints that are over; one that shares days with the next ends before it.

    Where the sample begins in the midst of what happened (`cut`), the sprint in which it begins is not known whole.
    """
    ordered = sorted(backlog.sprints, key=lambda one: (one.start, ident.order(one.id)))
    over = [one for one in ordered if one.end < today and (one.start if cut else one.end) >= first]
    return tuple(
        Period(one.id, one.start, _last(one, after)) for one, after in pairwise((*over, None)) if one is not None
    )


def _last(sprint: Sprint, after: Sprint | None) -> date:
    return max(sprint.start, min(sprint.end, after.start - timedelta(days=1))) if after else sprint.end


def _two_weeks(first: date, today: date) -> tuple[Period, ...]:
    """Return the whole periods back from yesterday; where there is none, what there is."""
    span = (today - first).days
    if 0 < span < WEEKS:
        return (Period("", first, today - timedelta(days=1)),)
    starts = [today - timedelta(days=WEEKS * back) for back in range(span // WEEKS, 0, -1)]
    return tuple(Period("", start, start + timedelta(days=WEEKS - 1)) for start in starts)


def _cadence(begun: Iterable[date]) -> int:
    gaps = [(two - one).days for one, two in pairwise(sorted(set(begun)))]
    return max(round(median(gaps)), 1) if gaps else WEEKS


def _unit(found: Sample, done: Iterable[Life], unit: Unit | None) -> Sample:
    """Choose the unit."""
    counted = [
        life
        for life in done
        for one in found.periods
        if life.finished is not None and one.first <= life.finished <= one.last
    ]
    sized = sum(life.story.points is not None for life in counted)
    enough = sized >= SIZED * len(counted) and any(totals(found, "points"))
    chosen: Unit = unit or ("points" if enough else "count")
    why = "asked for" if unit else "sized" if enough else "unsized"
    return found._replace(unit=chosen, why=why, finished=len(counted), sized=sized)


def _daily(found: Sample, period: Period, unit: Unit) -> tuple[Fraction, ...]:
    """Return what was finished on each day of a period; nothing before the first day that is known."""
    amounts: Sequence[Fraction | int] = found.points if unit == "points" else found.counts
    first = (period.first - found.first).days
    days = range(first, first + (period.last - period.first).days + 1)
    return tuple(Fraction(amounts[day]) if 0 <= day < len(amounts) else Fraction(0) for day in days)


def _shape(days: Sequence[Fraction], usual: int, length: int, place: int) -> tuple[float, ...]:
    """Return the share of a period's total after 0, 1, 2 … days from today's place on, in a period of `length` days."""
    total = sum(days)
    if not total:
        return tuple(day / length for day in range(length + 1))
    reached = (0.0, *(float(one / total) for one in accumulate(days)))
    ends = [_between(reached, min(day * len(days) / usual, len(days))) for day in range(length + 1)]
    gains = [two - one for one, two in pairwise(ends)]
    turned = [gains[(place + day) % length] for day in range(1, length + 1)]
    shares = list(accumulate(turned, initial=0.0))
    return (*(one / shares[-1] for one in shares[:-1]), 1.0) if shares[-1] else (0.0,) * length + (1.0,)


def _between(reached: Sequence[float], at: float) -> float:
    low = min(int(at), len(reached) - 2)
    return reached[low] + (reached[low + 1] - reached[low]) * (at - low)
