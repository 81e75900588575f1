"""Which temporary files did processes that are gone leave in a backlog?"""

import os
import stat
from pathlib import Path

from pocli.disk import state
from pocli.disk.write import TEMPORARY


def leftovers(root: Path) -> tuple[str, ...]:
    """Return the temporary files of dead processes below a folder, relative, sorted; no link is followed."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += ((Path(folder) / name).relative_to(root).as_posix() for name in names if left(Path(folder) / name))
    return tuple(sorted(found))


def left(place: Path) -> bool:
    """Tell whether a file is one that a dead process of this user left: by its name, its kind and its owner."""
    match = TEMPORARY.fullmatch(place.name)
    if not match or state.alive(int(match[1])):
        return False
    try:
        status = place.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and (not hasattr(os, "geteuid") or status.st_uid == os.geteuid())


def sweep(root: Path) -> tuple[str, ...]:
    """Remove the temporary files of dead processes, and return what they were called.

    Raises:
        OSError: one cannot be removed.
    """
    found = leftovers(root)
    for path in found:
        (root / path).unlink()
    return found
