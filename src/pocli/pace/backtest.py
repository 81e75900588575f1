"""Did forecasts of this past come true: what would have been said then, and what came?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.pace import forecasting
from pocli.pace.forecasting import LEVELS

AHEAD = (1, 3, 6)
"""So many periods are looked ahead."""
FIRST = 3
"""With fewer periods behind it, nothing would have been said."""
TRIALS = 1_000
SURE = 85
"""The confidence that is held to its word unasked."""
OFF = Fraction(10, 100)
RARELY, OFTEN = 8, 20
"""A record is off when SURE was kept too rarely by more than OFF in so many cases, or too often in so many."""


class Case(NamedTuple):
    """A forecast of the past, and what came of it."""

    ahead: int
    """How many periods were looked ahead."""
    said: Mapping[int, float]
    """How much would be finished at least, for each confidence in percent."""
    came: float


class KeptForecasts(NamedTuple):
    """How often forecasts over so many periods were kept."""

    ahead: int
    cases: int
    kept: Mapping[int, int]
    """For each confidence in percent, how many of the cases."""


Method = Callable[[Sequence[float], int], Mapping[int, float]]
"""What is said of so many periods to come by the totals of those before."""


def forecast_sums(totals: Sequence[float], ahead: int) -> Mapping[int, float]:
    """Return what the forecast says of so many periods to come."""
    found = forecasting.sums(tuple(totals)[-forecasting.LAST :], ahead, TRIALS)
    return {level: found[forecasting.rank(level, TRIALS)] for level in LEVELS}


def cases(
    totals: Sequence[float], method: Method = forecast_sums, *, ahead: Sequence[int] = AHEAD, first: int = FIRST
) -> Iterator[Case]:
    """Yield what would have been said after each period, and what came; nothing where nothing had been finished.

    Args:
        totals: what was finished in each period, the oldest first.
        method: what says it.
        ahead: over how many periods.
        first: after how many periods the first forecast is made.
    """
    for now in range(first, len(totals)):
        if any(totals[:now]):
            for periods in ahead:
                if now + periods <= len(totals):
                    yield Case(periods, method(totals[:now], periods), sum(totals[now : now + periods]))


def record(totals: Sequence[float]) -> tuple[KeptForecasts, ...]:
    """Return how often the forecasts of this past were kept; without the spans of which there is no case."""
    found = tuple(cases(totals))
    tallies = []
    for periods in AHEAD:
        own = [one for one in found if one.ahead == periods]
        kept = {level: sum(one.came >= one.said[level] - forecasting.TINY for one in own) for level in LEVELS}
        tallies += [KeptForecasts(periods, len(own), kept)] if own else []
    return tuple(tallies)


def off(found: Sequence[KeptForecasts]) -> KeptForecasts | None:
    """Return the first span over which SURE was kept far too rarely, or far too often; None: it held."""
    for one in found:
        gap = Fraction(one.kept[SURE], one.cases) - Fraction(SURE, 100)
        if abs(gap) > OFF and one.cases >= (RARELY if gap < 0 else OFTEN):
            return one
    return None
