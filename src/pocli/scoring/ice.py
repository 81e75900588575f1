"""ICE: impact × confidence × ease, each 1…10 (Sean Ellis, GrowthHackers)."""

from fractions import Fraction

from pocli.model.story import Story

FIELDS = ("impact", "confidence", "ease")
SUMS = False


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    inputs = story.ice
    if inputs is None or inputs.impact is None or inputs.confidence is None or inputs.ease is None:
        return None
    return inputs.impact * inputs.confidence * inputs.ease
