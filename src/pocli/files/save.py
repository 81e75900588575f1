"""How do bytes come onto the disk: whole, durably, never over a file that somebody else wrote?"""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE, S_ISREG

from pocli.errors import PoError

CHANGED = 75
"""The exit code when a file is no longer what the edit was based on."""

HINTS = {
    errno.ENOSPC: "the disk is full: make room, then try again",
    errno.EDQUOT: "your quota is used up: make room, then try again",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you may not write there; look at the folder's permissions",
    errno.EPERM: "you may not write there; look at the folder's permissions",
    errno.ELOOP: "it is a symbolic link; name the file itself",
    errno.ENAMETOOLONG: "its name is too long",
}


def create_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write new files below a folder; on a failure those already written are taken back.

    Raises:
        PoError: one of them exists already, or cannot be written.
    """
    for path in files:
        _check_way(root, path)
        if os.path.lexists(root / path):
            raise PoError(f"`{path}` is already there", "nothing was written; move it away first")
    with ExitStack() as undo:
        for path, data in files.items():
            create(root, path, data)
            undo.callback(_remove, root / path)
        undo.pop_all()


def create(root: Path, path: str, data: bytes) -> None:
    """Write one new file below a folder.

    Raises:
        PoError: it exists already, its way leads over a symbolic link, or it cannot be written.
    """
    with _named(path):
        _check_way(root, path)
        target = root / path
        _make_folders(target.parent)
        temporary = _write(target.parent, data)
        try:
            os.link(temporary, target, follow_symlinks=False)
        except FileExistsError:
            raise PoError(f"`{path}` is already there", "nothing was overwritten; move it away first") from None
        finally:
            temporary.unlink()
        _sync(target.parent)


def replace(root: Path, path: str, old: bytes, new: bytes) -> None:
    """Put new bytes in the place of the old ones that the edit was based on; the file's mode is kept.

    Raises:
        PoError: the file has changed meanwhile (exit code 75), is a symbolic link, or cannot be written.
    """
    with _named(path):
        _check_way(root, path)
        target = root / path
        mode = _unchanged(target, path, old)
        temporary = _write(target.parent, new, mode)
        try:
            _unchanged(target, path, old)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync(target.parent)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Say of an error of the system which file it concerns, and what to do."""
    try:
        yield
    except OSError as error:
        hint = HINTS.get(error.errno or 0, "look at the folder and the disk")
        raise PoError(f"`{path}` cannot be written: {error.strerror or error}", hint) from error


def _check_way(root: Path, path: str) -> None:
    """Refuse a path that leaves the folder, or that leads over a symbolic link below it."""
    parts = Path(path).parts
    if not parts or Path(path).is_absolute() or ".." in parts:
        raise PoError(f"`{path}` is not a path below the backlog", "name a file below the folder that holds po.yaml")
    way = root
    for part in parts:
        way /= part
        if way.is_symlink():
            shown = way.relative_to(root).as_posix()
            raise PoError(f"`{shown}` is a symbolic link", "po writes through none; put the file itself there")


def _unchanged(target: Path, path: str, old: bytes) -> int:
    """Return the file's mode, if its bytes are still the old ones."""
    hint = "nothing was written; run the command again"
    try:
        handle = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise PoError(f"`{path}` is gone", hint, exit_code=CHANGED) from None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not S_ISREG(status.st_mode):
            raise PoError(f"`{path}` is not a file", "put a file in its place")
        if file.read(len(old) + 1) != old:
            raise PoError(f"`{path}` was changed by somebody else meanwhile", hint, exit_code=CHANGED)
    return S_IMODE(status.st_mode)


def _make_folders(folder: Path) -> None:
    """Make the folders that are missing, each one safe on the disk."""
    missing = [folder]
    while not missing[-1].exists():
        missing.append(missing[-1].parent)
    for one in reversed(missing[:-1]):
        one.mkdir(exist_ok=True)
        _sync(one.parent)


def _write(folder: Path, data: bytes, mode: int | None = None) -> Path:
    """Write a temporary file in the folder and sync it; the umask decides its mode, unless one is given."""
    path = folder / f".po-{os.getpid()}-{token_hex(6)}.tmp"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            if mode is not None:
                path.chmod(mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
