"""When will so much be done, and how much by then?

A simulation of the periods to come (sprints, or two weeks each), as often as TRIALS says, with a fixed seed. The past
is its last periods' totals, the older the lighter. Each period to come repeats the total of a past one, drawn from an
urn into which what was drawn goes back twofold: that is the Bayesian bootstrap (Rubin 1981) with Dirichlet weights, and
says that nobody knows how likely each total is. On top of it the team's level wanders for the first STEADY periods, the
further the more its totals are spread. Within a period, days go as they went in the past one. "When" grows with the
confidence that is asked for, "how much" falls. How the figures were found:
docs/decisions/0055-forecasts-that-come-true-as-often-as-they-say.md.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import ceil, exp, floor, inf, sqrt
from random import Random
from typing import NamedTuple

LEVELS = (50, 70, 85, 95)
"""The confidences that are asked for, in percent."""
LAST = 12
"""So many periods of the past count."""
FADE = 0.85
"""How much a period weighs to the one after it."""
ALPHA = 0.5
"""What a period weighs in the urn, on average; what is drawn adds one."""
FEW = 3
"""Fewer periods say too little of how far totals spread: a quarter and twice their mean are added."""
WANDER, WIDEST = 0.4, 0.4
"""The level wanders, a period, by so much of the spread of the totals, in the logarithm, and by no more than WIDEST."""
USUAL, WEIGHT = 0.6, 2
"""The spread (deviation to mean) that teams have; it counts as so many periods beside the team's own."""
STEADY = 6
"""After so many periods the level stays: further ahead it was not measured."""
NEAR, FURTHEST = 6, 26
"""So many periods are drawn one by one; what lies further goes on at the pace of its trial."""
TRIALS = 5_000
SEED = 20_261_130
FAR = 3_650
"""No forecast looks further than so many days."""
TINY = 1e-9
METHOD = "totals of periods: Bayesian bootstrap with fading weights, wandering level"


class PeriodTotals(NamedTuple):
    """What was finished in past periods, the oldest first."""

    length: int
    """How many days a period has."""
    totals: tuple[float, ...]
    shapes: tuple[tuple[float, ...], ...]
    """For each period the share of its total that was finished after 0, 1, 2 … days, counted from today's place."""
    step: Fraction = Fraction(1)
    """Amounts are told in whole multiples of it."""


class Trial(NamedTuple):
    """One way in which it may go."""

    sums: Sequence[float]
    """What is finished after 0, 1, 2 … periods."""
    drawn: Sequence[int]
    """Which past period each one repeats."""
    level: float
    pace: float
    """What each further period finishes."""


class Urn(NamedTuple):
    """What is drawn from."""

    values: tuple[float, ...]
    bounds: tuple[float, ...]
    """The weights, added up."""
    wander: float


def how_many(past: PeriodTotals, days: int, levels: Iterable[int] = LEVELS) -> Mapping[int, Fraction]:
    """Return for each confidence, in percent, how much is finished at least after so many days."""
    found = sorted((_finished(past, trial, days) for trial in _trials(past, days)), reverse=True)
    return {level: floor(found[rank(level)] / past.step + TINY) * past.step for level in levels}


def when(past: PeriodTotals, amount: Fraction, levels: Iterable[int] = LEVELS) -> Mapping[int, int | None]:
    """Return for each confidence, in percent, after how many days so much is finished; None beyond FAR days."""
    wanted = tuple(levels)
    if amount <= 0:
        return dict.fromkeys(wanted, 0)
    found: list[float] = []
    for periods in (NEAR, FURTHEST):
        found = sorted(_reached(past, trial, float(amount)) for trial in _drawn(past.totals, periods))
        if found[rank(max(wanted))] <= periods * past.length:
            break
    days = {level: found[rank(level)] for level in wanted}
    return {level: int(day) if day <= FAR else None for level, day in days.items()}


def chance(past: PeriodTotals, amount: Fraction, days: int) -> float:
    """Return the chance that so much is finished after so many days."""
    wanted = float(amount) * (1 - TINY)
    return sum(_finished(past, trial, days) >= wanted for trial in _trials(past, days)) / TRIALS


def sums(totals: tuple[float, ...], periods: int, trials: int) -> list[float]:
    """Return what is finished after so many periods, at most NEAR, in each of so many trials, the most first."""
    return sorted((trial.sums[periods] for trial in _drawn(totals, NEAR, trials)), reverse=True)


def spread(totals: Sequence[float], weights: Sequence[float]) -> float:
    """Return the deviation of totals to their mean, drawn towards that of other teams."""
    mean = sum(map(float.__mul__, totals, weights)) / sum(weights)
    if not mean:
        return USUAL
    square = sum(weight * (total / mean - 1) ** 2 for total, weight in zip(totals, weights, strict=True)) / sum(weights)
    return sqrt((len(totals) * square + WEIGHT * USUAL**2) / (len(totals) + WEIGHT))


def fading(count: int) -> tuple[float, ...]:
    """Return the weights of so many periods, the oldest first; they are one on average."""
    found = [FADE**age for age in reversed(range(count))]
    return tuple(one * count / sum(found) for one in found)


def grown(amount: Fraction, percent: float) -> Fraction:
    """Return how much will have to be finished if the scope grows by so many percent meanwhile."""
    return amount * (1 + Fraction(str(percent)) / 100)


def rank(level: int, trials: int = TRIALS) -> int:
    """Return where, in so many sorted trials, the one stands that so many percent reach."""
    return ceil(level * trials / 100) - 1


def _trials(past: PeriodTotals, days: int) -> tuple[Trial, ...]:
    return _drawn(past.totals, NEAR if days <= NEAR * past.length else FURTHEST)


def _urn(totals: tuple[float, ...]) -> Urn:
    weights = fading(len(totals))
    mean = sum(map(float.__mul__, totals, weights)) / len(totals)
    added = (mean / 4, 2 * mean) if len(totals) < FEW else ()
    every = (*weights, *(1.0 for _ in added))
    bounds = tuple(accumulate(ALPHA * weight for weight in every))
    return Urn((*totals, *added), bounds, min(WANDER * spread(totals, weights), WIDEST))


@lru_cache(maxsize=32)
def _drawn(totals: tuple[float, ...], periods: int, trials: int = TRIALS) -> tuple[Trial, ...]:
    """Draw so many periods in each trial; those that go further go on from those that do not."""
    urn = _urn(totals[-LAST:])
    dice = Random(SEED + periods)  # noqa: S311 - a simulation that repeats
    if periods > NEAR:
        return tuple(_further(urn, one, periods, dice) for one in _drawn(totals, NEAR, trials))
    begin = Trial((0.0,), (), 1.0, 0.0)
    return tuple(_further(urn, begin, periods, dice) for _ in range(trials))


def _further(urn: Urn, trial: Trial, until: int, dice: Random) -> Trial:
    """Draw the periods that follow in a trial."""
    values, bounds, wander = urn
    found, drawn, level = list(trial.sums), list(trial.drawn), trial.level
    weight = bounds[-1]
    for period in range(len(drawn), until):
        at = dice.random() * (weight + period)
        one = bisect_right(bounds, at) if at < weight else drawn[min(int(at - weight), period - 1)]
        if period < STEADY:
            level *= exp(dice.gauss(0.0, wander))
        drawn.append(one)
        found.append(found[-1] + level * values[one])
    shares = zip(values, bounds, (0.0, *bounds), strict=False)
    held = sum(value * (high - low) for value, high, low in shares) + sum(values[one] for one in drawn)
    return Trial(found, drawn, level, level * held / (weight + until))


def _reached(past: PeriodTotals, trial: Trial, amount: float) -> float:
    """Return the day on which a trial reaches an amount."""
    at = bisect_left(trial.sums, amount * (1 - TINY))
    if at < len(trial.sums):
        before = trial.sums[at - 1]
        share = (amount - before) / (trial.sums[at] - before)
        shape = past.shapes[trial.drawn[at - 1] % len(past.shapes)]
        return (at - 1) * past.length + bisect_left(shape, min(share, 1.0) - TINY)
    if not trial.pace:
        return inf
    over = (amount - trial.sums[-1]) / trial.pace * past.length
    return (at - 1) * past.length + ceil(over - TINY) if over < FAR else inf


def _finished(past: PeriodTotals, trial: Trial, days: int) -> float:
    """Return what a trial has finished after so many days."""
    whole, rest = divmod(days, past.length)
    if whole + 1 >= len(trial.sums):
        return trial.sums[-1] + trial.pace * (days / past.length - (len(trial.sums) - 1))
    shape = past.shapes[trial.drawn[whole] % len(past.shapes)]
    return trial.sums[whole] + (trial.sums[whole + 1] - trial.sums[whole]) * shape[rest]
