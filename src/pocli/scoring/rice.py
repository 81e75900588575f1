"""RICE: reach × impact × confidence ÷ effort (Sean McBride, Intercom, 2016)."""

from fractions import Fraction

from pocli.model import formula
from pocli.model.formula import Formula
from pocli.model.story import Rice, Story

FORMULA = Formula(
    ("rice.reach", "rice.impact", "rice.confidence"), "rice.effort", shares=frozenset({"rice.confidence"})
)
FIELDS = FORMULA.names


def score(story: Story) -> Fraction | None:
    """Return the exact score of a story's own inputs, or None while one is missing."""
    return formula.score(FORMULA, story)


def expected(inputs: Rice) -> Fraction | None:
    """Return the expected value, reach × impact × confidence: what a plan adds up."""
    found = worth(inputs)
    return None if found is None else Fraction(*found)


def worth(inputs: Rice) -> tuple[int, int] | None:
    """Return the expected value as what is above and below the line, not reduced.

    The parts are multiplied as whole numbers: a ranking of 100,000 stories does little else.
    """
    reach, impact, confidence = inputs[:3]
    if reach is None or impact is None or confidence is None:
        return None
    (people, parts), (much, of), (sure, whole) = map(Fraction.as_integer_ratio, (reach, impact, confidence))
    return people * much * sure, parts * of * whole
