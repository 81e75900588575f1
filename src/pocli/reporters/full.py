"""How do problems read for people? With the line, what is wrong in it, and the next step."""

from collections.abc import Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from pocli.model.diagnostic import Diagnostic, Report
from pocli.model.place import Span
from pocli.page import Cell, Line, Role, line
from pocli.text import capped, cells, safe, tally, visible_blanks

WIDEST = 72
"""A longer line is shown as a window around what is wrong."""
PLACES = 12
"""Further places that are shown of a problem."""
LEAST = 8
"""A line is never shown in fewer cells."""
BEFORE = 20
"""Cells of a window that stand before what is wrong."""


ROLES: dict[str, Role] = {"error": "bad", "warning": "warning", "info": "muted"}


class Excerpt(NamedTuple):
    """A line of a file as it is shown, and the cells under which carets stand."""

    text: str
    start: int
    carets: int


def report(what: Report) -> str:
    """Return each problem with the line it stands in, and a summary."""
    lines = ("".join(cell.text for cell in line.cells) for line in page(what))
    return "".join(f"{line}\n" for line in lines)


def page(what: Report, width: int = 0) -> tuple[Line, ...]:
    """Return the same as lines of a page for so many cells; 0 for any number, where nothing is wrapped."""
    shown, more = capped(what.diagnostics, lambda one: one.path)
    entries = [[*_entry(one, width), line()] for one in shown]
    rest = [line(Cell(f"… and {more:,} more", "muted")), line()] if more else []
    count = line(tally((one.severity for one in what.diagnostics), what.files, what.fixable()))
    return (*chain.from_iterable(entries), *rest, count)


def _entry(one: Diagnostic, width: int) -> Iterator[Line]:
    number = str(one.span.line)
    edge = " " * len(number)
    role = ROLES[one.severity]
    yield line(Cell(f"{one.severity}[{one.rule}]", role), f": {safe(visible_blanks(one.message))}")._replace(hang=2)
    yield line(Cell(f"{edge} ┌─ {_place(one.path, one.span)}", "muted"))
    if one.source.strip():
        widest = min(WIDEST, width - len(f"{number} │ ")) if width else WIDEST
        excerpt = _excerpt(one.source.rstrip("\r\n"), one.span, max(widest, LEAST), one.before)
        yield line(Cell(f"{number} │", "muted"), f" {excerpt.text}".rstrip())
        yield line(Cell(f"{edge} │ ", "muted"), " " * excerpt.start, Cell("^" * excerpt.carets, role))
    for two in one.related[:PLACES]:
        yield _note(edge, "see", f"{_place(two.path, two.span)}: {safe(two.message)}")
    if len(one.related) > PLACES:
        yield _note(edge, "see", f"… and {len(one.related) - PLACES:,} more")
    yield from _help(edge, one, width)


def _help(edge: str, one: Diagnostic, width: int) -> Iterator[Line]:
    """Say the next step and where there is more, on one line where both have room there."""
    more = f"po explain {one.rule}"
    if not one.hint:
        yield _note(edge, "more", more)
        return
    said = f"{safe(visible_blanks(one.hint))}        more: {more}"
    if not width or len(f"{edge} = help: ") + cells(said) <= width:
        yield _note(edge, "help", said)
    else:
        yield from (_note(edge, "help", safe(visible_blanks(one.hint))), _note(edge, "more", more))


def _note(edge: str, word: str, said: str) -> Line:
    first = f"{edge} = {word}: "
    return line(Cell(first, "muted"), said)._replace(hang=len(first))


def _place(path: str, span: Span) -> str:
    return f"{safe(path)}:{span.line}:{span.column}"


def _excerpt(source: str, span: Span, widest: int, left: int = 0) -> Excerpt:
    """Show a line, or a window of a long one; every character may take more cells than one, or none.

    Args:
        source: the line, or a part of it.
        span: the place that carets stand below.
        widest: how many cells there are.
        left: how many characters of the line stand before `source`.
    """
    begin = min(max(span.column - 1 - left, 0), len(source))
    end = len(source) if span.end_line > span.line else min(max(span.end_column - 1 - left, begin), len(source))
    low, high = max(0, begin - widest), min(len(source), begin + 2 * widest)
    pieces = [_piece(character) for character in source[low:high]]
    sizes = [0, *accumulate(map(cells, pieces))]
    at, total = begin - low, sizes[-1]
    first, last = 0, len(pieces)
    if total > widest or high - low < len(source):
        first = next(
            index for index in range(at + 1) if sizes[at] - sizes[index] <= min(BEFORE, widest // 3) or index == at
        )
        last = max(index for index in range(first, len(pieces) + 1) if sizes[index] - sizes[first] <= widest - 2)
        last = max(last, min(first + 1, len(pieces)))
    before, after = "…" if left + low + first else "", "…" if low + last < len(source) else ""
    stop = min(end - low, last)
    start = len(before) + sizes[at] - sizes[first]
    return Excerpt(before + "".join(pieces[first:last]) + after, start, max(sizes[max(stop, at)] - sizes[at], 1))


def _piece(character: str) -> str:
    return "    " if character == "\t" else safe(visible_blanks(character))
