"""What does an answer look like, before anybody decided how it is shown?

A page is a few blocks; a cell has a role, never a colour. The looks are in `pocli.render`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

Role = Literal["", "strong", "muted", "good", "bad", "warning", "accent", "hint", "file"]
"""What a piece of text means.

A `hint` says what to type next: it is for whoever is at the keyboard, and left out of a page for others. A `file` is a
path from the backlog's folder: whoever is at the keyboard gets it from where they are.
"""


class Cell(NamedTuple):
    """A piece of text with a meaning."""

    text: str
    role: Role = ""
    value: str | None = None
    """What a machine reads instead of the text (CSV), such as `1200` for `1,200`."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    """The machine's name: a CSV header, a word for `--columns`."""
    title: str
    right: bool = False
    grow: bool = False
    """It gives way where there is no room, and is cut with `…`."""
    wrap: bool = False
    """What would be cut goes on below instead."""


class Heading(NamedTuple):
    """A title above what follows."""

    text: str
    hint: str = ""
    """What to type for more, after the title; see the role `hint`."""


class Line(NamedTuple):
    """A line of text, wrapped where the look wraps; its cells follow each other without a space."""

    cells: tuple[Cell, ...]
    hang: int = 0
    """By how many cells what is wrapped stands further right."""


class Table(NamedTuple):
    """Rows under columns; each row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Item(NamedTuple):
    """An item of a checklist; further lines stand under its first."""

    done: bool
    lines: tuple[str, ...]
    note: str = ""
    number: int = 0
    """By which a command names it; 0 for none."""


class Checklist(NamedTuple):
    """Items that are done or not."""

    items: tuple[Item, ...]


def numbers(items: Iterable[Item]) -> int:
    """Return how many characters the numbers of items take, with what parts them from the text; 0 without numbers."""
    most = max((item.number for item in items), default=0)
    return len(f"{most}. ") if most else 0


def marked(item: Item, width: int) -> str:
    """Return what stands before an item: whether it is done, and its number in so many characters."""
    number = f"{item.number}. ".rjust(width) if item.number else " " * width
    return f"[{'x' if item.done else ' '}] {number}"


class Point(NamedTuple):
    """A point of a list: its text as cells, and what is to be said below it."""

    cells: tuple[Cell, ...]
    below: tuple[str, ...] = ()


class Points(NamedTuple):
    """A list of points."""

    items: tuple[Point, ...]


class Fold(NamedTuple):
    """Details under a title, which a look that can do so keeps closed until they are asked for."""

    title: str
    blocks: "tuple[Block, ...]"


class Bar(NamedTuple):
    """A length, with its name before it and its figure after it."""

    label: str
    value: Fraction
    text: str
    role: Role = ""


class Bars(NamedTuple):
    """Lengths that are compared, from one zero on; the values are not negative."""

    bars: tuple[Bar, ...]


class Series(NamedTuple):
    """Values along a chart's x axis; not negative."""

    name: str
    kind: Literal["columns", "faint", "line", "dots"]
    """Filled columns, columns of what is only expected, a dotted line, or single dots."""
    points: tuple[tuple[int, Fraction], ...]
    role: Role = ""


class Label(NamedTuple):
    """What stands under an x of a chart."""

    x: int
    text: str
    value: str = ""
    """What a machine reads instead, such as `2026-11-23` for `Mon 23`."""


class Chart(NamedTuple):
    """Series over one x axis of whole numbers, from the first to the last that has a label or a point."""

    labels: tuple[Label, ...]
    """By their x; where there is no room, some are left out."""
    series: tuple[Series, ...]
    unit: str = ""
    """What the y axis counts."""


class Mark(NamedTuple):
    """What a lane holds in one column."""

    text: str = ""
    share: Fraction = Fraction(0)
    """How much of the column's width a bar takes, 0…1."""
    role: Role = ""


class Lane(NamedTuple):
    """A row of a timeline: what it is about, and a mark for each column."""

    name: Cell
    title: str
    marks: tuple[Mark, ...]


class Timeline(NamedTuple):
    """What happens when: lanes over columns of time, each with a title and a subtitle."""

    columns: tuple[tuple[str, str], ...]
    lanes: tuple[Lane, ...]


Block = Heading | Line | Table | Checklist | Points | Fold | Timeline | Bars | Chart


class Page(NamedTuple):
    """An answer for people."""

    blocks: tuple[Block, ...]


def tabled(timeline: Timeline, *, bar: int = 0) -> Table:
    """Return a timeline as a table; a mark begins with a bar of at most so many cells."""
    heads = [Column(title, f"{title}  {below}".rstrip()) for title, below in timeline.columns]
    names = [lane.name for lane in timeline.lanes]
    first = (Column("name", ""),) if any(name.text for name in names) else ()
    rows = tuple(
        (*names[row : row + len(first)], Cell(lane.title), *(_drawn(mark, bar) for mark in lane.marks))
        for row, lane in enumerate(timeline.lanes)
    )
    return Table((*first, Column("title", "", grow=True, wrap=True), *heads), rows)


def _drawn(mark: Mark, bar: int) -> Cell:
    blocks = "█" * max(1, round(mark.share * bar)) if mark.share and bar else ""
    return Cell(f"{blocks} {mark.text}".strip(), mark.role, mark.text)


def line(*parts: str | Cell) -> Line:
    """Make a line of texts and cells."""
    return Line(tuple(part if isinstance(part, Cell) else Cell(part) for part in parts))


def blank() -> Line:
    """Make an empty line."""
    return Line(())


def page(*blocks: Block | Sequence[Block]) -> Page:
    """Make a page of blocks and sequences of blocks."""
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, (Heading, Line, Table, Checklist, Points, Fold, Timeline, Bars, Chart)):
            flat.append(block)
        else:
            flat.extend(block)
    return Page(tuple(flat))


Change = Callable[[Cell], Cell | None]
"""What becomes of a cell; None leaves it out."""


def changed(inside: Iterable[Block], change: Change) -> Iterator[Block]:
    """Yield blocks with each cell changed; a line or a point of which nothing is left is left out.

    Titles of folds and texts below points are no cells, and stay; of a table, each cell must stay.
    """
    for block in inside:
        match block:
            case Line(cells, hang):
                kept = tuple(_kept(cells, change))
                if kept or not cells:
                    yield Line(kept, hang)
            case Heading(text, hint):
                yield Heading(text, "" if change(Cell(hint, "hint")) is None else hint)
            case Table(columns, rows):
                yield Table(columns, tuple(tuple(_kept(row, change)) for row in rows))
            case Points(items):
                parts = ((tuple(_kept(item.cells, change)), item.below) for item in items)
                yield Points(tuple(Point(cells, below) for cells, below in parts if cells))
            case Fold(title, blocks):
                yield Fold(title, tuple(changed(blocks, change)))
            case _:
                yield block


def _kept(cells: Iterable[Cell], change: Change) -> Iterator[Cell]:
    return (one for cell in cells if (one := change(cell)) is not None)
