"""How do three texts of a file become one: fields merged, comments of both sides kept, conflicts marked?"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from pocli.errors import PoError
from pocli.merge.conflict import Conflict
from pocli.merge.three_way import Tree, merged
from pocli.model.edit import Set
from pocli.reading.schema_errors import full
from pocli.yaml.parse import parse
from pocli.yaml.patch import BOM, patched

COMMENT = re.compile(r"(?:^|\s)(#[^\n\r]*)")

LINES = 5000


class Blend(NamedTuple):
    """One file of three."""

    data: bytes
    """With our side of what is in conflict."""
    conflicts: tuple[Conflict, ...]
    lost: tuple[str, ...]
    """Comments of the other side that are not in it."""


class Hunk(NamedTuple):
    """Lines that differ between two texts, and what stands there in the other one."""

    start: int
    end: int
    theirs: tuple[str, ...]


def blended(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> Blend:
    """Merge what two sides made of a file.

    Args:
        path: the file's, relative to the backlog's folder; it says which fields there are.
        base: what both began with; None if that is not known, and whatever differs is in conflict then.
        ours: the side whose form is kept where both changed the same lines.
        theirs: the other side.

    Raises:
        PoError: a side cannot be read, or a value is written in a way that po does not change.
    """
    trees = [_tree(data) if data is not None else None for data in (base, ours, theirs)]
    found = merged(*trees)
    start = _lines_of_both(base or b"", ours, theirs) if base is not None else ours
    document = parse(start)
    start, tree = (ours, trees[1]) if document.faults else (start, full(document.tree))
    data = patched(start, list(_edits(path, tree, found.tree)))
    lost = _comments(theirs) - _comments(base or b"") - _comments(data)
    return Blend(data, found.conflicts, tuple(sorted(lost)))


def _tree(data: bytes) -> Tree:
    document = parse(data)
    if document.faults:
        raise PoError(f"one side cannot be read: {document.faults[0].message}", "merge it by hand")
    tree = full(document.tree)
    if not isinstance(tree, dict) or _hollow(tree):
        what = "has a list with an empty item" if isinstance(tree, dict) else "has no fields"
        raise PoError(f"one side {what}", "merge it by hand")
    return tree


def _hollow(tree: Tree) -> bool:
    """Tell whether a list has an empty item: to a merge, that would be one that is not there."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return (isinstance(tree, list) and None in tree) or any(map(_hollow, inner))


def _edits(path: str, before: Tree, after: Tree) -> Iterator[Set]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Set(path, (key,), after.get(key))


def _comments(data: bytes) -> frozenset[str]:
    """Return what may be comments; a text with a `#` in it counts too, and is never lost silently either."""
    return frozenset(COMMENT.findall(data.decode("utf-8", "replace")))


def _lines(data: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", data.removeprefix(BOM).decode("utf-8"))


def _lines_of_both(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Return our text with the lines that only they changed; a text of very many lines stays ours."""
    old, mine, yours = map(_lines, (base, ours, theirs))
    if max(map(len, (old, mine, yours))) > LINES:
        return ours
    made: list[str] = []
    at, here, there = 0, 0, 0
    for start, end, one, two in (*_synced(old, mine, yours), (len(old), len(old), len(mine), len(yours))):
        made += yours[there:two] if old[at:start] == mine[here:one] else mine[here:one]
        made += old[start:end]
        at, here, there = end, one + end - start, two + end - start
    return (BOM if ours.startswith(BOM) else b"") + "".join(made).encode()


def _synced(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give the lines that all three have: from and to in the base, and where they begin on the two sides."""
    mine, yours = (SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks() for side in (ours, theirs))
    for one in mine:
        for two in yours:
            start, end = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
            if start < end:
                yield start, end, one.b + start - one.a, two.b + start - two.a


def chosen(path: str, data: bytes, conflicts: Sequence[Conflict]) -> bytes:
    """Return a file with the other side's value of these conflicts.

    Raises:
        PoError: a value is written in a way that po does not change.
    """
    changed = [one for one in conflicts if one.theirs is not None and one.ours is not None]
    added = [one for one in reversed(conflicts) if one.ours is None]
    gone = [one for one in reversed(conflicts) if one.theirs is None]
    return patched(data, [Set(path, one.route, one.theirs) for one in (*changed, *added, *gone)])


def marked(path: str, blend: Blend, names: tuple[str, str]) -> bytes:
    """Return a file with git's markers around each field that is in conflict; its last line ends with a line break.

    Args:
        path: the file's, relative to the backlog's folder.
        blend: the merged file.
        names: what the two sides are called.

    Raises:
        PoError: a value is written in a way that po does not change.
    """
    blend = blend._replace(data=ended(blend.data))
    lines = _lines(blend.data)
    hunks = _grouped(path, blend, lines)
    newline = "\r\n" if "\r\n" in "".join(lines) else "\n"
    for hunk in sorted(hunks, reverse=True):
        sides = [_ended(part, newline) for part in (lines[hunk.start : hunk.end], hunk.theirs)]
        lines[hunk.start : hunk.end] = [
            f"<<<<<<< {names[0]}{newline}",
            *sides[0],
            f"======={newline}",
            *sides[1],
            f">>>>>>> {names[1]}{newline}",
        ]
    return (BOM if blend.data.startswith(BOM) else b"") + "".join(lines).encode()


def ended(data: bytes) -> bytes:
    """Return a text whose last line ends with a line break, of the kind of its other lines."""
    if data.endswith(b"\n") or not data.removeprefix(BOM):
        return data
    return data + (b"\r\n" if b"\r\n" in data else b"\n")


def _ended(lines: Sequence[str], newline: str) -> list[str]:
    return [line if line.endswith("\n") else line + newline for line in lines]


def _grouped(path: str, blend: Blend, lines: Sequence[str]) -> list[Hunk]:
    """Return the lines of each conflict; those that share a line are one."""
    groups: list[tuple[Hunk, list[Conflict]]] = []
    for conflict in blend.conflicts:
        group = [conflict]
        hunk = _hunk(lines, _lines(chosen(path, blend.data, group)))
        for other in [one for one in groups if one[0].start < hunk.end and hunk.start < one[0].end]:
            groups.remove(other)
            group = [*other[1], *group]
            hunk = _hunk(lines, _lines(chosen(path, blend.data, group)))
        groups.append((hunk, group))
    return [hunk for hunk, _ in groups]


def _hunk(ours: Sequence[str], theirs: Sequence[str]) -> Hunk:
    """Return the one stretch of lines in which two texts differ."""
    most = min(len(ours), len(theirs))
    start = next((at for at in range(most) if ours[at] != theirs[at]), most)
    end = next((at for at in range(most - start) if ours[-1 - at] != theirs[-1 - at]), most - start)
    return Hunk(start, len(ours) - end, tuple(theirs[start : len(theirs) - end]))
