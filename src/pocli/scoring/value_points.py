"""Value ÷ points: reach × impact × confidence for each point of work."""

from fractions import Fraction

from pocli.model.story import Story

FIELDS = ("reach", "impact", "confidence", "points")
SUMS = False


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing; 0 points have none."""
    inputs = story.rice
    if inputs is None or inputs.reach is None or inputs.impact is None or inputs.confidence is None:
        return None
    return inputs.reach * inputs.impact * inputs.confidence / story.points if story.points else None
