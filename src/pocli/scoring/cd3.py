"""CD3: cost of delay ÷ duration (Reinertsen, The Principles of Product Development Flow, 2009).

What others wait for carries their weights too (Magennis, Cost of Delay Prioritization Calculator, FocusedObjective).
"""

from fractions import Fraction

from pocli.model.story import Story

FIELDS = ("cost_of_delay", "duration")
SUMS = True
"""What waits for a story adds its scores; elsewhere the best one counts."""


def score(story: Story) -> Fraction | None:
    """Return the exact score, or None while an input is missing."""
    if story.cost_of_delay is None or not story.duration:
        return None
    return story.cost_of_delay / story.duration
