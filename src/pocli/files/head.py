"""Where does git's HEAD stand? Read from the files of its folder, as every command that writes asks for it.

A process of git would take such a command 5 ms. Nothing of the folder is run, and whatever is strange there counts as
a text that changes or does not.
"""

import os
import stat
from pathlib import Path

from pocli.model.head import Head

UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "REBASE_HEAD": "rebase",
}
MOST = 1 << 26
"""So many bytes of a file are read."""
REF, HEADS = b"ref: ", "refs/heads/"


def head(root: Path) -> Head:
    """Return where HEAD of the work tree stands that a folder is in; without one, all of it is empty."""
    own = _folder(root)
    if own is None:
        return Head()
    said = _read(own / "HEAD")
    found = ((word, _read(own / name)) for name, word in UNDER_WAY.items())
    under_way = next((f"{word} {_text(data)}" for word, data in found if data), "")
    if not said.startswith(REF):
        return Head(_text(said), "", under_way)
    name = _text(said.removeprefix(REF))
    return Head(_commit(own, name), name.removeprefix(HEADS), under_way)


def _folder(root: Path) -> Path | None:
    """Return the folder that git keeps for the work tree around a folder; of an added work tree it lies elsewhere."""
    real = Path(os.path.realpath(root))
    for above in (real, *real.parents):
        place = above / ".git"
        if place.is_dir():
            return place
        if said := _read(place):
            return above / os.fsdecode(said.removeprefix(b"gitdir: ").strip())
    return None


def _commit(own: Path, name: str) -> str:
    """Return the commit that a branch points to; with tables of refs, a text that changes with any of them."""
    shared = own / os.fsdecode(_read(own / "commondir").strip())
    loose = _read(shared / name)
    if loose:
        return _text(loose)
    for line in _read(shared / "packed-refs").splitlines():
        if line.endswith(b" " + os.fsencode(name)):
            return _text(line.partition(b" ")[0])
    return _text(_read(shared / "reftable" / "tables.list"))


def _read(path: Path) -> bytes:
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


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace").strip()
