"""How do problems read for people? With the line, what is wrong in it, and the next step."""

from itertools import accumulate
from typing import NamedTuple

from pocli.model.diagnostic import Diagnostic, Report
from pocli.model.place import Span
from pocli.text import capped, cells, safe, tally, visible_blanks

WIDEST = 72
"""A longer line is shown as a window around what is wrong."""
PLACES = 12
"""Further places that are shown of a problem."""
BEFORE = 20
"""Cells of a window that stand before what is wrong."""


class Excerpt(NamedTuple):
    """A line of a file as it is shown, and the cells under which carets stand."""

    text: str
    start: int
    carets: int


def report(what: Report) -> str:
    """Return each problem with the line it stands in, and a summary."""
    shown, more = capped(what.diagnostics, lambda one: one.path)
    parts = [_entry(one) for one in shown]
    if more:
        parts.append(f"… and {more:,} more\n")
    parts.append(tally((one.severity for one in what.diagnostics), what.files, what.fixable()) + "\n")
    return "\n".join(parts)


def _entry(one: Diagnostic) -> str:
    number = str(one.span.line)
    edge = " " * len(number)
    lines = [
        f"{one.severity}[{one.rule}]: {safe(visible_blanks(one.message))}",
        f"{edge} ┌─ {_place(one.path, one.span)}",
    ]
    if one.source.strip():
        excerpt = _excerpt(one.source.rstrip("\r\n"), one.span, one.before)
        lines.append(f"{number} │ {excerpt.text}".rstrip())
        lines.append(f"{edge} │ {' ' * excerpt.start}{'^' * excerpt.carets}")
    lines += [f"{edge} = see: {_place(two.path, two.span)}: {safe(two.message)}" for two in one.related[:PLACES]]
    lines += [f"{edge} = see: … and {len(one.related) - PLACES:,} more"] if len(one.related) > PLACES else []
    more = f"more: po explain {one.rule}"
    lines.append(f"{edge} = help: {safe(visible_blanks(one.hint))}        {more}" if one.hint else f"{edge} = {more}")
    return "".join(f"{line}\n" for line in lines)


def _place(path: str, span: Span) -> str:
    return f"{safe(path)}:{span.line}:{span.column}"


def _excerpt(source: str, span: Span, left: int = 0) -> Excerpt:
    """Show a line, or a window of a long one; every character may take more cells than one, or none.

    Args:
        source: the line, or a part of it.
        span: the place that carets stand below.
        left: how many characters of the line stand before `source`.
    """
    begin = min(max(span.column - 1 - left, 0), len(source))
    end = len(source) if span.end_line > span.line else min(max(span.end_column - 1 - left, begin), len(source))
    low, high = max(0, begin - WIDEST), min(len(source), begin + 2 * WIDEST)
    pieces = [_piece(character) for character in source[low:high]]
    sizes = [0, *accumulate(map(cells, pieces))]
    at, total = begin - low, sizes[-1]
    first, last = 0, len(pieces)
    if total > WIDEST or high - low < len(source):
        first = next(index for index in range(at + 1) if sizes[at] - sizes[index] <= BEFORE or index == at)
        last = max(index for index in range(first, len(pieces) + 1) if sizes[index] - sizes[first] <= WIDEST - 2)
        last = max(last, min(first + 1, len(pieces)))
    before, after = "…" if left + low + first else "", "…" if low + last < len(source) else ""
    stop = min(end - low, last)
    start = len(before) + sizes[at] - sizes[first]
    return Excerpt(before + "".join(pieces[first:last]) + after, start, max(sizes[max(stop, at)] - sizes[at], 1))


def _piece(character: str) -> str:
    return "    " if character == "\t" else safe(visible_blanks(character))
