"""What did an old version of a story's file say, of all that it says, about the few fields whose history counts?

A long history holds tens of thousands of versions, and two that follow each other differ in a line. So a version is
cut into its top-level sections (`key:` in the first column and what follows), and each section is parsed once, alone,
by the one guarded parser. That is the same as parsing the whole: a section that parses alone to one key leaves no
quote, no bracket and no block open behind it. Where any section does not, the whole file is parsed.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from pocli.model import ident, number
from pocli.model.event import INPUTS, StoryVersion
from pocli.text import composed
from pocli.yaml.parse import EMPTY, MAX_BYTES, parse

SECTION = re.compile(rb"^(?=[^\s#-])", re.MULTILINE)
NOTHING = re.compile(rb"(?:(?:#[^\r\n]*)?\r?\n)*")
LIST = b"acceptance_criteria:"
OPENING = re.compile(rb"(acceptance_criteria:[ ]*\r?\n)([ ]*)- ")
BOM = b"\xef\xbb\xbf"
NUMBER = re.compile(r"-?(0|[1-9]\d{0,11})(\.\d{1,6})?", re.ASCII)
TEXTS = ("title", "status", "sprint", "owner", "blocked")
MANY = 200_000
"""So many sections are remembered at most."""

Sections = dict[bytes, tuple[str, object] | None]


def reader() -> Callable[[bytes], StoryVersion | None]:
    """Return a function that reads versions, and remembers the sections that it has seen."""
    seen: Sections = {}

    def read(data: bytes) -> StoryVersion | None:
        tree = _tree(data, seen)
        return _snapshot(tree) if tree is not None else None

    return read


def _tree(data: bytes, seen: Sections) -> Mapping[str, object] | None:
    """Return the tree of a file; None where it cannot be read."""
    if len(data) > MAX_BYTES:
        return None
    first, *sections = SECTION.split(data)
    if len(seen) > MANY:
        seen.clear()
    found = [_section(section, seen) for section in sections]
    tree = dict(filter(None, found))
    if len(tree) == len(sections) and NOTHING.fullmatch(first) and BOM not in data[1:]:
        return tree
    document = parse(data)
    return None if document.faults else document.tree


def _section(section: bytes, seen: Sections) -> tuple[str, object] | None:
    """Return the one key of a section and its value; None where it is not one key."""
    if section not in seen:
        seen[section] = _by_items(section, seen) if section.startswith(LIST) else None
        seen[section] = seen[section] or _alone(section)
    return seen[section]


def _by_items(section: bytes, seen: Sections) -> tuple[str, object] | None:
    """Return a list, each of whose items was parsed alone below the key; None where that cannot be done.

    It is the same as parsing the whole for the same reason: each item is whole, and all are indented alike.
    """
    opening = OPENING.match(section)
    if not opening:
        return None
    head, indent = opening.groups()
    cuts = [found.start() for found in re.finditer(rb"^" + indent + rb"- ", section, re.MULTILINE)]
    items: list[object] = []
    for start, end in zip(cuts, [*cuts[1:], len(section)], strict=True):
        alone = head + section[start:end]
        if alone not in seen:
            seen[alone] = _alone(alone)
        found = seen[alone]
        if found is None or not isinstance(found[1], list) or len(found[1]) != 1:
            return None
        items += found[1]
    return head.decode().partition(":")[0], items


def _alone(section: bytes) -> tuple[str, object] | None:
    document = parse(section)
    return next(iter(document.tree.items())) if not document.faults and len(document.tree) == 1 else None


def _snapshot(tree: Mapping[str, object]) -> StoryVersion | None:
    name = tree.get("id")
    if not isinstance(name, str) or not ident.ID.fullmatch(name):
        return None
    texts = {key: composed(value) for key in TEXTS if isinstance(value := tree.get(key), str)}
    rice = tree.get("rice")
    inputs = {key: _number(rice.get(key)) for key in INPUTS} if isinstance(rice, dict) else {}
    return StoryVersion(name, **texts, points=_number(tree.get("points")), **inputs, criteria=_criteria(tree))


def _number(value: object) -> str:
    """Return a number in one spelling (`5.0` is `5`); a word, a percentage or a range as it stands."""
    if not isinstance(value, str):
        return ""
    return number.text(Fraction(value)) if NUMBER.fullmatch(value) else value


def _criteria(tree: Mapping[str, object]) -> tuple[tuple[str, bool], ...]:
    found = tree.get("acceptance_criteria")
    items = found if isinstance(found, list) else []
    return tuple(_criterion(item) for item in items if isinstance(item, (str, dict)))


def _criterion(item: str | Mapping[str, object]) -> tuple[str, bool]:
    if isinstance(item, str):
        return item, False
    said = [word for key in ("text", "given", "when", "then") for word in _words(item.get(key))]
    return " ".join(said), item.get("done") == "true"


def _words(value: object) -> list[str]:
    items = value if isinstance(value, list) else [] if value is None or value is EMPTY else [value]
    return [item for item in items if isinstance(item, str)]
