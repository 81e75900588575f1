"""How does a page read in a spreadsheet? Its first table, with the machine's names and values."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from pocli.page import Cell, Page, Table, Timeline, tabled

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page's first table as CSV, or nothing if it has none."""
    found = next((block for block in page.blocks if isinstance(block, (Table, Timeline))), None)
    if found is None:
        return ""
    table = tabled(found) if isinstance(found, Timeline) else found
    header = _row(column.name for column in table.columns)
    return header + "".join(_row(map(_value, row)) for row in table.rows)


def _row(values: Iterable[str]) -> str:
    """Write one row; the writer quotes a lone CR only where its own line ends have one."""
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(values)
    return file.getvalue().removesuffix("\r\n") + "\n"


def _value(cell: Cell) -> str:
    """Return what a machine reads; a text that a spreadsheet would run as a formula gets a quote."""
    text = cell.text if cell.value is None else cell.value
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text
