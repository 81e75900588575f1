"""What did an earlier run work out, and is it still to be trusted?

One file of JSON for each backlog and kind of answer, in the user's cache folder, with the checksum of all that follows
in its first line. Whatever is not exactly as this version of po wrote it counts as not there.
"""

import json
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from pocli.files import places

MAGIC = "po-cache/1"
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def place(root: Path, kind: str) -> Path:
    """Return where the answers of a kind lie: in `PO_CACHE_DIR`, else where this system keeps caches."""
    real = os.path.realpath(root)
    return places.folder("cache") / f"{Path(real).name[:40] or 'root'}-{crc32(os.fsencode(real)):08x}.{kind}"


def load(root: Path, kind: str, *, of: str) -> Any:  # noqa: ANN401 - JSON
    """Return what was kept, or None.

    Args:
        root: the backlog's folder.
        kind: a word that names the answer, which ends the file's name.
        of: what the answer depends on beside the backlog's place, such as the code that worked it out.
    """
    try:
        handle = os.open(place(root, kind), FLAGS)
        with os.fdopen(handle, "rb") as file:
            if not _ours(os.fstat(file.fileno())):
                return None
            head, _, body = file.read().partition(b"\n")
            return json.loads(body) if head == _head(root, of, body) else None
    except (OSError, ValueError, RecursionError):
        return None


def store(root: Path, kind: str, answer: object, *, of: str) -> None:
    """Keep an answer; where that is not possible, nothing is said, for the next run only takes longer."""
    body = json.dumps(answer, separators=(",", ":")).encode("ascii")
    at = place(root, kind)
    with suppress(OSError):
        at.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = at.with_name(f"{at.name}.{os.getpid()}")
        name.unlink(missing_ok=True)
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(root, of, body) + b"\n" + body)
            name.replace(at)
        except BaseException:
            name.unlink(missing_ok=True)
            raise


def _head(root: Path, of: str, body: bytes) -> bytes:
    words = (MAGIC, of, f"{crc32(os.fsencode(os.path.realpath(root))):08x}", f"{len(body)}", f"{crc32(body):08x}")
    return " ".join(words).encode("ascii")


def _ours(found: os.stat_result) -> bool:
    """Tell whether a file is a plain one that nobody else can have written."""
    mine = sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
    return stat.S_ISREG(found.st_mode) and mine
