"""Which change of a file's characters mends a problem beyond doubt?

Every fix here is proved before it is offered: the changed text is read, and says the same as before but for the one
value that was wrong.
"""

import re
from collections.abc import Mapping

from pocli.model.diagnostic import Fix
from pocli.model.edit import Replace
from pocli.model.place import Route, Span
from pocli.text import BLANKS as ODD
from pocli.text import UNSEEN
from pocli.yaml.emit import inline
from pocli.yaml.letters import lines
from pocli.yaml.parse import EMPTY, Document, Places, parse

COLON = re.compile(r"\s*+(?:- )?[\w-]++:\s++(?=\S)")
COMMENT = re.compile(r"(?<!\s)\s++#(?:\s|$)")
BLANKS = f" \t{ODD}"
"""What people take for blanks, and YAML only the first two."""
DASHED = re.compile(rf"( *)(?:[-•–—·][{BLANKS}{UNSEEN}]*|(?:[*+]|\d{{1,2}}[.)])[{BLANKS}]+)([^\s{BLANKS}].*)")
BULLET = re.compile(rf"[-*+•–—·][{BLANKS}]*\S|\d{{1,2}}[.)][{BLANKS}]+\S")
"""How a text begins that was meant as an item of a list."""
NEXT = re.compile(rf"-[{BLANKS}]+")
"""The mark of an item in YAML, whatever blanks are behind it."""

PROOFS = 128 * 1024
"""How many characters may be read again for the fixes of one file, so that a hostile one takes no time."""


def affordable(text: str, before: int) -> bool:
    """Tell whether one more fix may be proved for a file, after so many before."""
    return (before + 1) * len(text) <= PROOFS


def replaced(text: str, span: Span, new: str) -> str:
    """Return a file's text (without its BOM) with the characters of a span exchanged for new ones."""
    return text[: _index(text, span.line, span.column)] + new + text[_index(text, span.end_line, span.end_column) :]


def _index(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    return start + column - 1


def fixed(text: str, *fixes: Fix) -> str:
    """Return a file's text with fixes of its characters carried out, the last of the file first."""
    for edit in sorted(replacements(*fixes), key=lambda one: one.span, reverse=True):
        text = replaced(text, edit.span, edit.text)
    return text


def replacements(*fixes: Fix) -> list[Replace]:
    """Return which characters fixes exchange."""
    return [edit for fix in fixes for edit in fix.edits if isinstance(edit, Replace)]


def instead(path: str, document: Document, route: Route, value: str | list[str]) -> Fix | None:
    """Write another value in the place of a scalar of one line."""
    place, old = _at(document, route)
    if place is None or not isinstance(old, str):
        return None
    if isinstance(value, list) and (place.lines or BULLET.match(old)):
        return _itemized(path, document, route, place)
    if place.span.line != place.span.end_line:
        return None
    return _proved(path, document, place.span, value, _with(document.tree, route, value))


def apart(path: str, document: Document, route: Route, line: Span) -> Fix | None:
    """Make an item of its own of a line that was indented so deep that it became part of the item before it.

    A line that begins with another mark than a dash and a blank (`*`, `2.`, `-x`) is surely the next item only where it
    stands left of the text of the one before: else it may be a list within that.
    """
    holder, items = _at(document, route[:-1]) if route else (None, None)
    place, text = _at(document, route)
    found = DASHED.fullmatch(_line(document.text, line.line))
    if holder is None or place is None or not isinstance(items, list) or not isinstance(text, str) or not found:
        return None
    mark = found[0][len(found[1]) : found.start(2)]
    if not NEXT.fullmatch(mark) and line.column >= place.span.column:
        return None
    at = int(route[-1])
    span = Span(line.line, 1, line.line, line.column + len(mark))
    begin = " " * (holder.span.column - 1) + "- "
    after = parse(replaced(document.text, span, begin).encode("utf-8"))
    new = _at(after, route[:-1])[1]
    parts = new[at : at + 2] if isinstance(new, list) else []
    same = after.tree == _with(document.tree, route[:-1], [*items[:at], *parts, *items[at + 1 :]])
    return Fix((Replace(path, span, begin),), safe=True) if same and _joins(parts, mark, text) else None


def _joins(parts: list[object], mark: str, text: str) -> bool:
    """Tell whether a text is exactly two items with the mark of a list between them."""
    return len(parts) == 2 and text in {f"{parts[0]} {mark}{parts[1]}", f"{parts[0]}\n{mark}{parts[1]}"}  # noqa: PLR2004


def _itemized(path: str, document: Document, route: Route, place: Places) -> Fix | None:
    """Put the blank behind the dash of each line of a list that lacks it."""
    spans = [Span(number, 1, number, 1) for number in range(place.span.line, place.span.end_line + 1)]
    found = [DASHED.fullmatch(_line(document.text, span.line).rstrip(BLANKS)) for span in spans]
    if place.span.line == place.key.line or not all(found):
        return None
    edits = tuple(
        Replace(path, span._replace(end_column=len(_line(document.text, span.line)) + 1), f"{one[1]}- {one[2]}")
        for span, one in zip(spans, found, strict=True)
        if one
    )
    fix = Fix(edits, safe=True)
    after = parse(fixed(document.text, fix).encode("utf-8"))
    tree = _with(document.tree, route, [one[2] for one in found if one])
    return fix if not after.faults and after.tree == tree else None


def uncut(path: str, document: Document, route: Route) -> Fix | None:
    """Put quotes around a text and what a `#` cut off it; a comment after that, `# ` with a space, stays one."""
    place, _ = _at(document, route)
    if place is None or place.span.line != place.span.end_line:
        return None
    line = _line(document.text, place.span.line)
    rest = line[place.span.column - 1 :]
    begin = place.span.column + len(rest) - len(rest.lstrip(" "))
    whole = COMMENT.split(rest.lstrip(" "), maxsplit=1)[0].rstrip()
    span = place.span._replace(column=begin, end_column=begin + len(whole))
    return _proved(path, document, span, whole, _with(document.tree, route, whole))


def unmapped(path: str, document: Document, route: Route) -> Fix | None:
    """Put quotes around a text of one line that a `: ` in it turned into a mapping."""
    place, old = _at(document, route)
    if place is None or not isinstance(old, dict) or len(old) != 1:
        return None
    (inner,), (value,) = place.inner.values(), old.values()
    end = inner.span if value is not EMPTY else inner.key._replace(end_column=inner.key.end_column + 1)
    span = Span(inner.key.line, inner.key.column, end.end_line, end.end_column)
    whole = _line(document.text, span.line)[span.column - 1 : span.end_column - 1]
    if span.line != span.end_line or whole[:1] in {"", '"', "'", "{"} or whole[-1] in "\"'}]":
        return None
    return _proved(path, document, span, whole, _with(document.tree, route, whole))


def renamed(path: str, document: Document, route: Route, name: str) -> Fix | None:
    """Give a key another name that the mapping does not have yet."""
    place, value = _at(document, route)
    holder = _at(document, route[:-1])[1]
    if place is None or not isinstance(holder, dict) or name in holder:
        return None
    rest = {name if key == route[-1] else key: one for key, one in holder.items()}
    tree = _with(document.tree, route[:-1], rest) if route[:-1] else rest
    return _proved(path, document, place.key, name, tree) if value is not None else None


def colon(path: str, text: str, line: int) -> Fix | None:
    """Put quotes around the text after the first `: ` of a line that is no YAML because of another one."""
    whole = _line(text, line).rstrip()
    found = COLON.match(whole)
    if not found:
        return None
    said = COMMENT.split(whole[found.end() :], maxsplit=1)[0]
    fix = Replace(path, Span(line, found.end() + 1, line, found.end() + len(said) + 1), quoted(said))
    after = parse(replaced(text, fix.span, fix.text).encode("utf-8"))
    return Fix((fix,), safe=True) if all(fault.span.line > line for fault in after.faults) else None


def quoted(text: str) -> str:
    """Return a text of one line with quotes around it."""
    return '"' + text + '"' if not set(text) & {'"', "\\"} else "'" + text.replace("'", "''") + "'"


def _proved(path: str, document: Document, span: Span, value: object, tree: object) -> Fix | None:
    """Return the change as a safe fix, if the file then says exactly what the tree says."""
    for new in dict.fromkeys((inline(value), inline(value, flow=True))):
        after = parse(replaced(document.text, span, new).encode("utf-8"))
        if not after.faults and after.tree == tree:
            return Fix((Replace(path, span, new),), safe=True)
    return None


def _at(document: Document, route: Route) -> tuple[Places | None, object]:
    """Return where a route leads and what stands there; no place where it ends early."""
    places, value = document.places, document.tree
    at: object = value
    for step in route:
        if step not in places.inner:
            return None, None
        places = places.inner[step]
        at = at[step]  # type: ignore[index]
    return places, at


def _with(tree: object, route: Route, value: object) -> object:
    """Return a copy of a tree with another value at a route."""
    if not route:
        return value
    step, rest = route[0], route[1:]
    if isinstance(tree, Mapping):
        return {key: _with(one, rest, value) if key == step else one for key, one in tree.items()}
    return [_with(one, rest, value) if index == step else one for index, one in enumerate(tree)]  # type: ignore[arg-type,var-annotated]


def _line(text: str, number: int) -> str:
    return lines(text)[number - 1].rstrip("\r")
