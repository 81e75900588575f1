"""How much does each story add to a set of stories that are built together: which value, and which size?"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.ranking.value import Figures, Ratio, figures, own_parts, own_size
from pocli.ranking.web import workable

ZERO = Fraction(0)


class Weight(NamedTuple):
    """What a story adds."""

    value: Fraction
    """Not known: 0."""
    size: Fraction
    """Above 0."""


def weight(has: Figures, assumed: Fraction | None) -> Weight:
    """Return what a story adds by its figures; `assumed` stands for a size that is not known."""
    size = has.size or assumed or Fraction(1)
    if has.size or has.score is None:
        return Weight(has.value or ZERO, size)
    return Weight(has.score * size, size)  # it has its epic's score, and no share of what the epic is worth


class Weights(NamedTuple):
    """What stories add, and the sizes that are assumed for that."""

    of: Mapping[str, tuple[Ratio, Ratio]]
    """Value and size of each, not reduced."""
    assumed: Mapping[str, Fraction]


def weights(backlog: Backlog, names: Iterable[str]) -> Weights:
    """Return what workable stories add to a set; other ids are left out."""
    stories = workable(backlog)
    some = [stories[name] for name in names if name in stories]
    found = {story.id: parts for story in some if (parts := own_parts(backlog, story))}
    others = [story for story in some if story.id not in found]
    worth = figures(backlog, others) if others else {}
    sizes = _assumed(backlog, [story for story in others if not worth[story.id].size])
    for story in others:
        value, size = weight(worth[story.id], sizes.get(story.id))
        found[story.id] = value.as_integer_ratio(), size.as_integer_ratio()
    return Weights(found, sizes)


def _assumed(backlog: Backlog, without: Sequence[Story]) -> Mapping[str, Fraction]:
    """Return the size that each of some stories counts with: the median of the open ones of its type.

    Where none of its type has a size, it is the median of all; where none has any, 1.
    """
    if not without:
        return {}
    sizes: dict[str, list[Fraction]] = {}
    for story in workable(backlog).values():
        if size := own_size(backlog, story):
            sizes.setdefault(story.type, []).append(size)
    medians = {kind: _median(some) for kind, some in sizes.items()}
    otherwise = _median([size for some in sizes.values() for size in some]) if sizes else Fraction(1)
    return {story.id: medians.get(story.type, otherwise) for story in without}


def _median(sizes: Sequence[Fraction]) -> Fraction:
    """Return the middle, or the mean of the two in the middle; `statistics` takes as long to load as an answer."""
    found = sorted(sizes)
    return (found[(len(found) - 1) // 2] + found[len(found) // 2]) / 2
