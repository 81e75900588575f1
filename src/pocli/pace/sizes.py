"""How much does a story count in a forecast: its points, or one?"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from statistics import median
from typing import Literal, NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.story import Story

Unit = Literal["points", "count"]
ANY = ""


class Sizes(NamedTuple):
    """What stories without points count, by type; under ANY, where no story of the type has points."""

    unit: Unit
    medians: Mapping[str, Fraction]


def sizes(backlog: Backlog, unit: Unit) -> Sizes:
    """Return how stories count in a unit: without points, with the median of those of their type that have some."""
    known: dict[str, list[Fraction]] = {}
    for story in backlog.stories:
        if story.points is not None and story.type != "epic" and backlog.state(story) != "dropped":
            known.setdefault(story.type, []).append(story.points)
            known.setdefault(ANY, []).append(story.points)
    return Sizes(unit, {name: Fraction(median(points)) for name, points in known.items()})


def size(of: Sizes, story: Story) -> Fraction:
    """Return how much a story counts."""
    if of.unit == "count":
        return Fraction(1)
    guess = of.medians.get(story.type, of.medians.get(ANY, Fraction(0)))
    return guess if story.points is None else story.points


def total(of: Sizes, stories: Iterable[Story]) -> Fraction:
    """Return how much stories count together."""
    return sum((size(of, story) for story in stories), Fraction(0))


def guessed(of: Sizes, stories: Iterable[Story]) -> tuple[Story, ...]:
    """Return the stories that count with a median, since they have no points."""
    return tuple(story for story in stories if of.unit == "points" and story.points is None)
