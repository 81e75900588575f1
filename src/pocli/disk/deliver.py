"""How do files that are made for somebody else come onto the disk, and only there where they were meant to go?"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG, S_IWUSR

from pocli.disk import find, save, write
from pocli.disk.save import FileChange
from pocli.errors import PoError


def deliver(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write files into a folder, which is made if it is missing; each is whole or not there at all.

    Args:
        folder: where they go; nothing is written outside it.
        files: the bytes by name, relative to the folder, with `/`.
        force: write over files that are there.

    Raises:
        PoError: one of them is there already, leads out of the folder or over a symbolic link, or cannot be written.
    """
    named, folder = folder, _straight(folder)
    with save.named(f"`{named}`"):
        folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        save.check_way(folder, name)
        _check(folder / name, str(named / name), force=force)
    for name, data in files.items():
        _put(folder, name, data, str(named / name), force=force)
    with save.named(f"`{named}`"):
        save.sync_folder(folder)


def one(name: str, data: bytes) -> None:
    """Write the file that a person named for an answer, over what it held; its folder must be there.

    Raises:
        PoError: it could be a file of the backlog, is a link or no file, or cannot be written.
    """
    place = _straight(Path(name))
    if place.name.lower().endswith(find.ENDINGS):
        raise PoError(f"`{name}` could be a file of the backlog", "name another one, such as page.html or po.sarif")
    _check(place, name, force=True)
    _put(place.parent, place.name, data, name, force=True)


def _straight(path: Path) -> Path:
    """Return a path in full, on which no symbolic link of a repository, or of the folder that po runs in, stands.

    Links further up are the system's and the user's own, such as macOS' /tmp.

    Raises:
        PoError: one stands there.
    """
    full = Path(os.path.abspath(path))  # noqa: PTH100 - a link is not to be resolved
    here = Path.cwd()
    bases = [above for above in full.parents if find.is_there(above / ".git")] + [here] * full.is_relative_to(here)
    if bases:
        base = min(bases, key=lambda one: len(one.parts))
        if full != base:
            save.check_way(base, full.relative_to(base).as_posix())
    return full


def _check(place: Path, shown: str, *, force: bool) -> None:
    """Refuse what may not be written over."""
    try:
        status = place.lstat()
    except OSError:
        return  # it is not there, or says so itself when it is written
    if not force:
        raise PoError(f"`{shown}` is already there", "write over it with --force, or name another one with --output")
    if not S_ISREG(status.st_mode):
        what = "a symbolic link" if place.is_symlink() else "not a file"
        raise PoError(f"`{shown}` is {what}", "name a file; `-` is stdout")
    if not status.st_mode & S_IWUSR:
        raise PoError(f"`{shown}` is write-protected", f"allow it first: chmod u+w {shown}")


def _put(folder: Path, name: str, data: bytes, shown: str, *, force: bool) -> None:
    temporary = f"{name.rpartition('/')[0]}/{write.temporary()}".lstrip("/")
    with save.named(f"`{shown}`"):
        try:
            change = FileChange(name, b"" if force and os.path.lexists(folder / name) else None, data)
            save.prepare(folder, change, temporary)
            _check(folder / name, shown, force=force)
            save.put(folder, change, temporary)
        finally:
            with suppress(OSError):
                (folder / temporary).unlink()
