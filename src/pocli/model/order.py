"""In which order do the stories of a backlog stand, before anybody chose which of them to see?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple


class Order(NamedTuple):
    """The ids of the open stories: those that have a place, from the first, and those that have none, by id."""

    placed: tuple[str, ...]
    raised_by: Mapping[str, str] | None
    """By story, the one that waits for it and whose score, another one, counts; None where only own scores count."""
    unscored: tuple[str, ...]
    under_way: tuple[str, ...]
    counts: Mapping[str, Fraction] = {}
    """By story, the score that counts, where it is not its own."""
