"""What is a range worth on average: which reach and which effort does a plan count with?

A range is read as the 90 % interval of a lognormal, whose mean lies above its median. Plans add up expected value, so
they count with the mean; a ranking compares stories one by one and keeps the median.
"""

from decimal import Context, Decimal
from fractions import Fraction

from pocli.model.backlog import Backlog
from pocli.model.story import MICRO, Rice

Z90 = Decimal("1.644853626951472714863848907991632136083195744275")
"""So many standard deviations reach from the middle to an end of a 90 % interval."""
EXACT = Context(prec=60)
"""Logarithm and exponential are rounded correctly, so that every machine has the same mean."""

Range = tuple[Fraction, Fraction]


def mean(low: Fraction, high: Fraction) -> Fraction:
    """Return the mean of a lognormal whose 90 % interval is `low..high`, rounded half-even to 6 decimals.

    √(low·high) · exp(σ² ÷ 2) with σ = ln(high ÷ low) ÷ (2 · 1.6448536…).
    """
    least, most = (EXACT.ln(EXACT.divide(Decimal(end.numerator), Decimal(end.denominator))) for end in (low, high))
    sigma = EXACT.divide(EXACT.subtract(most, least), EXACT.multiply(2, Z90))
    middle = EXACT.divide(EXACT.add(least, most), 2)
    found = EXACT.exp(EXACT.add(middle, EXACT.divide(EXACT.multiply(sigma, sigma), 2)))
    return Fraction(round(Fraction(found) * MICRO), MICRO)


def expected(backlog: Backlog) -> Backlog:
    """Return the backlog in which each range of a reach or an effort counts with its mean."""
    ranged = any(story.rice and (story.rice.reach_range or story.rice.effort_range) for story in backlog.stories)
    if not ranged:
        return backlog
    stories = (story._replace(rice=story.rice and meant(story.rice)) for story in backlog.stories)
    return backlog._replace(stories=tuple(stories))


def meant(rice: Rice) -> Rice:
    """Return the inputs with the means of their ranges."""
    return rice._replace(
        reach=mean(*rice.reach_range) if rice.reach_range else rice.reach,
        effort=mean(*rice.effort_range) if rice.effort_range else rice.effort,
    )
