"""What did an earlier run work out, and is it still to be trusted?

One file of JSON for each backlog and kind of answer, in the user's cache folder, with the checksum of all that follows
in its first line. Whatever is not exactly as this version of po wrote it counts as not there.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from pocli.disk import private, user_folders, write

MAGIC = "po-cache/1"


def place(root: Path, kind: str) -> Path:
    """Return where the answers of a kind lie: in `PO_CACHE_DIR`, else where this system keeps caches."""
    real = os.path.realpath(root)
    return user_folders.folder("cache") / f"{Path(real).name[:40] or 'root'}-{crc32(os.fsencode(real)):08x}.{kind}"


def load(root: Path, kind: str, *, of: str) -> Any:  # noqa: ANN401 - JSON
    """Return what was kept, or None.

    Args:
        root: the backlog's folder.
        kind: a word that names the answer, which ends the file's name.
        of: what the answer depends on beside the backlog's place, such as the code that worked it out.
    """
    try:
        head, _, body = private.read(place(root, kind)).partition(b"\n")
        return json.loads(body) if head == _head(root, of, body) else None
    except (OSError, ValueError, RecursionError):
        return None


def store(root: Path, kind: str, answer: object, *, of: str) -> None:
    """Keep an answer; where that is not possible, nothing is said, for the next run only takes longer."""
    body = json.dumps(answer, separators=(",", ":")).encode("ascii")
    at = place(root, kind)
    with suppress(OSError):
        private.opened(at.parent)
        write.whole(at, _head(root, of, body) + b"\n" + body)


def _head(root: Path, of: str, body: bytes) -> bytes:
    words = (MAGIC, of, f"{crc32(os.fsencode(os.path.realpath(root))):08x}", f"{len(body)}", f"{crc32(body):08x}")
    return " ".join(words).encode("ascii")
