"""How far does a value reach in its text: alone, with its line, with the comments below it?

Places count from 1 and libyaml ends a block late, at the next token; here are indexes of the text, and true ends.
"""

import re
from typing import Any, NamedTuple

from pocli.model.place import Route, Span
from pocli.yaml.parse import EMPTY, Document, Places

BETWEEN = r"(?:\s|(?<=\s)#[^\n]*)*"
COLON = re.compile(BETWEEN + ":")
COMMA = re.compile(BETWEEN + ",")
HEADER = re.compile(r"[|>]\S*")


class Source(NamedTuple):
    """A text with the beginnings of its lines, and the line break that it uses."""

    text: str
    starts: tuple[int, ...]
    newline: str


class Splice(NamedTuple):
    """New characters in the place of those from `start` to `end`."""

    start: int
    end: int
    new: str


class Node(NamedTuple):
    """A value in its text: `start` and `end` are its own, without its key, its line break and the comment behind it."""

    step: str | int
    value: Any
    place: Places
    start: int
    end: int


def source(document: Document) -> Source:
    """Return a document's text with its lines."""
    text = document.text
    starts = (0, *(found.end() for found in re.finditer("\n", text)))
    return Source(text, starts, "\r\n" if "\r\n" in text else "\n")


def index(src: Source, line: int, column: int) -> int:
    """Return the index of a place; libyaml may end a block on a line below the last."""
    return src.starts[line - 1] + column - 1 if line <= len(src.starts) else len(src.text)


def line_end(src: Source, at: int) -> int:
    """Return where the line ends that holds an index, before its line break."""
    found = src.text.find("\n", at)
    if found < 0:
        return len(src.text)
    return found - 1 if src.text[found - 1 : found] == "\r" else found


def line_start(src: Source, at: int) -> int:
    """Return where the line begins that holds an index."""
    return src.text.rfind("\n", 0, at) + 1


def alone(src: Source, at: int) -> bool:
    """Tell whether nothing but blanks stands on the line before an index."""
    return not src.text[line_start(src, at) : at].strip()


def in_flow(src: Source, node: Node) -> bool:
    """Tell whether a value is a collection in brackets."""
    return isinstance(node.value, (dict, list)) and src.text[node.start : node.start + 1] in {"[", "{"}


def nodes(document: Document, src: Source, route: Route) -> tuple[Node, ...]:
    """Return the values on the way to a route, from the whole document on."""
    found = [node(src, "", document.tree, document.places)]
    for step in route:
        last = found[-1]
        inner = last.value[step]
        found.append(node(src, step, inner, last.place.inner[step]))
    return tuple(found)


def members(src: Source, holder: Node) -> tuple[Node, ...]:
    """Return what is in a mapping or a list, as it stands in the text."""
    value = holder.value
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return tuple(node(src, step, inner, holder.place.inner[step]) for step, inner in pairs)


def node(src: Source, step: str | int, value: Any, place: Places) -> Node:  # noqa: ANN401 - a tree
    """Return a value with its true extent."""
    start = index(src, place.span.line, place.span.column)
    end = index(src, place.span.end_line, place.span.end_column)
    bracket = src.text[start : start + 1]
    if value is EMPTY:
        start = end = _empty(src, place, start)
    elif isinstance(value, (dict, list)):
        if value and bracket not in {"[", "{"}:
            last = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
            inner = value[last]
            end = node(src, last, inner, place.inner[last]).end
    elif bracket in {"|", ">"}:
        end = _block_scalar(src, start, end)
    return Node(step, value, place, start, end)


def _empty(src: Source, place: Places, start: int) -> int:
    """Return where a value would stand that is not there: behind its colon or dash, or behind a key without a colon."""
    if place.key == Span():
        return start
    key_end = index(src, place.key.end_line, place.key.end_column)
    colon = COLON.match(src.text, key_end)
    return colon.end() if colon else key_end


def _block_scalar(src: Source, start: int, end: int) -> int:
    """Return the end of a block scalar's last line, before its line break; only `+` keeps the empty lines."""
    header = HEADER.match(src.text, start)
    if header and "+" in header[0]:
        return line_end(src, end - 1) if src.text[end - 1 : end] == "\n" else end
    return line_end(src, len(src.text[:end].rstrip()))


def key_start(src: Source, one: Node) -> int:
    """Return where a member begins: its key, or its value in a list."""
    key = one.place.key
    return one.start if key == Span() else index(src, key.line, key.column)


def dash(src: Source, holder: Node, one: Node) -> int:
    """Return where the dash of an item of a block list stands."""
    column = holder.place.span.column - 1
    line = src.text.count("\n", 0, one.start)
    while src.text[src.starts[line] + column : src.starts[line] + column + 1] != "-" or (
        src.starts[line] + column >= max(one.start, 1)
    ):
        line -= 1
    return src.starts[line] + column
