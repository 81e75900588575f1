"""In which row of a table do its headers stand, and which of its columns can hold titles?"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pocli.errors import PoError
from pocli.tables import columns
from pocli.tables.csv_table import Record
from pocli.tables.items import Note

PREFACE = 30
"""So many rows may stand above the header: the name of a board, the lines of a report."""
FIGURES = re.compile(r"[\d\s.,:/%+-]*")
SAMPLE = 200
TITLES = frozenset({"title", "title_1"})
SHARE = 0.5
FEW = 4
"""With fewer columns, a row of one cell is no name of a group."""

Match = Callable[[Sequence[str]], Sequence[str]]
"""What tells the fields of headers."""


def found(rows: Sequence[Record], mapping: Mapping[str, str], match: Match, needed: frozenset[str] = TITLES) -> int:
    """Return the place of the header: the first row, or the first one below with all that the first lacks.

    Args:
        rows: the rows of the table that are not empty.
        mapping: the fields of columns, as the user said them.
        match: tells the fields of a row's cells, without regard to the mapping.
        needed: one of these fields must be there.
    """
    wanted = [columns.header(name) or name.strip() for name in mapping]
    fits = [
        at
        for at, row in enumerate(rows[:PREFACE])
        if (wanted and all(name in _names(row) for name in wanted)) or (not wanted and needed & set(match(row.cells)))
    ]
    if wanted and not fits:
        fits = [at for at, row in enumerate(rows[:PREFACE]) if needed & set(match(row.cells))]
    return _best(rows, fits, match)


def _best(rows: Sequence[Record], fits: Sequence[int], match: Match) -> int:
    """Return the first row that fits, unless a wider one below knows more columns and the first is a preface."""
    if not fits:
        return 0
    first = fits[0]
    if first == 0 and sum(map(bool, map(str.strip, rows[0].cells))) == 1 and len(fits) > 1:
        known = [sum(map(bool, match(rows[at].cells))) for at in fits]
        return fits[known.index(max(known))]
    return first


def _names(row: Record) -> list[str]:
    return [columns.header(cell) or cell.strip() for cell in row.cells]


def poor(names: Sequence[str], rows: Sequence[Record]) -> frozenset[int]:
    """Return the columns that can hold no titles: they are empty, or hold figures only."""
    rows = rows[:SAMPLE]
    return (
        frozenset(
            at
            for at in range(len(names))
            if all(FIGURES.fullmatch(row.cells[at]) for row in rows if at < len(row.cells))
        )
        if rows
        else frozenset()
    )


def likely(names: Sequence[str], rows: Sequence[Record], taken: Sequence[str]) -> str:
    """Return the header of the column that most looks like titles: long texts, each different; or an empty text."""
    rows = rows[:SAMPLE]
    best = (0.0, "")
    for at, name in enumerate(names):
        cells = [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]
        if not cells or taken[at] or at in poor(names, rows) or not name.strip():
            continue
        different = len(set(cells)) / len(rows)
        words = sum(min(len(cell.split()), 12) for cell in cells) / len(cells)
        if different > SHARE:
            best = max(best, (different * (words + 1), name.strip()))
    return best[1]


def refused(names: Sequence[str], rows: Sequence[Record], fields: Sequence[str]) -> PoError:
    """Return what is said of a table none of whose columns is known to hold titles."""
    shown = ", ".join(f"`{name.strip()}`" for name in dict.fromkeys(names) if name.strip()) or "none"
    name = likely(names, rows, [field if field in columns.MEANINGS else "" for field in fields])
    line = f'name it: --map "{name}=title"' if name else "name it with --map COLUMN=title"
    return PoError("no column holds titles", f"{line}; the columns are: {shown}")


def grouped(rows: list[Record], head: Record, notes: list[Note]) -> Iterator[Record]:
    """Leave out the headers that stand above further groups, and name the groups."""
    for row in rows:
        filled = [cell for cell in row.cells if cell.strip()]
        if row.cells == head.cells:
            continue
        if len(filled) == 1 and len(head.cells) >= FEW and row.cells[0].strip():
            notes.append((row.row, f"`{shown(row)}` is the name of a group, or a title alone: left out"))
        else:
            yield row


def shown(row: Record) -> str:
    """Return the cells of a row as one text."""
    return " ".join(filter(None, map(str.strip, row.cells)))[:60]
