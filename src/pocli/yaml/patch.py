"""How do edits change a file's bytes, and nothing but what was meant?

An edit is taken apart into steps, each of which puts, adds or drops one value. A step becomes a splice of the text; the
new text is parsed, and must say exactly what the old one said, with the step.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from pocli.disk import find
from pocli.errors import PoError
from pocli.model.edit import Replace, Set
from pocli.model.place import Route, spelled
from pocli.schema import key_order
from pocli.yaml import block_style, flow_style
from pocli.yaml.extent import Node, Source, Splice, in_flow, members, nodes, source
from pocli.yaml.parse import EMPTY, Document, parse

BOM = b"\xef\xbb\xbf"

Tree = Any
"""A tree of texts, lists and mappings, as `parse` gives it."""


class PatchStep(NamedTuple):
    """One value that is put in the place of another, added or dropped."""

    kind: Literal["put", "add", "drop"]
    route: Route
    value: Tree = None


def patched(data: bytes, edits: Sequence[Set | Replace]) -> bytes:
    """Return a file's bytes with the edits in them; all other bytes stay as they are.

    Replaced characters stand where they stood in `data`; values are set one after the other, in the order of `edits`.

    Raises:
        PoError: the file cannot be read, a route leads nowhere, or the file would not say what it should.
    """
    bom = BOM if data.startswith(BOM) else b""
    replaced = _replaced(data, [edit for edit in edits if isinstance(edit, Replace)])
    settings = [edit for edit in edits if isinstance(edit, Set)]
    if not settings:
        return replaced
    document = parse(replaced)
    if document.faults:
        fault = document.faults[0]
        hint = "fix it first: po validate shows where, po edit opens it"
        raise PoError(f"`{settings[0].path}` cannot be read: {fault.message}", hint, path=settings[0].path)
    for edit in settings:
        for step in _steps(document.tree, edit):
            document = _applied(document, step, find.kind(edit.path), edit.path)
    return bom + document.text.encode("utf-8")


def _replaced(data: bytes, edits: Sequence[Replace]) -> bytes:
    """Exchange characters by their places."""
    if not edits:
        return data
    bom = BOM if data.startswith(BOM) else b""
    path = edits[0].path
    try:
        text = data[len(bom) :].decode("utf-8")
        starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
        for edit in sorted(edits, key=lambda one: one.span, reverse=True):
            start, end = (
                starts[line - 1] + column - 1
                for line, column in ((edit.span.line, edit.span.column), (edit.span.end_line, edit.span.end_column))
            )
            text = text[:start] + edit.text + text[end:]
        return bom + text.encode("utf-8")
    except UnicodeError as error:
        raise PoError(f"`{path}` is not UTF-8", "save the file as UTF-8", path=path) from error


def _steps(tree: Tree, edit: Set) -> list[PatchStep]:
    """Take an edit apart, so that what stays the same keeps its place, its comments and its spelling."""
    value, route = _plain(edit.value), edit.route
    for depth, step in enumerate(route):
        if step in (range(len(tree)) if isinstance(tree, list) else tree if isinstance(tree, dict) else ()):
            tree = tree[step]
            continue
        if value is None:
            return []
        fits = (
            isinstance(step, str) if isinstance(tree, dict) else step == len(tree) if isinstance(tree, list) else False
        )
        built = _wrapped(value, route[depth + 1 :])
        if fits and (tree or not depth):
            return [PatchStep("add", route[: depth + 1], built)]
        if fits or tree is EMPTY:
            return [PatchStep("put", route[:depth], _wrapped(built, route[depth : depth + 1]))]
        raise PoError(
            f"`{spelled(route)}` cannot be set: `{spelled(route[:depth])}` holds something else", "see po edit"
        )
    return [PatchStep("drop", route)] if value is None else list(_different(tree, value, route))


def _plain(value: object) -> Tree:
    """Return a value with lists for sequences and dicts for mappings."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value


def _wrapped(value: Tree, route: Route) -> Tree:
    for step in reversed(route):
        value = {step: value} if isinstance(step, str) else [value]
    return value


def _different(old: Tree, new: Tree, route: Route) -> Iterator[PatchStep]:
    """Give the steps from one tree to another."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and (old.keys() & new.keys() or not route):
        for key in [key for key in new if key in old]:
            yield from _different(old[key], new[key], (*route, key))
        yield from (PatchStep("add", (*route, key), new[key]) for key in new if key not in old)
        yield from (PatchStep("drop", (*route, key)) for key in old if key not in new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _different_items(old, new, route)
    else:
        yield PatchStep("put", route, new)


def _different_items(old: list[Tree], new: list[Tree], route: Route) -> Iterator[PatchStep]:
    """Give the steps from one list to another, from its end on, so that the numbers before stay right."""
    matcher = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
    for _, start, end, first, last in reversed(matcher.get_opcodes()):
        both = min(end - start, last - first)
        yield from (PatchStep("add", (*route, start + both), one) for one in reversed(new[first + both : last]))
        yield from (PatchStep("drop", (*route, at)) for at in reversed(range(start + both, end)))
        for at in reversed(range(both)):
            yield from _different(old[start + at], new[first + at], (*route, start + at))


def _applied(document: Document, step: PatchStep, kind: str, path: str) -> Document:
    """Return the document after a step: the first splice after which it says what it should.

    Raises:
        PoError: there is none.
    """
    wanted = _changed(document.tree, step.route, step)
    trouble = "it is written in a form that po does not change"
    for start, end, new in _splices(document, step, kind):
        text = document.text[:start] + new + document.text[end:]
        after = parse(text.encode("utf-8"))
        if not after.faults and after.tree == wanted:
            return after
        trouble = after.faults[0].message if after.faults else trouble
    hint = "nothing was changed; change it by hand: po edit"
    raise PoError(f"`{spelled(step.route)}` in `{path}` cannot be changed: {trouble}", hint, path=path)


def _changed(tree: Tree, route: Route, step: PatchStep) -> Tree:
    """Return the tree as it should be after a step."""
    if not route:
        return step.value
    first, rest = route[0], route[1:]
    copy: Tree = dict(tree) if isinstance(tree, dict) else list(tree)
    if rest or step.kind == "put":
        copy[first] = _changed(copy[first], rest, step)
    elif step.kind == "drop":
        del copy[first]
    elif isinstance(copy, list) and isinstance(first, int):
        copy.insert(first, step.value)
    else:
        copy[first] = step.value
    return copy


def _splices(document: Document, step: PatchStep, kind: str) -> Iterator[Splice]:
    """Give the splices that a step may become, the best first."""
    src = source(document)
    way = nodes(document, src, step.route if step.kind == "put" else step.route[:-1])
    holder, last = way[-1], step.route[-1]
    flowing = any(in_flow(src, node) for node in way)
    if step.kind == "put":
        return _put(src, way, step.value)
    if step.kind == "add":
        at = _rank(holder.value, last, key_order.keys(kind, step.route[:-1]))
        return (flow_style.add if flowing else block_style.add)(src, holder, at, last, step.value)
    if len(holder.value) == 1 and len(way) > 1:
        return _put(src, way, [] if isinstance(holder.value, list) else {})
    at = [one.step for one in members(src, holder)].index(last)
    return (flow_style.drop if flowing else block_style.drop)(src, holder, at)


def _put(src: Source, way: Sequence[Node], value: Tree) -> Iterator[Splice]:
    """Give the splices that put a value in the place of the last one on the way."""
    if any(in_flow(src, node) for node in way[:-1]):
        return flow_style.put(src, way[-1], value)
    return block_style.put(src, way[-2], way[-1], value)


def _rank(members: Tree, step: str | int, keys: Sequence[str]) -> int:
    """Return before which member a new one stands: a key follows those that come before it in their order."""
    if isinstance(step, int):
        return step
    rank = {key: place for place, key in enumerate(keys)}
    before = [place for place, key in enumerate(members) if rank.get(key, len(rank)) <= rank.get(step, len(rank))]
    return before[-1] + 1 if before else 0
