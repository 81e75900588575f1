"""How is a chart drawn with characters? Every series has a mark of its own, so that it reads without colour."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil
from typing import NamedTuple

from pocli.page import Bars, Cell, Chart, Label, Role, Series
from pocli.text import cells, figure, safe

HEIGHT = 10
WIDEST, LEAST = 100, 16
EIGHTHS = " ▁▂▃▄▅▆▇█"
LEFT_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
MARKS = {"columns": "█", "faint": "░", "line": "·", "dots": "•"}
PLAIN = {"columns": "#", "faint": ":", "line": ".", "dots": "o"}
NICE = (1, 2, 3, 4, 5, 6, 8, 10)


class Spot(NamedTuple):
    """A character of the grid, and what it means."""

    character: str = " "
    role: Role = ""


class Scale(NamedTuple):
    """Where the x axis has its columns."""

    first: int
    step: int
    """How many columns an x is wide, at least one."""
    apart: Fraction
    """How many columns are between one x and the next; less than one where several share a column."""
    columns: int

    def left(self, x: int) -> int:
        """Return the first column of an x."""
        return int((x - self.first) * self.apart)

    def middle(self, x: int) -> int:
        """Return the middle column of an x."""
        return self.left(x) + self.step // 2


Grid = list[list[Spot]]


def drawn(block: Bars | Chart, width: int, *, plain: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield the lines of a chart for so many cells; with `plain`, in ASCII."""
    return bars(block, width, plain=plain) if isinstance(block, Bars) else chart(block, width, plain=plain)


def bars(block: Bars, width: int, *, plain: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield the lines of a bar chart for so many cells; with `plain`, in ASCII."""
    if not block.bars:
        return
    label = max(cells(safe(bar.label)) for bar in block.bars)
    text = max(cells(safe(bar.text)) for bar in block.bars)
    room = max(min(width, WIDEST) - label - text - 4, 8)
    top = max(*(bar.value for bar in block.bars), Fraction(0)) or Fraction(1)
    for bar in block.bars:
        name = safe(bar.label)
        drawn = _length(bar.value / top * room, plain=plain)
        yield Cell(name + " " * (label - cells(name)) + "  "), Cell(drawn, bar.role), Cell(f"  {safe(bar.text)}")


def _length(length: Fraction, *, plain: bool) -> str:
    whole, part = divmod(round(length * 8), 8)
    if plain:
        return PLAIN["columns"] * (whole + (part >= 4))  # noqa: PLR2004 - a half
    return MARKS["columns"] * whole + LEFT_EIGHTHS[part]


def chart(block: Chart, width: int, *, plain: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield the lines of a chart for so many cells: the legend, the grid with its y axis, the x axis."""
    places = sorted({x for series in block.series for x, _ in series.points} | {label.x for label in block.labels})
    if not places:
        return
    top = ceiling(max((y for series in block.series for _, y in series.points), default=Fraction(1)))
    scale = [figure(top), figure(top / 2), "0"]
    axis = max(map(len, scale))
    scale_x = _scale(places[0], places[-1], max(min(width, WIDEST) - axis - 3, LEAST))
    grid: Grid = [[Spot() for _ in range(scale_x.columns)] for _ in range(HEIGHT)]
    for series in sorted(block.series, key=lambda one: list(MARKS).index(one.kind)):
        _draw(grid, series, scale_x, top, PLAIN if plain else MARKS)
    yield _legend(block, PLAIN if plain else MARKS)
    for row, spots in enumerate(grid):
        label = {0: scale[0], HEIGHT // 2: scale[1]}.get(row, "")
        yield Cell(f"{label:>{axis}} {'|' if plain else '┤' if label else '│'} ", "muted"), *_runs(spots)
    corner, line = ("+", "-") if plain else ("└", "─")
    yield (Cell(f"{'0':>{axis}} {corner}{line * (scale_x.columns + 1)}", "muted"),)
    yield (Cell(" " * (axis + 3) + _labels(block.labels, scale_x), "muted"),)


def ceiling(value: Fraction) -> Fraction:
    """Return the next number with a plain look: 1, 2, 3, 4, 5, 6, 8 or 10 times a power of ten."""
    if value <= 0:
        return Fraction(1)
    power = Fraction(1)
    while power * 10 < value:
        power *= 10
    while power >= value:
        power /= 10
    return next(power * nice for nice in NICE if power * nice >= value)


def _scale(first: int, last: int, room: int) -> Scale:
    """Return where each x stands: so many columns apart as there is room for, or closer where there is not."""
    span = last - first + 1
    step = max(room // span, 1)
    return Scale(first, step, Fraction(step if span * step <= room else Fraction(room, span)), min(span * step, room))


def _draw(grid: Grid, series: Series, scale: Scale, top: Fraction, marks: Mapping[str, str]) -> None:
    if series.kind == "line":
        for column, value in _between(series.points, scale):
            _put(grid, column, value / top, Spot(marks["line"], series.role))
        return
    for x, value in series.points:
        if series.kind == "dots":
            _put(grid, scale.middle(x), value / top, Spot(marks["dots"], series.role))
            continue
        for column in range(scale.left(x), scale.left(x) + max(scale.step - 1, 1)):
            _fill(grid, column, value / top, series, marks)


def _fill(grid: Grid, column: int, share: Fraction, series: Series, marks: Mapping[str, str]) -> None:
    """Fill a column from the bottom; where blocks can be eighths of a row high, its top is."""
    whole, part = divmod(round(share * HEIGHT * 8), 8)
    for row in range(whole):
        grid[HEIGHT - 1 - row][column] = Spot(marks[series.kind], series.role)
    if part and whole < HEIGHT:
        fine = series.kind == "columns" and marks is MARKS
        top = EIGHTHS[part] if fine else marks[series.kind] if part >= 4 else " "  # noqa: PLR2004 - a half
        grid[HEIGHT - 1 - whole][column] = Spot(top, series.role)


def _put(grid: Grid, column: int, share: Fraction, spot: Spot) -> None:
    row = HEIGHT - max(ceil(share * HEIGHT), 1)
    if 0 <= column < len(grid[0]):
        grid[row][column] = spot


def _between(points: Sequence[tuple[int, Fraction]], scale: Scale) -> Iterator[tuple[int, Fraction]]:
    """Yield every second column of a line through points, in the middle of their columns."""
    middle = [(scale.middle(x), value) for x, value in points]
    for (left, low), (right, high) in pairwise(middle):
        for column in range(left, right, 2):
            yield column, low + (high - low) * Fraction(column - left, right - left)
    if middle:
        yield middle[-1]


def _legend(block: Chart, marks: Mapping[str, str]) -> tuple[Cell, ...]:
    found = [Cell(f"{safe(block.unit)}:", "muted")] if block.unit else []
    for series in block.series:
        found += [
            Cell("  " if found else ""),
            Cell(marks[series.kind], series.role),
            Cell(f" {safe(series.name)}", "muted"),
        ]
    return tuple(found)


def spaced(labels: Sequence[Label], fits: Callable[[Label, Label], bool]) -> Sequence[Label]:
    """Return every n-th label, with the least n by which each fits beside the next."""
    for step in range(1, len(labels)):
        if all(fits(one, other) for one, other in pairwise(labels[::step])):
            return labels[::step]
    return labels[:1]


def _labels(labels: Sequence[Label], scale: Scale) -> str:
    """Write labels under their columns, equally far apart; one that would stand over the end is left out."""
    ends = {label: scale.left(label.x) + cells(safe(label.text)) for label in labels}
    line = ""
    for label in spaced(labels, lambda one, other: ends[one] < scale.left(other.x)):
        if ends[label] <= scale.columns:
            line += " " * (scale.left(label.x) - cells(line)) + safe(label.text)
    return line


def _runs(spots: Sequence[Spot]) -> tuple[Cell, ...]:
    return tuple(
        Cell("".join(one.character for one in run), role) for role, run in groupby(spots, lambda one: one.role)
    )
