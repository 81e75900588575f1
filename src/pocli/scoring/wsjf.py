"""WSJF: (value + time criticality + risk reduction) ÷ job size (Reinertsen 2009; SAFe), on 1, 2, 3, 5, 8, 13, 20."""

from fractions import Fraction

from pocli.model.story import Story

FIELDS = ("value", "time_criticality", "risk_reduction", "job_size")
SUMS = False


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    inputs = story.wsjf
    if inputs is None or inputs.value is None or inputs.time_criticality is None:
        return None
    if inputs.risk_reduction is None or not inputs.job_size:
        return None
    return (inputs.value + inputs.time_criticality + inputs.risk_reduction) / inputs.job_size
