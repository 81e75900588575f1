"""How does a page read in a spreadsheet? Its first table or chart, with the machine's names and values."""

import csv
import re
from collections.abc import Iterable
from io import StringIO

from pocli.model.number import text
from pocli.page import Cell, Chart, Column, Page, Table, Timeline, tabled
from pocli.text import uncomputed

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page's first table or chart as CSV, or nothing if it has none."""
    found = next((block for block in page.blocks if isinstance(block, (Table, Timeline, Chart))), None)
    if found is None:
        return ""
    table = found if isinstance(found, Table) else tabled(found) if isinstance(found, Timeline) else _of_chart(found)
    header = _row(column.name for column in table.columns)
    return header + "".join(_row(map(_value, row)) for row in table.rows)


def _of_chart(chart: Chart) -> Table:
    """Return a chart's figures: a row for each x, a column for each series."""
    labels = {label.x: label.value or label.text for label in chart.labels}
    values = [dict(series.points) for series in chart.series]
    places = sorted(labels.keys() | {x for points in values for x in points})
    heads = (Column("x", "x"), *(Column(series.name, series.name) for series in chart.series))
    rows = (
        (Cell(labels.get(x, str(x))), *(Cell(text(points[x]) if x in points else "") for points in values))
        for x in places
    )
    return Table(heads, tuple(rows))


def _row(values: Iterable[str]) -> str:
    """Write one row; the writer quotes a lone CR only where its own line ends have one."""
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow(values)
    return file.getvalue().removesuffix("\r\n") + "\n"


def _value(cell: Cell) -> str:
    """Return what a machine reads; a text that a spreadsheet would run as a formula gets a quote."""
    said = cell.text if cell.value is None else cell.value
    return said if NUMBER.fullmatch(said) else uncomputed(said)
