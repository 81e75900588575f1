"""WSJF: (value + time criticality + risk reduction) ÷ job size (Reinertsen 2009; SAFe), on 1, 2, 3, 5, 8, 13, 20."""

from fractions import Fraction

from pocli.model import formula
from pocli.model.formula import Formula
from pocli.model.story import Story

FORMULA = Formula(("wsjf.value", "wsjf.time_criticality", "wsjf.risk_reduction"), "wsjf.job_size", adds=True)
FIELDS = FORMULA.names


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    return formula.score(FORMULA, story)
