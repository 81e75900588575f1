"""What may a disk hold after the power was cut?

A file system that promises no more than POSIX does: bytes are safe once their file was synced, names once their folder
was. Until then each change of names is there or not, in any order, whatever came before it, and of a file's new bytes
there are none, some, or all. One call of the system changes names at one blow.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

Names = dict[str, int | None]
"""Which file or folder each path names; None: it names none any more."""
Disk = Mapping[str, bytes | None]
"""The bytes of each file by its path; None for a folder."""
MOST = 64
"""So many of the ways in which one moment can end are looked at."""


class State(NamedTuple):
    """What is safe at a moment, and what is not yet."""

    names: Names
    waiting: list[Names]
    """The changes of names since their folders were synced, the oldest first."""
    safe: dict[int, bytes | None]
    """What is on the disk of each file."""
    now: dict[int, bytes | None]


def cuts(log: Path, dice: Random) -> Iterator[tuple[int, Disk]]:
    """Give what the disk may hold after a cut at each moment of a recorded run, with the number of that moment."""
    moments = json.loads(log.read_text())
    numbers: dict[int, int] = {}
    state = State({}, [], {}, {})
    before: dict[str, int] = {}
    for at, (found, synced) in enumerate(moments):
        here = _numbered(found, before, numbers)
        changed: Names = {path: here.get(path) for path in {**before, **here} if before.get(path) != here.get(path)}
        state.now.update(
            {here[path]: None if text is None else text.encode("latin-1") for path, (_, text) in found.items()}
        )
        if not at:  # what a run begins with is safe
            state.names.update(here)
            state.safe.update(state.now)
        elif changed:
            state.waiting.append(changed)
        before = here
        yield from ((at, disk) for disk in _ends(state, dice))
        if synced:
            _sync(state, {path for path, (inode, _) in found.items() if inode == synced}, here)
    yield from ((len(moments), disk) for disk in _ends(state, dice))


def _numbered(
    found: Mapping[str, tuple[int, str]], before: Mapping[str, int], numbers: dict[int, int]
) -> dict[str, int]:
    """Give each file a number of its own: the system uses that of a file that is gone again."""
    living = set(before.values())
    here: dict[str, int] = {}
    for path, (inode, _) in found.items():
        if numbers.get(inode) not in living and numbers.get(inode) not in here.values():
            numbers[inode] = max(numbers.values(), default=0) + 1
        here[path] = numbers[inode]
    return here


def _sync(state: State, paths: set[str], here: Mapping[str, int]) -> None:
    """Make a file's bytes safe, or a folder's names."""
    for path in paths:
        state.safe[here[path]] = state.now[here[path]]
    for change in list(state.waiting):
        if any(_folder(path) in paths for path in change):
            state.names.update(change)
            state.waiting.remove(change)


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "."


def _ends(state: State, dice: Random) -> Iterator[Disk]:
    """Give what may be left of a state: each way of choosing what came onto the disk, or many of them."""
    dirty = [one for one, data in state.now.items() if data is not None and state.safe.get(one) != data]
    parts = [(0, 1)] * len(state.waiting) + [(0, 1, 2)] * len(dirty)
    ways: Sequence[tuple[int, ...]] = (
        list(product(*parts))
        if 2 ** len(state.waiting) * 3 ** len(dirty) <= MOST
        else [tuple(dice.choice(part) for part in parts) for _ in range(MOST)]
    )
    for way in ways:
        names, data = dict(state.names), dict(state.safe)
        for kept, change in zip(way, state.waiting, strict=False):
            names.update(change if kept else {})
        for much, one in zip(way[len(state.waiting) :], dirty, strict=True):
            new = state.now[one] or b""
            data[one] = (data.get(one) or b"", new[: len(new) // 2], new)[much]
        there = {path: data.get(one, b"" if state.now[one] is not None else None) for path, one in names.items() if one}
        yield {path: kept for path, kept in there.items() if all(one in there for one in _above(path))}


def _above(path: str) -> Iterator[str]:
    while path != ".":
        path = _folder(path)
        yield path


def write(disk: Disk, place: Path) -> None:
    """Make a folder hold what a disk does."""
    for path, data in sorted(disk.items()):
        if data is None:
            (place / path).mkdir(mode=0o700, exist_ok=True)
        else:
            (place / path).write_bytes(data)
            (place / path).chmod(0o600)
