"""How do the problems of a backlog read as a page, such as a job's summary?"""

from pocli.model.diagnostic import Diagnostic, Report
from pocli.page import Cell, Column, Page, Role, Table, line
from pocli.page import page as pages
from pocli.text import capped, tally

TITLE = "Problems"
COLUMNS = (
    Column("severity", "severity"),
    Column("place", "place"),
    Column("rule", "rule"),
    Column("problem", "problem", grow=True),
)
ROLES: dict[str, Role] = {"error": "bad", "warning": "warning", "info": "muted"}


def page(answer: Report) -> Page:
    """Word the problems as a table under their number."""
    shown, more = capped(answer.diagnostics, lambda one: one.path)
    head = line(tally((one.severity for one in answer.diagnostics), answer.files))
    table = [Table(COLUMNS, tuple(_row(one) for one in shown))] if shown else []
    return pages(head, table, [line(f"… and {more:,} more")] if more else [])


def _row(one: Diagnostic) -> tuple[Cell, ...]:
    hint = f" ({one.hint})" if one.hint else ""
    place = f"{one.path}:{one.span.line}:{one.span.column}"
    return Cell(one.severity, ROLES[one.severity]), Cell(place), Cell(one.rule), Cell(one.message + hint)
