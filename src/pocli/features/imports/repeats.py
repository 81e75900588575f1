"""What does an import say more than once: which columns repeat, which rows have the same note?"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pocli.tables.items import Note, SourceColumn

IN_QUOTES = re.compile(r"`[^`]*`|(?<=comment of )[^`]*?(?=: `)")
MANY = 5
"""So many notes that differ only in what they quote are told one by one."""


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
    """Fold notes in the same words, in the order of their first row; many that differ in what they quote are one."""
    kept: dict[str, list[int]] = {}
    for row, text in found:
        kept.setdefault(text, []).append(row)
    alike: dict[str, list[str]] = {}
    for text in kept:
        alike.setdefault(IN_QUOTES.sub("`…`", text), []).append(text)
    folded: dict[str, list[int]] = {}
    for form, texts in alike.items():
        many = len(texts) > MANY
        for text in texts:
            folded.setdefault(f"{form} ({len(texts):,} of these)" if many else text, []).extend(kept[text])
    made = [Notes(text, tuple(dict.fromkeys(sorted(rows)))) for text, rows in folded.items()]
    return tuple(sorted(made, key=lambda one: one.rows[0]))
