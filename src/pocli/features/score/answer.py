"""Which scores are worth looking at again, what do words make of their inputs, and which places change?"""

import re
from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.formula import Formula
from pocli.model.story import Story
from pocli.ranking.rank import Ranked, Ranking
from pocli.scoring import rice

MOST = 4
"""So many inputs has a model at most."""
KEEP = "-"
STORY = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*-)?[1-9][0-9]*", re.ASCII)
SURE = Fraction(1, 2)
"""More confidence than this wants evidence."""


class TypedInputs(NamedTuple):
    """A story, and the inputs that are typed for it."""

    story: str
    """As it was named."""
    values: tuple[str, ...]


class Shift(NamedTuple):
    """A story's place and score, before and after."""

    id: str
    before: tuple[int, Fraction | None]
    """The rank is 0 where it has none."""
    after: tuple[int, Fraction | None]


def typed(words: Sequence[str]) -> TypedInputs:
    """Return what the words `12 1200 high 80%` say; `-` keeps an input.

    Raises:
        PoError: there are too few or too many.
    """
    if not 1 < len(words) <= 1 + MOST or all(word == KEEP for word in words[1:]):
        name = words[0] if words and STORY.fullmatch(words[0]) else "ID"
        hint = f"write: po score {name} 1200 high 80% (reach, impact, confidence, effort; - keeps the old value)"
        raise PoError(f"`{' '.join(words)}` is not a score", hint)
    if named := [word for word in words[1:] if "=" in word]:
        hint = f"write the inputs in their order: po score {words[0]} 1200 high 80%; or by name: po set {words[0]} "
        raise PoError(f"`{named[0]}` is not an input", f"{hint}rice.reach=1200")
    return TypedInputs(words[0], tuple(words[1:]))


def answers(text: str) -> tuple[TypedInputs, ...]:
    """Return what a file of answers says: a line for each story, as it would be typed; `#` begins a comment.

    Raises:
        PoError: a line is no score, or there is none.
    """
    lines = [line.partition("#")[0].split() for line in text.splitlines()]
    found = tuple(typed(line) for line in lines if line)
    if not found:
        raise PoError("the file has no answers", "write a line for each story, such as: ID 1200 high 80%")
    return found


def assignments(values: Sequence[str], by: Formula = rice.FORMULA) -> tuple[str, ...]:
    """Return the inputs of a scoring model as `po set` takes them.

    Raises:
        PoError: the model has fewer.
    """
    if len(values) > len(by.fields):
        raise PoError(f"`{' '.join(values)}` are too many inputs", f"there are: {', '.join(by.fields)}")
    given = zip(by.fields, values, strict=False)
    return tuple(f"{field}={value}" for field, value in given if value != KEEP)


def own(ranking: Ranking) -> tuple[Story, ...]:
    """Return the stories of the order whose own inputs count, by rank."""
    return tuple(
        item.story
        for item in ranking.items
        if item.rank and not item.inherited_from and (item.score is not None or not item.story.pinned)
    )


def is_stale(story: Story, today: date, days: int, touched: Collection[date] = ()) -> bool:
    """Say whether an input was left alone for long, with no newer evidence for it, or a score is sure without any.

    Args:
        story: a story with a score.
        today: the day that counts as today.
        days: how long is long.
        touched: the days on which its inputs were last changed, as far as they are known.
    """
    looked = [*(one.date for one in story.evidence if one.date), *sorted(touched)[:1]]
    if looked and (today - max(looked)).days > days:
        return True
    sure = story.rice is not None and story.rice.confidence is not None and story.rice.confidence > SURE
    return sure and not story.evidence


def shifts(before: Ranking, after: Ranking, names: Sequence[str]) -> tuple[Shift, ...]:
    """Return the places and scores of these stories before and after."""
    old, new = ({item.story.id: (item.rank, _score(item)) for item in one.items} for one in (before, after))
    return tuple(Shift(name, old.get(name, (0, None)), new.get(name, (0, None))) for name in names)


def _score(item: Ranked) -> Fraction | None:
    return item.effective if item.effective is not None else item.score
