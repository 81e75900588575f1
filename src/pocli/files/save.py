"""How does a new file come onto the disk: whole, durably, and never over another one?"""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pocli.errors import PoError


def create_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write new files below a folder; on a failure those already written are taken back.

    Raises:
        PoError: one of them exists already, or cannot be written.
    """
    for path in files:
        if os.path.lexists(root / path):
            raise PoError(f"`{path}` is already there", "nothing was written; move it away first")
    made: list[Path] = []
    try:
        for path, data in files.items():
            _create(root / path, data)
            made.append(root / path)
    except OSError as error:
        for path_made in made:
            path_made.unlink(missing_ok=True)
        raise PoError(f"`{root}` cannot be written: {error.strerror}", "nothing was kept; check the disk") from error


def _create(path: Path, data: bytes) -> None:
    """Write one file: a temporary one beside it, synced, linked to its name, and the folder synced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".po-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        os.link(name, path)
    finally:
        Path(name).unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
