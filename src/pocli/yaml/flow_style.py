"""Which characters change when a value inside of `[…]` or `{…}` is put, added or dropped?"""

from collections.abc import Iterator

from pocli.yaml.emit import inline, respelled
from pocli.yaml.extent import COMMA, Node, Source, Splice, alone, key_start, line_end, line_start, members
from pocli.yaml.parse import EMPTY


def put(src: Source, one: Node, value: object) -> Iterator[Splice]:
    """Exchange a value."""
    if one.value is EMPTY:
        colon = src.text[one.start - 1 : one.start] == ":"
        yield Splice(one.start, one.start, (" " if colon else ": ") + inline(value, flow=True))
        return
    if isinstance(value, str) and isinstance(one.value, str):
        spelling = src.text[one.start : one.end]
        yield Splice(one.start, one.end, respelled(value, one.value, spelling, flow=True))
    yield Splice(one.start, one.end, inline(value, flow=True))


def add(src: Source, holder: Node, at: int, step: str | int, value: object) -> Iterator[Splice]:
    """Add a member before the one that is number `at` so far; on a line of its own where the others have one."""
    inner = members(src, holder)
    new = inline(value, flow=True)
    if isinstance(step, str):
        new = f"{inline(step, flow=True)}: {new}"
    if at == 0:
        start = key_start(src, inner[0])
        line_break = src.newline + _indent(src, start) if alone(src, start) else " "
        yield Splice(start, start, new + "," + line_break)
        return
    before = inner[at - 1]
    if alone(src, key_start(src, before)) and "\n" in src.text[holder.start : key_start(src, before)]:
        yield _own_line(src, holder, before, new)
    yield Splice(before.end, before.end, ", " + new)


def _own_line(src: Source, holder: Node, before: Node, new: str) -> Splice:
    """Add a line behind that of the member before; the comment there stays there."""
    line_break = src.newline + _indent(src, key_start(src, before))
    comma = COMMA.match(src.text, before.end)
    if comma:
        end = line_end(src, comma.end())
        return Splice(end, end, line_break + new + ",")
    end = min(line_end(src, before.end), holder.end - 1)
    return Splice(before.end, end, "," + src.text[before.end : end] + line_break + new)


def _indent(src: Source, at: int) -> str:
    return " " * (at - line_start(src, at))


def drop(src: Source, holder: Node, at: int) -> Iterator[Splice]:
    """Take a member out, with its comma; with its line and comment where it has one of its own."""
    inner = members(src, holder)
    start, end = key_start(src, inner[at]), inner[at].end
    comma = COMMA.match(src.text, end)
    together = at and not src.text[inner[at - 1].end : start].replace(",", "", 1).strip(" ")
    if together and at == len(inner) - 1:
        yield Splice(inner[at - 1].end, end, "")
    if comma and alone(src, start) and src.text[comma.end() : line_end(src, comma.end())].lstrip()[:1] in {"", "#"}:
        yield Splice(line_start(src, start), _next_line(src, comma.end()), "")
    if comma:
        after = comma.end()
        while src.text[after : after + 1] == " ":
            after += 1
        yield Splice(start, after, "")
    elif at and alone(src, start):
        yield _last_line(src, holder, inner[at - 1], inner[at])
    yield Splice(start, end, "")


def _last_line(src: Source, holder: Node, before: Node, one: Node) -> Splice:
    """Take out the line of the last member, and the comma that no member follows then; the comments between stay."""
    start = line_start(src, key_start(src, one))
    comma = COMMA.match(src.text, before.end)
    at = comma.end() if comma else before.end
    kept = src.text[before.end : at].removesuffix(",") + src.text[at:start]
    return Splice(before.end, min(_next_line(src, one.end), holder.end - 1), kept)


def _next_line(src: Source, at: int) -> int:
    found = src.text.find("\n", at)
    return found + 1 if found >= 0 else len(src.text)
