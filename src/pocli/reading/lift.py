"""Which lines of a file go to others when items of a list move there, with their comments?

A comment goes where the item goes that it belongs to (see `comments`). Where all items go, so does what stands beside
the key.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.edit import Replace
from pocli.model.place import Span
from pocli.reading.schema_errors import full
from pocli.yaml.comments import above, own_end
from pocli.yaml.extent import (
    Node,
    Source,
    alone,
    dash,
    in_flow,
    index,
    key_start,
    line_end,
    line_start,
    members,
    node,
    source,
)
from pocli.yaml.letters import position
from pocli.yaml.parse import parse
from pocli.yaml.patch import patched


class Lifted(NamedTuple):
    """What a list gives away."""

    texts: tuple[str, ...]
    """For each that takes something, `field:` and the lines below it; empty for one that takes nothing."""
    left: tuple[Replace, ...]
    """The edits that take these lines out of the file."""


def lifted(path: str, data: bytes, field: str, groups: Sequence[Sequence[int]]) -> Lifted | None:
    """Return the lines of the items that go to others; None where items have no lines of their own.

    Args:
        path: the file.
        data: what it holds.
        field: the list's key.
        groups: the numbers of the items, from 1, that go to each of the others.
    """
    document = parse(data)
    value = document.tree.get(field)
    if document.faults or not isinstance(value, list) or not value:
        return None
    src = source(document)
    holder = node(src, field, value, document.places.inner[field])
    every = len(value) == sum(map(len, groups))
    flowing = in_flow(src, holder)
    if not flowing and all(alone(src, dash(src, holder, one)) for one in members(src, holder)):
        found = _block(src, path, holder, groups, every=every)
    elif flowing and every and sum(map(bool, groups)) == 1:
        found = _whole(src, path, holder, groups)
    else:
        return None
    items = full(document.tree)[field]
    there = [items[at] for at in range(len(items)) if not any(at + 1 in group for group in groups)]
    return found if _right(data, field, found, [[items[one - 1] for one in group] for group in groups], there) else None


def _block(src: Source, path: str, holder: Node, groups: Sequence[Sequence[int]], *, every: bool) -> Lifted:
    """Lift items that stand below each other."""
    chunks = list(_chunks(src, holder))
    begin, first = key_start(src, holder), chunks[0][0]
    field = str(holder.step)
    head = src.text[begin:first] if every else f"{field}:{src.newline}"
    texts = []
    for group in groups:
        lines = "".join(src.text[slice(*chunks[one - 1])] for one in group)
        own = head if 1 in group else f"{field}:{src.newline}"
        texts.append(own + lines + ("" if lines.endswith("\n") else src.newline) if group else "")
    gone = [(begin, chunks[-1][1])] if every else [chunks[one - 1] for group in groups for one in group]
    return Lifted(tuple(texts), tuple(_cut(src, path, *one) for one in gone))


def _chunks(src: Source, holder: Node) -> Iterator[tuple[int, int]]:
    """Give where the lines of each item begin and end, with its comments and the line break."""
    inner = members(src, holder)
    column = holder.place.span.column - 1
    begins = [line_start(src, dash(src, holder, one)) for one in inner]
    key = index(src, holder.place.key.end_line, holder.place.key.end_column)
    start = max(above(src, begins[0]), src.text.find("\n", key) + 1)
    for one, stop in zip(inner, (*begins[1:], None if column else len(src.text)), strict=True):
        end = own_end(src, one, column, stop)
        end = src.text.find("\n", end) + 1 or len(src.text)
        yield start, end
        start = end


def _whole(src: Source, path: str, holder: Node, groups: Sequence[Sequence[int]]) -> Lifted:
    """Lift a list in brackets, all of which goes to one."""
    begin, end = key_start(src, holder), line_end(src, holder.end)
    end = src.text.find("\n", end) + 1 or len(src.text)
    text = src.text[begin:end]
    text += "" if text.endswith("\n") else src.newline
    return Lifted(tuple(text if group else "" for group in groups), (_cut(src, path, begin, end),))


def _cut(src: Source, path: str, start: int, end: int) -> Replace:
    return Replace(path, Span(*position(src.text, start), *position(src.text, end)), "")


def _right(data: bytes, field: str, found: Lifted, taken: Sequence[Sequence[object]], there: Sequence[object]) -> bool:
    """Tell whether every file then says what it should."""
    try:
        after = parse(patched(data, found.left))
    except PoError:
        return False
    rest = full(parse(data).tree) | {field: there}
    same = not after.faults and full(after.tree) == {key: value for key, value in rest.items() if value or key != field}
    return same and all(
        full(parse(text.encode("utf-8")).tree).get(field, []) == items
        for text, items in zip(found.texts, taken, strict=True)
    )
