"""Which characters change when a value of a block is put, added or dropped?

Each function gives the best splice first, then plainer ones for files that are written in an unusual way.
"""

from collections.abc import Iterator

from pocli.yaml import emit
from pocli.yaml.comments import above, own_end
from pocli.yaml.emit import Pieces
from pocli.yaml.extent import (
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
from pocli.yaml.parse import EMPTY


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
    """Add a member before the one that is number `at` so far, or a key near by, where the text allows none there."""
    inner = members(src, holder)
    if not inner:
        yield _at_end(src, str(step), value)
        return
    column = holder.place.span.column - 1
    new, indent = _entry(holder, step, value), " " * column
    others = range(len(inner) + 1) if isinstance(step, str) else ()
    for place in (at, *sorted(others, key=lambda place: (abs(place - at), -place))):
        if place:
            stop = line_start(src, _begin(src, holder, inner[place])) if place < len(inner) else None
            end = own_end(src, inner[place - 1], column, stop)
            yield _splice(src, end, end, "\n" + indent + new)
        else:
            yield _first(src, _begin(src, holder, inner[0]), new, column)


def _first(src: Source, begin: int, new: str, column: int) -> Splice:
    """Put a member before the first one, above its comments; but below those at the top of a file."""
    indent = " " * column
    if column and alone(src, begin):
        start = above(src, begin)
        return _splice(src, start, start, indent + new + "\n")
    return _splice(src, begin, begin, new + "\n" + indent)


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
