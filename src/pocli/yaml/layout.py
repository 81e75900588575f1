"""How does a file stand in its canonical form: the order of its keys, the spaces, every comment kept?

Each step is proved: the new text must say what the old one said; a step that cannot be proved is left out.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pocli.disk import find
from pocli.model.place import Route, Span
from pocli.schema.key_order import keys
from pocli.yaml.emit import inline
from pocli.yaml.extent import (
    HEADER,
    Node,
    Source,
    Splice,
    dash,
    in_flow,
    index,
    key_start,
    line_end,
    members,
    nodes,
    source,
)
from pocli.yaml.key_sort import reordered
from pocli.yaml.parse import EMPTY, Document, parse

ENDS = re.compile(r"(?<=\n)[ \t]*\r?\n(?=[ \t]*\r?\n)|(?<![ \t])[ \t]++(?=\r?\n|\Z)")
ROUNDS = 4
"""After so many a file stays as it is."""
TRIES = 64
"""How often a step is tried in parts, so that a hostile file takes no time."""
BOM = b"\xef\xbb\xbf"

Ranks = Callable[[Route], Sequence[str]]


def formatted(path: str, data: bytes) -> bytes:
    """Return a file's bytes in canonical form; those of a file that cannot be read as they are.

    What one round cannot prove, the next one may, since the spaces are in order by then; a second call changes nothing.
    """
    for _ in range(ROUNDS):
        before, data = data, _round(path, data)
        if data == before:
            break
    return data


def _round(path: str, data: bytes) -> bytes:
    bom = BOM if data.startswith(BOM) else b""
    document = parse(data)
    if document.faults or not document.tree:
        return data
    kind = find.kind(path)

    def ranks(route: Route) -> Sequence[str]:
        return keys(kind, route)

    document = _proved(document, list(_file_end(source(document))))  # else no long text can come last
    document = _proved(document, list(_spaces(source(document), document, ranks)))
    document = _in_order(document, ranks)
    document = _proved(document, list(_line_ends(source(document), document)))
    document = _proved(document, list(_file_end(source(document))))
    return bom + document.text.encode("utf-8")


def _proved(document: Document, splices: Sequence[Splice], tries: int = TRIES) -> Document:
    """Carry out splices that do not overlap: all of them, else each that can be proved, from the last one on."""
    if not splices:
        return document
    after = _said_the_same(document, splices)
    if after or len(splices) == 1 or tries <= 1:
        return after or document
    ordered = sorted(splices)
    middle = len(ordered) // 2
    return _proved(_proved(document, ordered[middle:], tries // 2), ordered[:middle], tries // 2)


def _said_the_same(document: Document, splices: Sequence[Splice]) -> Document | None:
    text = document.text
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    after = parse(text.encode("utf-8"))
    return after if not after.faults and after.tree == document.tree else None


def _spaces(src: Source, document: Document, ranks: Ranks) -> Iterator[Splice]:
    """Find the spaces behind keys and dashes, and the collections in brackets on one line."""
    pending: list[tuple[Node, Route]] = [(nodes(document, src, ())[0], ())]
    while pending:
        holder, route = pending.pop()
        if in_flow(src, holder):
            if not route:
                yield from _flow(src, holder, route, ranks)
            continue
        for one in members(src, holder):
            inner = (*route, one.step)
            yield from _lead(src, holder, one)
            if in_flow(src, one):
                yield from _flow(src, one, inner, ranks)
            elif isinstance(one.value, (dict, list)):
                pending.append((one, inner))


def _lead(src: Source, holder: Node, one: Node) -> Iterator[Splice]:
    """Make one space of those between a key or a dash and a value on its line."""
    block = isinstance(one.value, (dict, list)) and not in_flow(src, one)
    if isinstance(holder.value, list):
        start, mark = dash(src, holder, one), "-"
    else:
        start, mark = index(src, one.place.key.end_line, one.place.key.end_column), ":"
    gap = src.text[start : one.start]
    behind = "\n" not in gap
    new = mark if one.value is EMPTY else mark + " "
    if behind and not (block and isinstance(holder.value, list)) and gap != new:
        yield Splice(start, one.start, new)


def _flow(src: Source, one: Node, route: Route, ranks: Ranks) -> Iterator[Splice]:
    old = src.text[one.start : one.end]
    new = "" if "\n" in old else _tidy(src, one, route, ranks)
    if new and new != old:
        yield Splice(one.start, one.end, new)


def _tidy(src: Source, one: Node, route: Route, ranks: Ranks) -> str:
    """Write a collection in brackets on one line anew; its texts keep their spelling."""
    if not in_flow(src, one):
        return src.text[one.start : one.end]
    inner = [(child, _tidy(src, child, (*route, child.step), ranks)) for child in members(src, one)]
    if isinstance(one.value, list):
        return "[" + ", ".join(text for _, text in inner) + "]"
    rank = {key: place for place, key in enumerate(ranks(route))}
    inner.sort(key=lambda pair: rank.get(str(pair[0].step), len(rank)))
    return "{" + ", ".join(f"{_key(src, child)}:{' ' + text if text else ''}" for child, text in inner) + "}"


def _key(src: Source, one: Node) -> str:
    """Return how a key is spelled."""
    key: Span = one.place.key
    return src.text[key_start(src, one) : index(src, key.end_line, key.end_column)] or inline(str(one.step))


def _in_order(document: Document, ranks: Ranks) -> Document:
    """Put the keys of every block mapping in order: the outermost first, all of a depth at once."""
    level: list[Route] = [()]
    while level:
        src = source(document)
        holders = [(nodes(document, src, route)[-1], route) for route in level]
        blocks = [(one, route) for one, route in holders if not in_flow(src, one)]
        splices = [
            splice
            for one, route in blocks
            if isinstance(one.value, dict) and (splice := reordered(src, one, ranks(route)))
        ]
        document = _proved(document, splices)
        level = [
            (*route, step)
            for one, route in blocks
            for step, value in (one.value.items() if isinstance(one.value, dict) else enumerate(one.value))
            if isinstance(value, (dict, list)) and value
        ]
    return document


def _line_ends(src: Source, document: Document) -> Iterator[Splice]:
    """Find blanks at the ends of lines, and the second of two empty lines, outside of texts."""
    texts = sorted(_long_texts(src, nodes(document, src, ())[0]))
    for found in ENDS.finditer(src.text):
        while texts and texts[0][1] < found.end():
            texts.pop(0)
        if not texts or found.end() <= texts[0][0]:
            yield Splice(found.start(), found.end(), "")


def _long_texts(src: Source, top: Node) -> Iterator[tuple[int, int]]:
    """Give where the texts of several lines begin and end."""
    pending = [top]
    while pending:
        holder = pending.pop()
        for one in members(src, holder):
            if isinstance(one.value, (dict, list)):
                pending.append(one)
            elif "\n" in src.text[one.start : one.end]:
                header = HEADER.match(src.text, one.start)
                yield line_end(src, one.start) if header else one.start, one.end


def _file_end(src: Source) -> Iterator[Splice]:
    """Let the file begin with its first line and end with one line break."""
    start = len(src.text) - len(src.text.lstrip("\r\n"))
    if start:
        yield Splice(0, start, "")
    end = len(src.text.rstrip())
    if src.text[end:] != src.newline:
        yield Splice(end, len(src.text), src.newline)
