"""What do files say that must be read anew? On all cores, where there are many of them."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pocli.files import find, frozen
from pocli.files.blob import blob
from pocli.files.read import understood
from pocli.files.reading import Fresh, Reading

MANY = 500
"""A second process pays from so many files on."""
MOST = 8


class Part(NamedTuple):
    """A process that reads some of the files, and the end of the pipe that its answer comes through."""

    process: int
    pipe: int
    paths: Sequence[str]


def gather(root: Path, paths: Sequence[str]) -> dict[str, Fresh]:
    """Read files of the backlog anew."""
    count = min(_cores(), MOST, max(len(paths) // (MANY // 2), 1)) if len(paths) > MANY else 1
    parts = [_begin(root, paths[place::count]) for place in range(1, count)]
    found = {path: _read(root, path) for path in paths[::count]}
    for part in parts:
        found.update(_end(root, part))
    return found


def _cores() -> int:
    """Return how many processes may work at once: one, where processes cannot be split."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(root: Path, path: str) -> Fresh:
    data = find.content(root, path)
    sure = not isinstance(data, str) or data in find.REFUSED
    return Fresh(blob(data), understood(path, data) if find.kind(path) else Reading(None, None, ()), sure)


def _begin(root: Path, paths: Sequence[str]) -> Part:
    """Let another process read some files; it writes what it found into a pipe, and ends."""
    source, sink = os.pipe()
    process = os.fork()
    if process:
        os.close(sink)
        return Part(process, source, paths)
    os.close(source)  # else a process whose reader was killed would wait for itself to read
    try:
        found = [_frozen(path, _read(root, path)) for path in paths]
        with os.fdopen(sink, "wb") as pipe:
            pipe.write(json.dumps(found).encode())
    finally:
        os._exit(0)


def _end(root: Path, part: Part) -> Mapping[str, Fresh]:
    """Take what a process found; if it came to harm, read its files here."""
    with os.fdopen(part.pipe, "rb") as pipe:
        data = pipe.read()
    with suppress(ChildProcessError):
        os.waitpid(part.process, 0)
    try:
        found = dict(_thawed(one) for one in json.loads(data))
    except ValueError:
        found = {}
    return found if len(found) == len(part.paths) else {path: _read(root, path) for path in part.paths}


def _frozen(path: str, fresh: Fresh) -> Any:  # noqa: ANN401 - JSON
    return [path, fresh.blob, fresh.sure, *map(frozen.freeze, fresh.reading)]


def _thawed(one: Any) -> tuple[str, Fresh]:  # noqa: ANN401 - JSON
    path, name, sure, *reading = one
    return path, Fresh(name, Reading(*map(frozen.thaw, reading)), sure)
