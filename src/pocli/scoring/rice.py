"""RICE: reach × impact × confidence ÷ effort (Sean McBride, Intercom, 2016)."""

from fractions import Fraction

from pocli.model.story import Rice, Story

FIELDS = ("reach", "impact", "confidence", "effort")


SUMS = False


def score(story: Story) -> Fraction | None:
    """Return the exact score of a story's own inputs, or None while one is missing."""
    return quotient(story.rice or Rice())


def quotient(inputs: Rice) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    value = expected(inputs)
    if value is None or not inputs.effort:
        return None
    effort = inputs.effort
    return Fraction(value.numerator * effort.denominator, value.denominator * effort.numerator)


def expected(inputs: Rice) -> Fraction | None:
    """Return the expected value, reach × impact × confidence: what a plan adds up.

    The parts are multiplied as whole numbers and reduced once: a ranking of 100,000 stories does little else.
    """
    reach, impact, confidence = inputs.reach, inputs.impact, inputs.confidence
    if reach is None or impact is None or confidence is None:
        return None
    return Fraction(
        reach.numerator * impact.numerator * confidence.numerator,
        reach.denominator * impact.denominator * confidence.denominator,
    )
