"""How does the health of what is around a backlog read?"""

from collections.abc import Sequence

from pocli.model.health import Section
from pocli.page import Block, Cell, Column, Page, Role, Table, line
from pocli.page import page as pages
from pocli.text import plural

TITLE = "What po relies on"
COLUMNS = (Column("sound", ""), Column("part", "part"), Column("state", "state", grow=True))
SIZES = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
TIMES = ((86400, "days"), (3600, "hours"), (60, "minutes"))


def page(answer: Sequence[Section]) -> Page:
    """Word each section on a line, then the next steps."""
    rows = tuple((Cell(*_mark(one), value=str(one.sound).lower()), Cell(one.name), Cell(_facts(one))) for one in answer)
    hints: list[Block] = [line(Cell(f"{one.name}: ", "strong"), one.hint) for one in answer if one.hint]
    return pages([Table(COLUMNS, rows), *([line(), *hints] if hints else [])])


def _mark(section: Section) -> tuple[str, Role]:
    if section.sound:
        return "✓", "good"
    return ("✗", "bad") if section.bad else ("!", "warning")


def _facts(section: Section) -> str:
    """Return the facts on one line; where it is comes last, for it may be cut."""
    said = [_said(name, value) for name, value in section.facts.items() if name != "place"]
    return ", ".join(said + [str(value) for name, value in section.facts.items() if name == "place"])


def _said(name: str, value: str | int) -> str:
    """Return a fact with a unit that people can take in."""
    if isinstance(value, str):
        return value
    if name == "bytes":
        return _in_units(value, SIZES, name)
    return f"{_in_units(value, TIMES, name)} old" if name == "seconds" else plural(value, name.removesuffix("s"))


def _in_units(value: int, units: tuple[tuple[int, str], ...], smallest: str) -> str:
    for size, unit in units:
        if value >= 2 * size:
            return f"{value // size:,} {unit}"
    return f"{value:,} {smallest}"


def data(answer: Sequence[Section]) -> dict[str, object]:
    """Return the sections as `po.doctor/1`."""
    sections = {one.name: {**one.facts, "sound": one.sound} for one in answer}
    return {"schema": "po.doctor/1", "sections": sections}
