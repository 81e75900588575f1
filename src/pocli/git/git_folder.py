"""Where does git keep what it knows of a work tree? Told by the files themselves, as each command that writes asks it.

A process of git would take such a command 5 ms. Nothing in the folder is run, and nothing is believed that is not
there: whoever writes in such a folder asks `genuine` first.
"""

import os
import stat
from pathlib import Path

MOST = 1 << 26
"""So many bytes of a file are read."""
PARTS = ("HEAD", "objects", "refs")
"""What every git folder that work trees share has."""


def work_tree(folder: Path) -> Path | None:
    """Return the top of the work tree that a folder is in, by its real path."""
    real = Path(os.path.realpath(folder))
    return next((above for above in (real, *real.parents) if own(above)), None)


def own(top: Path) -> Path | None:
    """Return the git folder of a work tree, by its top; of an added work tree it lies elsewhere."""
    place = top / ".git"
    if place.is_dir():
        return place
    said = read(place)
    return top / os.fsdecode(said.removeprefix(b"gitdir:").strip()) if said else None


def shared(folder: Path) -> Path:
    """Return the git folder that all work trees of a clone share, by the own one of a work tree."""
    return folder / os.fsdecode(read(folder / "commondir").strip())


def genuine(folder: Path) -> bool:
    """Tell whether a folder is what git made, for this user."""
    return owned(folder, others=0) and all(os.path.lexists(folder / name) for name in PARTS)


def owned(folder: Path, *, others: int = 0o022) -> bool:
    """Tell whether a folder is this user's and no link, and gives nobody else these rights (as bits of its mode)."""
    try:
        status = folder.lstat()
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(status.st_mode):
        return False
    return not hasattr(os, "geteuid") or (status.st_uid == os.geteuid() and not status.st_mode & others)


def read(path: Path) -> bytes:
    """Return what a file holds; nothing where it is none, or cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError):
        return b""
    try:
        return os.read(handle, MOST) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(handle)
