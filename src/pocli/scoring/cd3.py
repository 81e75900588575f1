"""CD3: cost of delay ÷ duration (Reinertsen, The Principles of Product Development Flow, 2009)."""

from fractions import Fraction

from pocli.model import formula
from pocli.model.formula import Formula
from pocli.model.story import Story

FORMULA = Formula(("cost_of_delay",), "duration")
FIELDS = FORMULA.names


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    return formula.score(FORMULA, story)
