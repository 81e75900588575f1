"""How does it read what is sound around a backlog?"""

from collections.abc import Sequence

from pocli.model.health import Check, State
from pocli.page import Block, Cell, Column, Page, Role, Table, line
from pocli.page import page as pages

COLUMNS = (Column("state", ""), Column("check", "check"), Column("said", "what is there", grow=True))
MARKS: dict[State, tuple[str, Role]] = {"good": ("✓", "good"), "warning": ("!", "warning"), "bad": ("✗", "bad")}


def page(answer: Sequence[Check]) -> Page:
    """Word what was looked at, then the next steps."""
    rows = tuple((Cell(*MARKS[one.state], value=one.state), Cell(one.name), Cell(one.said)) for one in answer)
    hints: list[Block] = [line(Cell(f"{one.name}: ", "strong"), one.hint) for one in answer if one.hint]
    return pages([Table(COLUMNS, rows), *([line(), *hints] if hints else [])])


def data(answer: Sequence[Check]) -> dict[str, object]:
    """Return what was looked at as `po.doctor/1`."""
    return {"schema": "po.doctor/1", "checks": [one._asdict() for one in answer]}
