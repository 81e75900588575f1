"""How does a page look in a terminal? Few rules, figures to the right, and colour never alone."""

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from pocli import drawing
from pocli.page import (
    Bars,
    Block,
    Cell,
    Chart,
    Checklist,
    Fold,
    Heading,
    Item,
    Line,
    Page,
    Point,
    Points,
    Role,
    Table,
    Timeline,
    marked,
    numbers,
    tabled,
)
from pocli.text import safe

GAP = 2
NARROW = 40
"""Below this width, a table becomes a list."""
LEAST = 10
"""Cells that a growing column needs; a table that cannot give them becomes a list."""
TINY = 8
COLOURS = ColorSystem.STANDARD
STYLES: dict[Role, str] = {
    "": "",
    "strong": "bold",
    "muted": "dim",
    "good": "green",
    "bad": "red",
    "warning": "yellow",
    "accent": "cyan",
    "hint": "dim",
    "file": "dim",
}


def render(page: Page, width: int, colour: bool) -> str:
    """Return the page for a terminal of so many cells; no line is longer."""
    console = _console(max(width, TINY), colour)
    return "".join(_shown(text, console) for block in page.blocks for text in _lines(block, console))


def _shown(text: Text, console: Console) -> str:
    """Return a line that already fits; `Console.print` would lay it out again, at ten times the time."""
    if console.no_color:
        return f"{text.plain}\n"
    segments = text.render(console, end="\n")
    return "".join(one.style.render(one.text, color_system=COLOURS) if one.style else one.text for one in segments)


def _console(width: int, colour: bool) -> Console:
    """Make a console that asks the environment nothing (a dumb terminal's width needs the height too)."""
    return Console(
        file=StringIO(),
        width=width,
        height=25,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _lines(block: Block, console: Console) -> Iterable[Text]:
    match block:
        case Heading(text, hint):
            return _wrapped(_joined([Cell(text, "strong"), *[Cell(f" · {hint}", "hint")] * bool(hint)]), console)
        case Line(cells, hang):
            return _hung(_joined(cells), console, hang) if hang else _wrapped(_joined(cells), console)
        case Table() | Timeline():
            return _table(block if isinstance(block, Table) else _drawn(block, console), console)
        case Checklist(items):
            return (line for item in items for line in _item(item, numbers(items), console))
        case Bars() | Chart():
            return map(_joined, drawing.drawn(block, console.width, plain=False))
        case Points() | Fold():
            return _listed(block, console)


def _drawn(timeline: Timeline, console: Console) -> Table:
    room = (console.width - NARROW) // max(len(timeline.columns), 1) - LEAST
    return tabled(timeline, bar=max(room, LEAST // 2))


def _listed(block: Points | Fold, console: Console) -> Iterable[Text]:
    if isinstance(block, Points):
        return (line for point in block.items for line in _point(point, console))
    inside = (line for inner in block.blocks for line in _lines(inner, console))
    return (Text(), *_lines(Heading(block.title), console), *inside)


def _point(point: Point, console: Console) -> Iterable[Text]:
    yield from _wrapped(_joined(point.cells), console, "  ", "  ")
    for text in point.below:
        yield from _wrapped(Text(safe(text)), console, " " * 6, " " * 6)


def _joined(cells: Iterable[Cell], between: str = "") -> Text:
    text = Text()
    for index, cell in enumerate(cells):
        text.append(between if index else "").append(safe(cell.text), STYLES[cell.role])
    return text


def _wrapped(text: Text, console: Console, first: str = "", further: str = "") -> Iterable[Text]:
    """Wrap a text, with something before its first line and before the others (equally wide)."""
    for index, line in enumerate(text.wrap(console, console.width - cell_len(first), overflow="fold") or [Text()]):
        whole = Text(further if index else first) + line
        whole.rstrip()
        yield whole


def _hung(text: Text, console: Console, hang: int) -> Iterable[Text]:
    """Wrap a text so that what goes on below stands further right, where half of the width is left for it."""
    lines = iter(text.wrap(console, console.width, overflow="fold") or [Text()])
    first = next(lines)
    rest = text[len(first.plain) :]
    first.rstrip()
    yield first
    indent = " " * (hang if hang * 2 <= console.width else 0)
    rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
    if rest.plain:
        yield from _wrapped(rest, console, indent, indent)


def _item(item: Item, width: int, console: Console) -> Iterable[Text]:
    texts = [Text(safe(line)) for line in item.lines or ("",)]
    if item.note:
        texts[-1].append(f" ({safe(item.note)})", STYLES["muted"])
    for index, text in enumerate(texts):
        mark = marked(item, width)
        further = " " * len(mark)
        yield from _wrapped(text, console, further if index else mark, further)


def _table(table: Table, console: Console) -> Iterable[Text]:
    if not table.columns:
        return
    header = [Cell(column.title, "strong") for column in table.columns]
    grid = [[cell._replace(text=safe(cell.text)) for cell in row] for row in (header, *table.rows)]
    widths = None if console.width < NARROW else _widths(table, grid, console.width)
    if widths is None:
        yield from _list(table, console)
        return
    rights = [column.right for column in table.columns]
    wraps = [column.wrap for column in table.columns]
    for index, row in enumerate(grid):
        if index == 1:
            yield _rule(widths)
        for part in _split(row, widths, wraps, console) if any(wraps) else [row]:
            yield _row(part, widths, rights)
    if len(grid) == 1:
        yield _rule(widths)


def _rule(widths: Sequence[int]) -> Text:
    return _joined([Cell("─" * (sum(widths) + GAP * (len(widths) - 1)), "muted")])


def _widths(table: Table, grid: Sequence[Sequence[Cell]], width: int) -> list[int] | None:
    """Return the width of each column: only those that grow give way. None where the table cannot stand."""
    widths = [max(cell_len(cell.text) for cell in column) for column in zip(*grid, strict=True)]
    grow = [index for index, column in enumerate(table.columns) if column.grow]
    for index in grow:
        widths[index] = min(widths[index], width)
    slack = width - sum(widths) - GAP * (len(widths) - 1)
    while slack < 0:
        widest = max(grow, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= LEAST:
            return None
        widths[widest] -= 1
        slack += 1
    return widths


def _split(row: Sequence[Cell], widths: Sequence[int], wraps: Sequence[bool], console: Console) -> Iterable[list[Cell]]:
    """Yield the lines of a row whose longer texts go on below."""
    parts = [
        [line.plain.rstrip() for line in Text(cell.text).wrap(console, width)] if wrap else [cell.text]
        for cell, width, wrap in zip(row, widths, wraps, strict=True)
    ]
    for texts in zip_longest(*parts, fillvalue=""):
        yield [cell._replace(text=text) for cell, text in zip(row, texts, strict=True)]


def _row(row: Sequence[Cell], widths: Sequence[int], rights: Sequence[bool]) -> Text:
    text = Text()
    for index, (cell, width, right) in enumerate(zip(row, widths, rights, strict=True)):
        shown = _cut(cell.text, width)
        blanks = " " * (width - cell_len(shown))
        text.append(" " * GAP if index else "").append(blanks if right else "")
        text.append(shown, STYLES[cell.role]).append("" if right else blanks)
    text.rstrip()
    return text


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _list(table: Table, console: Console) -> Iterable[Text]:
    """Show a table as a list: what names a row on its first line, the rest under it with its titles."""
    named = next((index for index, column in enumerate(table.columns) if column.grow), 0) + 1
    for row in table.rows:
        yield from _wrapped(_joined((cell for cell in row[:named] if cell.text.strip()), "  "), console)
        rest = Text()
        for column, cell in zip(table.columns[named:], row[named:], strict=True):
            if cell.text.strip():
                rest.append(" · " if rest else "")
                rest.append(f"{safe(column.title)} " if column.title else "", STYLES["muted"])
                rest.append(safe(cell.text), STYLES[cell.role])
        if rest:
            yield from _wrapped(rest, console, "  ", "  ")
