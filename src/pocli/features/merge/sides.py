"""Which side of a conflict does an answer mean: by a letter, a word, a name, a value? What can mean both means none."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

Side = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")
VALUE = "="
"""What stands before a value, so that no value can be taken for a letter or a name."""


class Choice(NamedTuple):
    """What the two sides are called, and their values; an empty text is: it has none there."""

    names: tuple[str, str]
    values: tuple[str, str]


class ChosenSide(NamedTuple):
    """What an answer means: a side, a value of its own (an empty one is none), or nothing that is sure."""

    side: Side | None = None
    value: str | None = None
    twice: bool = False
    """It can mean two things."""


def read(answer: str, choice: Choice) -> ChosenSide:
    """Return what an answer means."""
    if answer.startswith(VALUE):
        value = answer[len(VALUE) :].strip()
        same = {side for side, one in zip(SIDES, choice.values, strict=True) if one == value}
        return ChosenSide(same.pop()) if len(same) == 1 else ChosenSide(value=value)
    meant = set(_meanings(answer, choice))
    return ChosenSide(meant.pop()) if len(meant) == 1 else ChosenSide(twice=bool(meant))


def keys(choice: Choice) -> tuple[str, str]:
    """Return the shortest answer that means each side and nothing else."""
    ours, theirs = (
        next((word for word in words if read(word, choice).side == side), VALUE + value)
        for side, words, value in zip(SIDES, _words(choice), choice.values, strict=True)
    )
    return ours, theirs


def _words(choice: Choice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what each side is called: its letter, its word, its name."""
    ours, theirs = ((side[0], side, name) for side, name in zip(SIDES, choice.names, strict=True))
    return ours, theirs


def _meanings(answer: str, choice: Choice) -> Iterator[Side]:
    for side, words, value in zip(SIDES, _words(choice), choice.values, strict=True):
        if answer and answer in (*words, value):
            yield side
