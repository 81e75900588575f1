"""What does an import say more than once: which columns repeat, which rows have the same note?"""

from collections.abc import Iterable
from typing import NamedTuple

from pocli.tables.items import Note, SourceColumn


class Columns(NamedTuple):
    """Columns of one name that become the same."""

    name: str
    field: str
    columns: int
    filled: int
    """How many cells of them say something."""


class Notes(NamedTuple):
    """What is said of several rows in the same words."""

    text: str
    rows: tuple[int, ...]
    """The rows, in order; 0 is the file as a whole."""


def columns(found: Iterable[SourceColumn]) -> tuple[Columns, ...]:
    """Fold columns of one name and field, in the order of the file."""
    kept: dict[tuple[str, str], Columns] = {}
    for name, field, filled in found:
        old = kept.get((name, field), Columns(name, field, 0, 0))
        kept[name, field] = old._replace(columns=old.columns + 1, filled=old.filled + filled)
    return tuple(kept.values())


def notes(found: Iterable[Note]) -> tuple[Notes, ...]:
    """Fold notes in the same words, in the order of their first row."""
    kept: dict[str, list[int]] = {}
    for row, text in found:
        kept.setdefault(text, []).append(row)
    return tuple(Notes(text, tuple(rows)) for text, rows in kept.items())
