"""Value ÷ points: reach × impact × confidence for each point of work; 0 points have no score."""

from fractions import Fraction

from pocli.model import formula
from pocli.model.formula import Formula
from pocli.model.story import Story

FORMULA = Formula(("rice.reach", "rice.impact", "rice.confidence"), "points", shares=frozenset({"rice.confidence"}))
FIELDS = FORMULA.names


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    return formula.score(FORMULA, story)
