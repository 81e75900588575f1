"""What does a range say: a lognormal whose 90 % interval it is; and how are such inputs drawn, the same each time?

A draw is a Latin hypercube (McKay, Beckman, Conover 1979): each input takes each of its quantiles once, in a shuffled
order. Nothing but Python's own generator and its rational approximation of the inverse normal takes part, so that the
same seed gives the same draws on every machine.
"""

import math
from collections.abc import Container
from fractions import Fraction
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from pocli.model.story import Rice

NORMAL = NormalDist()
Z90 = NORMAL.inv_cdf(0.95)
"""So many standard deviations reach from the middle to an end of a 90 % interval."""
SEED = 1


class Spread(NamedTuple):
    """How much the logarithms of a story's inputs vary."""

    reach: float = 0.0
    effort: float = 0.0

    @property
    def score(self) -> float:
        """Return the standard deviation of the logarithm of the score."""
        return math.hypot(self.reach, self.effort)


def spread(rice: Rice | None, fields: Container[str] = ("rice.reach", "rice.effort")) -> Spread:
    """Return how much those of a story's inputs vary that a scoring model looks at; what has no range does not.

    Args:
        rice: the inputs.
        fields: those of the model's formula.
    """
    if rice is None:
        return Spread()
    ends = {"rice.reach": rice.reach_range, "rice.effort": rice.effort_range}
    return Spread(*(_sigma(one if field in fields else None) for field, one in ends.items()))


def _sigma(ends: tuple[Fraction, Fraction] | None) -> float:
    return 0.0 if ends is None else math.log(ends[1] / ends[0]) / (2 * Z90)


def above(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the probability that a lognormal exceeds another one: Φ((μA − μB) / √(σA² + σB²)).

    Args:
        one: the mean and the standard deviation of its logarithm.
        two: those of the other.
    """
    difference, deviation = one[0] - two[0], math.hypot(one[1], two[1])
    if not deviation:
        return 0.5 if not difference else float(difference > 0)
    return NORMAL.cdf(difference / deviation)


class Draws:
    """Columns of standard normal draws, one for each input that varies."""

    def __init__(self, count: int, seed: int = SEED) -> None:
        """Prepare the quantiles of so many draws."""
        self.count = count
        self._quantiles = [NORMAL.inv_cdf((index + 0.5) / count) for index in range(count)]
        self._dice = Random(seed)  # noqa: S311 - a simulation

    def column(self) -> list[float]:
        """Return the draws of the next input."""
        drawn = list(self._quantiles)
        self._dice.shuffle(drawn)
        return drawn
