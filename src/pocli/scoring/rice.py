"""RICE: reach × impact × confidence ÷ effort (Sean McBride, Intercom, 2016)."""

from fractions import Fraction

from pocli.model.story import Rice

FIELDS = ("reach", "impact", "confidence", "effort")


def score(inputs: Rice) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    value = expected(inputs)
    return None if value is None or not inputs.effort else value / inputs.effort


def expected(inputs: Rice) -> Fraction | None:
    """Return the expected value, reach × impact × confidence: what a plan adds up."""
    if inputs.reach is None or inputs.impact is None or inputs.confidence is None:
        return None
    return inputs.reach * inputs.impact * inputs.confidence
