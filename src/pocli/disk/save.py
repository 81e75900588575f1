"""How does one file come onto the disk: whole, durably, never over what somebody else wrote?"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISREG, S_IWUSR
from typing import NamedTuple

from pocli.disk import write
from pocli.errors import PoError

if sys.platform != "win32":
    import fcntl

MANY = 500
"""From so many files on, one call makes all of them safe on the disk: each alone takes milliseconds."""
CHANGED = 75
"""The exit code when a file is no longer what the change was based on."""
AGAIN = "nothing was written; run the command again"

HINTS = {
    errno.ENOSPC: "the disk is full: make room, then try again",
    errno.EDQUOT: "your quota is used up: make room, then try again",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you may not write there; check the folder's permissions",
    errno.EPERM: "you may not write there; check the folder's permissions",
    errno.EIO: "the disk has a fault; nothing was changed",
    errno.ELOOP: "it is a symbolic link; name the file itself",
    errno.ENAMETOOLONG: "its name is too long",
}


NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
"""How the system says that no such file can be there."""
UNLINKED = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""How a file system says that it has no hard links."""


class FileChange(NamedTuple):
    """What becomes of one file, by its bytes; None is: no such file."""

    path: str
    """Relative to the root, with `/`."""
    before: bytes | None
    after: bytes | None

    def back(self) -> "FileChange":
        """Return the change that takes this one back."""
        return FileChange(self.path, self.after, self.before)


def check(root: Path, change: FileChange) -> int | None:
    """Return the mode of the file, or None where there is none, if it still is what the change was based on.

    Raises:
        PoError: it is not (exit code 75), or it is nothing that po writes.
    """
    check_way(root, change.path)
    target = root / change.path
    if change.before is None:
        if _is_there(target):
            hint = "nothing was overwritten; move it away first"
            raise PoError(f"`{change.path}` is already there", hint, path=change.path, base=root)
        return None
    try:
        handle = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise PoError(f"`{change.path}` is gone", AGAIN, exit_code=CHANGED, path=change.path, base=root) from None
    try:
        status = os.fstat(handle)
        _check_kind(root, change.path, status)
        now = os.read(handle, len(change.before) + 1)
    finally:
        os.close(handle)
    if now != change.before:
        message = f"`{change.path}` was changed by somebody else in the meantime"
        raise PoError(message, AGAIN, exit_code=CHANGED, path=change.path, base=root)
    return S_IMODE(status.st_mode)


def _is_there(target: Path) -> bool:
    """Tell whether a name is taken.

    Raises:
        OSError: that cannot be told, because nobody may look into its folder.
    """
    try:
        os.lstat(target)
    except OSError as error:
        if error.errno in NOT_THERE:
            return False
        raise
    return True


def _check_kind(root: Path, path: str, status: os.stat_result) -> None:
    if not S_ISREG(status.st_mode):
        raise PoError(f"`{path}` is not a file", "put a file in its place", path=path, base=root)
    if status.st_nlink > 1:
        hint = "a new file would leave the other name with the old bytes; put a copy in its place"
        raise PoError(f"`{path}` is a hard link: the file has another name too", hint, path=path, base=root)
    if not status.st_mode & S_IWUSR:
        raise PoError(f"`{path}` is write-protected", f"allow it first: chmod u+w {path}", path=path, base=root)


def check_way(root: Path, path: str) -> None:
    """Refuse a path that leaves the folder, or that leads over a symbolic link below it.

    Raises:
        PoError: it does.
    """
    parts = Path(path).parts
    if not parts or Path(path).is_absolute() or ".." in parts:
        raise PoError(f"`{path}` is not a path below the backlog", "name a file below the folder that holds po.yaml")
    way = root
    for part in parts:
        way /= part
        if os.path.islink(way):  # noqa: PTH114 - that of pathlib fails on too long a path
            shown = way.relative_to(root).as_posix()
            hint = "po does not write through symbolic links; put the file itself there"
            raise PoError(f"`{shown}` is a symbolic link", hint, path=shown, base=root)


def prepare(root: Path, change: FileChange, temporary: str) -> None:
    """Write the new bytes under a temporary name beside the file, safe on the disk; mode and owner are kept."""
    _write(root, change, temporary, safe=True)


def prepare_unsafe(root: Path, change: FileChange, temporary: str) -> None:
    """Write the new bytes as `prepare` does; `sync_all` makes those of many files safe on the disk."""
    _write(root, change, temporary, safe=False)


def _write(root: Path, change: FileChange, temporary: str, *, safe: bool) -> None:
    place = root / temporary
    with os.fdopen(write.fresh(place), "wb") as file:
        handle = file.fileno()
        with suppress(FileNotFoundError):
            _keep(handle, os.lstat(root / change.path))
        file.write(change.after or b"")
        file.flush()
        if safe:
            sync(handle)


def at_once(count: int) -> bool:
    """Tell whether so many files are made safe on the disk together: Linux waits for that, other systems do not."""
    return count > MANY and sys.platform == "linux"


def sync_all(places: Iterable[Path]) -> None:
    """Make files safe on the disk: one wait for all of them, then each says whether it got there, at once by then.

    Raises:
        OSError: one did not; `sync` alone would not tell.
    """
    os.sync()
    for place in places:
        with named(f"`{place.name}`"):
            handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
            try:
                sync(handle)
            finally:
                os.close(handle)


def _keep(handle: int, status: os.stat_result) -> None:
    """Give a new file the owner and the mode of the one that it replaces."""
    ours = os.fstat(handle)
    if (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):
            os.fchown(handle, status.st_uid, status.st_gid)
    os.fchmod(handle, S_IMODE(status.st_mode))


def put(root: Path, change: FileChange, temporary: str) -> None:
    """Bring a change into effect, in one step of the file system."""
    target, place = root / change.path, root / temporary
    if change.after is None:
        target.unlink()
    elif change.before is None:
        _link(place, target)
    else:
        place.replace(target)


def _link(place: Path, target: Path) -> None:
    """Give a file its name, unless another file has it."""
    try:
        os.link(place, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in UNLINKED or os.path.lexists(target):
            raise
        place.rename(target)
    else:
        place.unlink()


def same(root: Path, path: str, data: bytes | None) -> bool:
    """Tell whether a file holds exactly these bytes; None is: there is no such file."""
    place = root / path
    try:
        status = place.lstat()
    except OSError as error:
        if error.errno not in NOT_THERE:
            raise
        return data is None
    if data is None or not S_ISREG(status.st_mode) or status.st_size != len(data):
        return False
    return place.read_bytes() == data


def missing_folders(root: Path, path: str) -> tuple[str, ...]:
    """Return the folders below the root that a file needs and that are not there, the outer ones first."""
    way = [one.as_posix() for one in Path(path).parents if one != Path()]
    return tuple(one for one in reversed(way) if not (root / one).is_dir())


def sync_folder(folder: Path) -> None:
    """Make a folder's names safe on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        sync(handle)
    finally:
        os.close(handle)


def sync(handle: int) -> None:
    """Make an open file safe on the disk; macOS needs its own call for that."""
    if sys.platform == "darwin":
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


@contextmanager
def named(what: str) -> Iterator[None]:
    """Say of an error of the system which file it concerns, and what to do."""
    try:
        yield
    except OSError as error:
        hint = HINTS.get(error.errno or 0, "check the folder and the disk")
        raise PoError(f"{what} cannot be written: {error.strerror or error}", hint) from error
