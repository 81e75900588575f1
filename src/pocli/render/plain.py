"""How does a page look in a pipe or a file? Aligned columns; nothing is wrapped, cut or coloured."""

from pocli import drawing
from pocli.page import (
    Bars,
    Block,
    Chart,
    Checklist,
    Fold,
    Heading,
    Item,
    Line,
    Page,
    Point,
    Points,
    Table,
    Timeline,
    marked,
    numbers,
    tabled,
)
from pocli.text import cells, safe

WIDTH = 80


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes it
    """Return the page as plain text."""
    return "".join(f"{line.rstrip()}\n" for block in page.blocks for line in _lines(block, width or WIDTH))


def _lines(block: Block, width: int) -> list[str]:
    match block:
        case Heading(text, hint):
            return [safe(f"{text} · {hint}" if hint else text)]
        case Line(parts):
            return ["".join(safe(part.text) for part in parts)]
        case Table() | Timeline():
            return _table(tabled(block) if isinstance(block, Timeline) else block)
        case Checklist(items):
            return [line for item in items for line in _item(item, numbers(items))]
        case Bars() | Chart():
            return ["".join(cell.text for cell in row) for row in drawing.drawn(block, width, plain=True)]
        case Points() | Fold():
            return _listed(block, width)


def _listed(block: Points | Fold, width: int) -> list[str]:
    if isinstance(block, Points):
        return [line for point in block.items for line in _point(point)]
    return ["", safe(block.title), *(line for inner in block.blocks for line in _lines(inner, width))]


def _point(point: Point) -> list[str]:
    first = "  " + "".join(safe(part.text) for part in point.cells)
    return [first, *(f"      {safe(text)}" for text in point.below)]


def _item(item: Item, width: int) -> list[str]:
    first = marked(item, width)
    note = f" ({safe(item.note)})" if item.note else ""
    lines = [(" " * len(first) if index else first) + safe(text) for index, text in enumerate(item.lines or ("",))]
    lines[-1] += note
    return lines


def _table(table: Table) -> list[str]:
    grid = [[safe(column.title) for column in table.columns]]
    grid += [[safe(cell.text) for cell in row] for row in table.rows]
    widths = [max(map(cells, column)) for column in zip(*grid, strict=True)]
    rights = [column.right for column in table.columns]
    return ["  ".join(map(_padded, row, widths, rights)) for row in grid if row]


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks
