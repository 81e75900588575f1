"""What was read before, and is it still to be trusted?

One file for each backlog in the user's cache folder: a line that says where its head is, then sections, each with its
own checksum and decoded only when it is asked for, then the head (JSON), which knows what came before it. It may be
deleted, cut, or overwritten at any time: whatever is not exactly as it was written counts as not there. It holds JSON
and numbers; reading it runs no code.
"""

import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from pocli import __version__
from pocli.disk import private, sweep, user_folders
from pocli.disk import write as writing
from pocli.model.health import Section

MAGIC = b"po-index/1"
FIRST_LINE = 64
"""The first line has so many bytes."""
APART = tuple("__pycache__ cli exchange features git pages planning render reporters solver tables tasks".split())
"""The folders of po whose modules do not decide what an index holds; those of all others do."""
LIBRARIES = ("pydantic", "_ruamel_yaml")
ABSENT = "not made yet"
STRANGE = "damaged, or made by another version of po; the next command rebuilds it"

Pieces = Iterable[bytes]
"""A section to be written: its bytes, one piece after another; it may be made while it is written."""


Places = dict[str, Sequence[int]]
"""Where sections begin, how long they are, and their checksums, by name."""


class WrittenAhead(NamedTuple):
    """A file that is to become an index, and the sections that are written there."""

    temporary: Path
    places: Places


class SpoiledIndex(Exception):  # noqa: N818 - it says what the index is
    """A section is not what was written: `pocli.store.load` then answers without the index."""


class Index(NamedTuple):
    """An index that is open: what its head says, and where its sections lie."""

    file: FileIO
    head: Mapping[str, Any]

    def section(self, name: str) -> bytes:
        """Return the bytes of a section.

        Raises:
            Spoiled: they are not those that were written.
        """
        offset, length, check = self.head["sections"].get(name, (0, 0, -1))
        try:
            data = _read(self.file, offset, length)
        except (OSError, MemoryError) as error:
            raise SpoiledIndex(name) from error
        if crc32(data) != check:
            raise SpoiledIndex(name)
        return data

    def json(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return what a section of JSON says.

        Raises:
            Spoiled: it is not what was written.
        """
        return json.loads(self.section(name))


def _read(file: FileIO, offset: int, length: int) -> bytes:
    """Read some bytes; where a process may be split off, it shares the place in the file, which must not move then."""
    if hasattr(os, "pread"):
        return os.pread(file.fileno(), length, offset)
    file.seek(offset)
    return file.read(length)


def place(root: Path) -> Path:
    """Return where the index of a backlog lies: in `PO_CACHE_DIR`, else where this system keeps caches."""
    return user_folders.folder("cache") / f"{root.name[:40] or 'root'}-{crc32(os.fsencode(root)):08x}.index"


def code() -> str:
    """Return a word that is another one when po is, or a library that it reads files with.

    It is made of the names, sizes and times of po's modules, and of the times of the folders that the libraries are in.
    """
    here, check = Path(__file__).parents[1], 0
    with os.scandir(here) as entries:
        folders = sorted(one.name for one in entries if one.name not in APART and one.is_dir())
    for folder in ("", *folders):
        with os.scandir(here / folder) as entries:
            modules = sorted((one.name, one.stat()) for one in entries if one.name.endswith(".py"))
        for name, status in modules:
            check = crc32(f"{name} {status.st_size} {status.st_mtime_ns};".encode(), check)
    found = [spec.origin for name in LIBRARIES if (spec := find_spec(name)) and spec.origin]
    times = [(Path(origin).stat().st_mtime_ns, Path(origin).parents[1].stat().st_mtime_ns) for origin in found]
    return f"{__version__} {sys.hexversion:x} {crc32(repr(times).encode(), check):08x}"


@contextmanager
def opened(at: Path, root: Path) -> Iterator[Index | None]:
    """Open the index of a backlog; None where there is none that this po wrote for it."""
    file = _file(at)
    if file is None:
        yield None
        return
    with file:
        yield _checked(file, root) if _private(at.parent) else None


def _file(at: Path) -> FileIO | None:
    """Open a plain file; nothing is followed, and nothing blocks."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(at, flags)
    except OSError:
        return None
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return FileIO(handle)
    os.close(handle)
    return None


def _checked(file: FileIO, root: Path) -> Index | None:
    """Return the index in an open file, if its head is whole and says that it is ours."""
    try:
        magic, offset, length, check = file.read(FIRST_LINE).split()
        file.seek(min(int(offset), os.fstat(file.fileno()).st_size))
        text = file.read()
        if magic != MAGIC or len(text) != int(length) or crc32(text) != int(check, 16):
            return None
        head = json.loads(text)
    except (OSError, ValueError):
        return None
    return Index(file, head) if (head["root"], head["code"]) == (str(root), code()) else None


def _private(folder: Path) -> bool:
    """Tell whether a folder is the user's own, and nobody else may write there."""
    try:
        private.checked(folder)
    except OSError:
        return False
    return True


def draft(at: Path) -> Path:
    """Return the name of a file that is to become an index."""
    return at.with_name(writing.temporary())


def begin(temporary: Path, sections: Mapping[str, Pieces]) -> Places:
    """Write the first sections of an index and return their places.

    Raises:
        OSError: they cannot be written.
        Spoiled: a section that is to stay as it is in the old index is not what was written there.
    """
    with _create(temporary) as file:
        return _append(file, sections, FIRST_LINE)


def write(
    at: Path, root: Path, facts: Mapping[str, object], sections: Mapping[str, Pieces], first: WrittenAhead | None = None
) -> str:
    """Put an index in the place of the old one, whole, or leave the old one; return why it could not be written.

    Args:
        at: where it lies.
        root: the backlog's folder.
        facts: what else the head says.
        sections: their pieces by name, each made when it is written.
        first: the sections that are written already, and in which file.

    Raises:
        Spoiled: a section that is to stay as it is in the old index is not what was written there.
    """
    temporary, places = first or WrittenAhead(draft(at), {})
    try:
        with FileIO(writing.again(temporary), "r+") if first else _create(temporary) as file:
            end = max((offset + length for offset, length, _ in places.values()), default=FIRST_LINE)
            places = {**places, **_append(file, sections, end)}
            _seal(file, {**facts, "root": str(root), "code": code(), "sections": places})
        temporary.replace(at)
    except OSError as error:
        return f"{at.parent}: {error.strerror}"
    finally:
        with suppress(OSError):  # it is not there any more, if all went well
            temporary.unlink()
    _sweep(at)
    return ""


def _create(temporary: Path) -> FileIO:
    private.opened(temporary.parent)
    return FileIO(writing.fresh(temporary, 0o600), "w")


def _append(file: FileIO, sections: Mapping[str, Pieces], offset: int) -> Places:
    """Write sections from a place of a file on."""
    places: Places = {}
    file.seek(offset)
    for name, pieces in sections.items():
        length, check = 0, 0
        for data in pieces:
            _write_whole(file, data)
            length, check = length + len(data), crc32(data, check)
        places[name] = offset, length, check
        offset += length
    return places


def _seal(file: FileIO, head: Mapping[str, object]) -> None:
    """Write the head behind the sections, and last the line that makes it an index."""
    start, text = file.tell(), json.dumps(head).encode()
    _write_whole(file, text)
    file.seek(0)
    _write_whole(file, (b"%s %d %d %08x" % (MAGIC, start, len(text), crc32(text))).ljust(FIRST_LINE - 1) + b"\n")


def _write_whole(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _sweep(at: Path) -> None:
    """Remove what killed processes left beside an index; nothing that is not theirs for certain."""
    with suppress(OSError):
        for name in os.listdir(at.parent):  # noqa: PTH208 - names, not paths, of a folder that may hold many
            if sweep.left(at.parent / name):
                (at.parent / name).unlink()


def health(at: Path, root: Path, now: int) -> Section:
    """Return where the index of a backlog is, how large and how old, and whether it can be used.

    Args:
        at: where it lies.
        root: the backlog's folder.
        now: the time, in nanoseconds.
    """
    facts: dict[str, str | int] = {"place": str(at)}
    with opened(at, root) as found:
        if found is None:
            there = at.exists()
            return Section("index", {**facts, "state": STRANGE if there else ABSENT}, sound=not there)
        status = os.fstat(found.file.fileno())
        age = max(now - status.st_mtime_ns, 0) // 10**9
        try:
            files = len([found.section(name) for name in found.head["sections"]] and found.json("files"))
        except SpoiledIndex:
            return Section("index", {**facts, "state": STRANGE}, sound=False)
        facts |= {"state": "sound", "bytes": status.st_size, "seconds": age, "files": files}
        return Section("index", facts, sound=True)


def clear(at: Path) -> bool:
    """Remove an index; tell whether there was one.

    Raises:
        OSError: it is there, and cannot be removed.
    """
    try:
        at.unlink()
    except FileNotFoundError:
        return False
    return True
