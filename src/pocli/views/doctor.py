"""How does the health of po's own files read?"""

from collections.abc import Sequence

from pocli.model.health import Section
from pocli.page import Block, Cell, Heading, Page, Role, line
from pocli.page import page as pages

SIZES = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
TIMES = ((86400, "days"), (3600, "hours"), (60, "minutes"))


def page(answer: Sequence[Section]) -> Page:
    """Word each section: its name, then a line for each fact."""
    blocks: list[Block] = []
    for section in answer:
        blocks += [line()] if blocks else []
        blocks.append(Heading(section.name))
        blocks += [
            line(Cell(f"{_name(name)}: ", "muted"), Cell(_said(name, value), _role(section, name)))
            for name, value in section.facts.items()
        ]
    return pages(blocks)


def _name(name: str) -> str:
    return {"bytes": "size", "seconds": "age"}.get(name, name.replace("_", " "))


def _role(section: Section, name: str) -> Role:
    if name != "state":
        return ""
    return "good" if section.sound else "warning"


def _said(name: str, value: str | int) -> str:
    """Return a fact with a unit that people can take in."""
    if isinstance(value, str):
        return value
    units = {"bytes": (SIZES, "bytes"), "seconds": (TIMES, "seconds")}.get(name)
    if units is None:
        return f"{value:,}"
    for size, unit in units[0]:
        if value >= 2 * size:
            return f"{value // size:,} {unit}"
    return f"{value:,} {units[1]}"


def data(answer: Sequence[Section]) -> dict[str, object]:
    """Return the sections as `po.doctor/1`."""
    sections = {one.name: {**one.facts, "sound": one.sound} for one in answer}
    return {"schema": "po.doctor/1", "sections": sections}
