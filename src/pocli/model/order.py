"""In which order do the stories of a backlog stand, before anybody chose which of them to see?"""

from fractions import Fraction
from typing import NamedTuple


class Placed(NamedTuple):
    """A story in its place, and the figures that brought it there."""

    id: str
    score: Fraction | None
    effective: Fraction | None
    """The best of the own score and of the effective scores of what waits for it; None where only own scores count."""
    raised_by: str
    """The story whose score it is, where that is another one's."""
    inherited_from: str
    """The epic whose inputs these are."""
    reach: Fraction | None
    impact: Fraction | None
    confidence: Fraction | None
    effort: Fraction | None


class Order(NamedTuple):
    """The open stories: those that have a place, from the first, and those that have none, by id."""

    placed: tuple[Placed, ...]
    unscored: tuple[str, ...]
    under_way: tuple[str, ...]
