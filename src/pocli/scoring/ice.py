"""ICE: impact × confidence × ease, each 1…10 (Sean Ellis, GrowthHackers); the size is 1 ÷ ease."""

from fractions import Fraction

from pocli.model import formula
from pocli.model.formula import Formula
from pocli.model.story import Story

FORMULA = Formula(("ice.impact", "ice.confidence"), "ice.ease", eases=True)
FIELDS = FORMULA.names


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    return formula.score(FORMULA, story)
