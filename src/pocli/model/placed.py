"""In which order do the stories of a backlog stand, before anybody chose which of them to see?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple


class Order(NamedTuple):
    """The ids of the open stories: those that have a place, from the first, and those that have none, by id."""

    placed: tuple[str, ...]
    raised_by: Mapping[str, str] | None
    """By story, the first one that needs it and has a higher score; None where only own scores count."""
    unscored: tuple[str, ...]
    under_way: tuple[str, ...]
    sets: tuple[tuple[str, ...], ...] = ()
    """The stories that are best built one after another; those that stand for themselves are left out."""
    assumed: Mapping[str, Fraction] = {}
    """The sizes that stories of the sets count with, as theirs are not known."""
