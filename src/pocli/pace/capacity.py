"""How much do the next sprints reach, by what was reached before?"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from pocli.pace import forecasting, sample
from pocli.pace.flow import SprintFlow
from pocli.pace.sample import SPRINTS, Sample
from pocli.pace.sizes import Unit

YEARLY = 26
"""More closed sprints than a year's are not asked."""


class SupportedCapacity(NamedTuple):
    """How much the past supports in all, and what that rests on."""

    amount: Fraction
    low: Fraction
    """The least of the periods that it rests on."""
    high: Fraction
    periods: int
    sprints: bool
    """They are closed sprints, not two weeks each."""


def supported(
    flows: Iterable[SprintFlow], found: Sample, level: int, unit: Unit, *, sprints: int = 1, days: int = 0
) -> SupportedCapacity:
    """Return how much one or several sprints reach together with a confidence in percent.

    One sprint: what so many percent of the last closed sprints reached. Several, or where the past is no sprints: the
    forecast of the sum, so that bad sprints and good ones make up for each other.

    Args:
        flows: the sprints, in their order.
        found: the past.
        level: the confidence.
        unit: points or count.
        sprints: how many are to come.
        days: how long one is; 0 for as long as a period of the past.
    """
    closed = [flow for flow in flows if flow.over][-YEARLY:]
    if sprints == 1 and found.in_sprints and len(closed) >= SPRINTS:
        reached = sorted((flow.done if unit == "points" else Fraction(flow.items) for flow in closed), reverse=True)
        amount = reached[ceil(len(reached) * level / 100) - 1]
        return SupportedCapacity(amount, reached[-1], reached[0], len(reached), sprints=True)
    past = sample.past(found, unit)
    if past is None:
        return SupportedCapacity(Fraction(0), Fraction(0), Fraction(0), len(found.periods), found.in_sprints)
    length = past.length if found.in_sprints or not days else days
    amount = forecasting.how_many(past, length * sprints, (level,))[level]
    amounts = sample.totals(found, unit)
    return SupportedCapacity(amount, min(amounts), max(amounts), len(amounts), found.in_sprints)


def spread(amount: Fraction, sprints: int) -> tuple[Fraction, ...]:
    """Return an amount parted among sprints, the same for each but for a rest of whole ones, which the first take."""
    each, rest = divmod(amount, sprints)
    return tuple(Fraction(each) + min(max(rest - sprint, Fraction(0)), Fraction(1)) for sprint in range(sprints))
