"""Which characters change when a value of a block is put, added or dropped?

Each function gives the best splice first, then plainer ones for files that are written in an unusual way.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pocli.files import emit
from pocli.files.emit import Pieces
from pocli.files.extent import (
    COLON,
    HEADER,
    Node,
    Source,
    Splice,
    alone,
    dash,
    in_flow,
    index,
    key_start,
    line_end,
    line_start,
    members,
)
from pocli.files.parse import EMPTY


class Gap(NamedTuple):
    """Where a new member can stand between two others, and whether no comment could be taken for its own then."""

    at: int
    clean: bool


def put(src: Source, holder: Node, one: Node, value: object) -> Iterator[Splice]:
    """Exchange a value; the comment behind it stays."""
    opening = _opening(src, holder, one)
    for pieces in _spellings(src, holder, one, value):
        if "\n" in src.text[opening : one.start]:
            yield from _put_below(src, opening, one, pieces)
        else:
            yield _put_behind(src, opening, one, pieces)


def _opening(src: Source, holder: Node, one: Node) -> int:
    """Return where the colon or the dash before a value ends."""
    if isinstance(holder.value, list):
        return dash(src, holder, one) + 1
    colon = COLON.match(src.text, index(src, one.place.key.end_line, one.place.key.end_column))
    return colon.end() if colon else one.start


def _spellings(src: Source, holder: Node, one: Node, value: object) -> Iterator[Pieces]:
    """Give the ways to write a value: like the one before it, as usual, on one line."""
    old, spelling = one.value, src.text[one.start : one.end]
    if isinstance(old, str) and isinstance(value, str):
        if spelling[:1] in {"|", ">"} and ("\n" in value or "\n" not in old):
            yield from _same_block(spelling, value)
        if "\n" not in value:
            yield Pieces(emit.respelled(value, old, spelling, flow=False))
    if isinstance(old, str) and "\n" not in spelling and isinstance(value, dict):
        yield _written(src, holder, one, value, lambda text: spelling if text == old else emit.inline(text))
    yield _written(src, holder, one, value, emit.inline)
    yield Pieces(emit.inline(value))


def _written(src: Source, holder: Node, one: Node, value: object, spell: emit.Spell) -> Pieces:
    column = holder.place.span.column - 1
    if isinstance(holder.value, list):
        own = one.start - line_start(src, one.start) if one.value is not EMPTY else 0
        return emit.item(value, dash=column, column=own, spell=spell)
    return emit.pieces(str(one.step), value, indent=column, spell=spell)


def _same_block(spelling: str, value: str) -> Iterator[Pieces]:
    """Write a text as the block before it: as deep, folded if it was and has one line."""
    lines = spelling.split("\n")[1:]
    depth = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    text = emit.literal(value, depth) if depth else ""
    if text:
        head, line_break, body = text.partition("\n")
        if spelling[0] == ">" and "\n" not in value:
            head = ">" + head[1:]
        yield Pieces(head, line_break + body)


def _put_behind(src: Source, opening: int, one: Node, pieces: Pieces) -> Splice:
    """Exchange a value that begins on the line of its key or dash."""
    head, body = pieces
    lead = src.text[opening : one.start] or " "
    header = HEADER.match(src.text, one.start) if isinstance(one.value, str) else None
    if header:
        tail = src.text[header.end() : line_end(src, one.start)]
        end = one.end
    elif isinstance(one.value, (dict, list)) and not in_flow(src, one):
        tail, end = "", line_end(src, one.end)
    elif body:
        end = line_end(src, one.end)
        tail = src.text[one.end : end]
    else:
        tail, end = "", one.end
    return _splice(src, opening, end, (lead + head if head else "") + tail.rstrip() + body)


def _put_below(src: Source, opening: int, one: Node, pieces: Pieces) -> Iterator[Splice]:
    """Exchange a value that begins on a line below its key or dash; the comments between stay."""
    head, body = pieces
    if isinstance(one.value, (dict, list)) and not in_flow(src, one):
        first = line_end(src, opening)
        intro = src.text[opening:first]
        between = src.text[first : line_start(src, one.start)].rstrip("\r\n")
        if not (between.strip() and head and body):
            yield _splice(src, opening, line_end(src, one.end), (" " + head if head else "") + intro + between + body)
    elif not body and not HEADER.match(src.text, one.start):
        yield Splice(one.start, one.end, head)


def _splice(src: Source, start: int, end: int, new: str) -> Splice:
    return Splice(start, end, new.replace("\r\n", "\n").replace("\n", src.newline))


def add(src: Source, holder: Node, at: int, step: str | int, value: object) -> Iterator[Splice]:
    """Add a member before the one that is number `at` so far, or near by where a comment stands in the way."""
    inner = members(src, holder)
    if not inner:
        yield _at_end(src, str(step), value)
        return
    new = _entry(holder, step, value)
    places = (
        [at] if isinstance(step, int) else sorted(range(len(inner) + 1), key=lambda place: (abs(place - at), -place))
    )
    gaps = [_gap(src, holder, inner, place) for place in places]
    for place, gap in sorted(zip(places, gaps, strict=True), key=lambda pair: not pair[1].clean):
        indent = " " * (holder.place.span.column - 1)
        text = new + "\n" + indent if place == 0 else "\n" + indent + new
        yield _splice(src, gap.at, gap.at, text)


def _entry(holder: Node, step: str | int, value: object) -> str:
    column = holder.place.span.column - 1
    if isinstance(step, str):
        return emit.entry(step, value, indent=column)
    return "- " + "".join(emit.item(value, dash=column))


def _at_end(src: Source, key: str, value: object) -> Splice:
    """Give a file without any value its first."""
    end = len(src.text)
    before = "\n" if src.text and not src.text.endswith("\n") else ""
    return _splice(src, end, end, before + emit.entry(key, value) + "\n")


def _begin(src: Source, holder: Node, one: Node) -> int:
    """Return where a member begins: its key or its dash."""
    return dash(src, holder, one) if isinstance(holder.value, list) else key_start(src, one)


def _gap(src: Source, holder: Node, inner: Sequence[Node], place: int) -> Gap:
    """Look between two members: comments at once below the first are its own, those at once above the second its."""
    if place == 0:
        at = _begin(src, holder, inner[0])
        above = src.text[: line_start(src, at)].rstrip("\r\n")
        return Gap(at, clean=not above[line_start(src, len(above)) :].lstrip().startswith("#"))
    column = holder.place.span.column - 1
    at = line_end(src, inner[place - 1].end)
    follower = place < len(inner)
    stop = line_start(src, _begin(src, holder, inner[place])) if follower else len(src.text)
    end, depth = at, len(src.text)
    while (found := _comment(src, end, stop)) and found[1] >= column:
        end, depth = found[0], min(depth, found[1])
    touches = follower and src.text[end:stop].count("\n") == 1
    if end > at and touches and depth <= column:
        return Gap(at, clean=False)
    return Gap(end, clean=True)


def _comment(src: Source, at: int, stop: int) -> tuple[int, int] | None:
    """Return the end and the depth of the comment on the next line, if there is one before `stop`."""
    start = src.text.find("\n", at) + 1
    if not 0 < start < stop:
        return None
    end = line_end(src, start)
    line = src.text[start:end]
    return (end, len(line) - len(line.lstrip())) if line.lstrip().startswith("#") else None


def drop(src: Source, holder: Node, at: int) -> Iterator[Splice]:
    """Take a member out, with its lines and the comment behind it."""
    inner = members(src, holder)
    start, end = _begin(src, holder, inner[at]), line_end(src, inner[at].end)
    if alone(src, start):
        first = line_start(src, start)
        if end < len(src.text):
            yield Splice(first, src.text.find("\n", end) + 1, "")
        elif first:
            yield Splice(line_end(src, first - 1), end, "")
        yield Splice(first, end, "")
    elif at + 1 < len(inner):
        follower = _begin(src, holder, inner[at + 1])
        if "#" not in src.text[end:follower]:
            yield Splice(start, follower, "")
        yield Splice(start, end, "")
