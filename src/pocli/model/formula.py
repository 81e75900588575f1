"""How does a scoring model make a score of what a story says: which value, divided by which size?"""

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import NamedTuple

from pocli.model.story import Story

Inputs = Sequence[Fraction | None]
"""The figures of a formula: those of `terms`, then that of `size`."""


class Formula(NamedTuple):
    """A value part, which a plan adds up, divided by a size: every model is one, so that one function ranks by any."""

    terms: tuple[str, ...]
    """The fields that make the value, such as `wsjf.value`."""
    size: str
    """The field that says how much work it is."""
    adds: bool = False
    """The terms are added up; else multiplied."""
    eases: bool = False
    """The size is 1 ÷ the field: the more, the easier."""
    shares: frozenset[str] = frozenset()
    """The fields that are written in percent."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields in the order of the inputs."""
        return (*self.terms, self.size)

    @property
    def names(self) -> tuple[str, ...]:
        """Return how the fields are called."""
        return tuple(field.rpartition(".")[2] for field in self.fields)


def inputs(formula: Formula, story: Story) -> tuple[Fraction | None, ...]:
    """Return the figures that a story has for a formula; None where one is missing."""
    return tuple(figure_of(story, field) for field in formula.fields)


def figure_of(story: Story, field: str) -> Fraction | None:
    """Return the figure of a field such as `wsjf.value`; None where it is missing."""
    at: object = story
    for step in field.split("."):
        at = getattr(at, step, None)
    return at if isinstance(at, Fraction) else None


def value(formula: Formula, known: Inputs) -> Fraction | None:
    """Return the value part; None while a term is missing."""
    terms = [one for one in known[:-1] if one is not None]
    if len(terms) < len(formula.terms):
        return None
    return sum(terms, Fraction(0)) if formula.adds else Fraction(prod(terms))


def size(formula: Formula, known: Inputs) -> Fraction | None:
    """Return by what the value part is divided; None while it is missing, or where nothing can be divided by it."""
    found = known[-1]
    if not formula.eases or found is None:
        return found
    return 1 / found if found else None


def score(formula: Formula, story: Story) -> Fraction | None:
    """Return the exact score of a story's own inputs, or None while one is missing."""
    known = inputs(formula, story)
    return quotient(value(formula, known), size(formula, known))


def quotient(value: Fraction | None, size: Fraction | None) -> Fraction | None:
    """Return the exact score of a value and a size, or None while one is missing."""
    if value is None or not size:
        return None
    return Fraction(value.numerator * size.denominator, value.denominator * size.numerator)
