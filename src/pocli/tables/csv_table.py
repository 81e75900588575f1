"""Which rows has a table of comma-separated values, whatever its delimiter, and how is one written?"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import islice
from typing import NamedTuple

from pocli.errors import PoError
from pocli.text import FORMULA, uncomputed

LARGEST = 2**31 - 1
"""A cell may have as many characters; what is too long for a field is cut, and named, later."""
FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
LONGEST_HEAD = 100_000
DELIMITERS = ",;\t|"
MOST = 200_000
"""So many rows are read: more stories than a backlog may hold."""
SAMPLE = 30
"""So many rows tell the delimiter."""


class Record(NamedTuple):
    """A row: its number, as a spreadsheet counts it, the line in which it begins, and its cells."""

    row: int
    line: int
    cells: list[str]


def records(text: str) -> list[Record]:
    """Return every row that is not empty.

    Raises:
        PoError: a quote is not closed, or stands where none can; there are too many.
    """
    text = text.removeprefix("\ufeff")
    told = re.match(r"sep=(.)\r?\n", text)
    start = told.end() if told else 0
    csv.field_size_limit(LARGEST)
    mark = told[1] if told else delimiter(text)
    reader = csv.reader(StringIO(text[start:], newline=""), delimiter=mark, strict=True)
    found: list[Record] = []
    row, line = 0, 1 + bool(told)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error as error:
            raise _unread(re.split("\r\n|\r|\n", text)[line - 1 :], mark, row + 1, line) from error
        row += 1
        if len(found) == MOST:
            raise PoError(f"there are more than {MOST:,} rows", "export less at a time")
        if any(map(str.strip, cells)):
            found.append(Record(row, line, [bare(cell) for cell in cells]))
        line = reader.line_num + 1 + bool(told)


def _unread(lines: Sequence[str], mark: str, row: int, line: int) -> PoError:
    """Say which cell of a row cannot be read, and where it begins; the lines are those from the row's first one on.

    A quoted cell ends with a quote before a delimiter or the end of its line.
    """
    text = "\n".join(lines)
    cell = re.compile(
        rf'(?:"(?:[^"]|"")*+"|[^"{re.escape(mark)}\r\n][^{re.escape(mark)}\r\n]*+|)(?={re.escape(mark)}|\r?\n|$)'
    )
    at, number = 0, 1
    while (found := cell.match(text, at)) and text[found.end() : found.end() + 1] == mark:
        at, number = found.end() + 1, number + 1
    closed = re.compile(r'"(?:[^"]|"")*+"').match(text, at)
    begin = line + text.count("\n", 0, at)
    place = f"{begin}:{at - text.rfind(chr(10), 0, at)}"
    what = (
        f"is closed on line {line + text.count(chr(10), 0, closed.end())}, but the cell goes on"
        if closed
        else "is not closed"
    )
    hint = "write a quote within a cell twice, and close the cell with one"
    return PoError(f"{place}: row {row}, column {number}: the quote that begins the cell {what}", hint)


def head(text: str) -> list[str]:
    """Return the first row, whatever comes after it."""
    text = text.removeprefix("\ufeff")
    told = re.match(r"sep=(.)\r?\n", text)
    start = told.end() if told else 0
    csv.field_size_limit(LARGEST)
    begin = text[start : start + LONGEST_HEAD]
    rows = csv.reader(StringIO(begin, newline=""), delimiter=told[1] if told else delimiter(begin))
    return next(iter(rows), [])


def first_rows(text: str, count: int) -> list[list[str]]:
    """Return the first rows that are not empty, whatever comes after them."""
    text = text.removeprefix("\ufeff")
    told = re.match(r"sep=(.)\r?\n", text)
    begin = text[told.end() if told else 0 :][:LONGEST_HEAD]
    csv.field_size_limit(LARGEST)
    rows = csv.reader(StringIO(begin, newline=""), delimiter=told[1] if told else delimiter(begin))
    return list(islice((row for row in rows if any(map(str.strip, row))), count))


def is_table(text: str) -> bool:
    """Tell whether a text looks like a table: its first rows have as many cells, more than one."""
    widths = {len(row) for row in first_rows(text, SAMPLE)}
    return len(widths) == 1 and widths != {1}


def bare(cell: str) -> str:
    """Take off the apostrophe, or the blank, that keeps a spreadsheet from computing a cell."""
    return cell[1:] if cell[:1] in {"'", " "} and FORMULA.match(cell, 1) else cell


def written(rows: Iterable[Sequence[str]], guard: str = "'") -> str:
    """Return a table that a spreadsheet opens without a question: UTF-8 with its mark, no cell a formula.

    Figures stay figures; any other cell that begins like a formula gets an apostrophe, which `records` takes off again.

    Args:
        rows: the cells.
        guard: what stands before such a cell: a blank where another tool takes the apostrophe for text.
    """
    text = StringIO(newline="")
    csv.writer(text).writerows([_cell(cell, guard) for cell in row] for row in rows)
    return f"\ufeff{text.getvalue()}"


def guarded(rows: Iterable[Sequence[str]]) -> int:
    """Return how many cells of a table need a guard."""
    return sum(_cell(cell, "'") != cell.replace("\r\n", "\n") for row in rows for cell in row)


def plain(rows: Iterable[Sequence[str]]) -> str:
    """Return a table as text that only `records` reads: no cell is changed."""
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(text: str, guard: str) -> str:
    """Return a cell of a table; a spreadsheet shows a line break of its own kind only."""
    text = text.replace("\r\n", "\n")
    safe = text if FIGURE.fullmatch(text) else uncomputed(text)
    return safe if safe == text or guard == "'" else guard + safe[1:]


def delimiter(text: str) -> str:
    """Return the delimiter with which the first rows have as many cells as the header; of those, the most cells."""

    def fit(one: str) -> tuple[float, int]:
        counts = [len(row) for row in islice(csv.reader(StringIO(text, newline=""), delimiter=one), SAMPLE) if row]
        if not counts or counts[0] == 1:
            return 0, 0
        return sum(count == counts[0] for count in counts) / len(counts), counts[0]

    csv.field_size_limit(LARGEST)
    return max(DELIMITERS, key=fit)
