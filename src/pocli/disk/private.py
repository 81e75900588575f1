"""Is a folder the user's alone? The cache, the state, reports of crashes and drafts for the editor lie in such ones."""

import os
import stat
from errno import EPERM
from pathlib import Path

from pocli.disk import save
from pocli.disk.write import PLAIN


def opened(folder: Path) -> Path:
    """Return a private folder, made where it is missing; no folder on the way to it can be exchanged by anybody.

    Raises:
        OSError: it cannot be made, or is not private.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for above in {*folder.absolute().parents, *folder.resolve().parents} if hasattr(os, "geteuid") else ():
        if reason := _movable(above.stat()):
            raise PermissionError(EPERM, reason, str(folder))
    for one in missing:
        save.sync_folder(one.parent)  # else a power cut takes the folder away, and the first journal with it
    return checked(folder)


def checked(folder: Path) -> Path:
    """Return a folder that is private: no link, the user's own, and nobody else may write there.

    Raises:
        OSError: it is not there, or not private.
    """
    status = folder.lstat()
    reason = "it is a symbolic link" if stat.S_ISLNK(status.st_mode) else ""
    if hasattr(os, "geteuid") and not reason:
        reason = _loose(status) or _movable(folder.parent.stat())
    if reason:
        raise PermissionError(EPERM, reason, str(folder))
    return folder


def _loose(status: os.stat_result) -> str:
    if status.st_uid != os.geteuid():
        return "it belongs to another user"
    return "others may write there; see: chmod go-w" if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else ""


def _movable(above: os.stat_result) -> str:
    """Say that anybody can put another folder in the place of this one, by the mode of the folder above."""
    anybody = above.st_mode & stat.S_IWOTH and not above.st_mode & stat.S_ISVTX
    return "anybody may put another folder in its place; see: chmod o-w or +t of the folder above" if anybody else ""


def read(place: Path, most: int = -1) -> bytes:
    """Return the bytes of a plain file of a private folder, at most so many; -1: all.

    Raises:
        OSError: it is not there, no plain file, or it or its folder is not private.
    """
    checked(place.parent)
    with os.fdopen(os.open(place, os.O_RDONLY | PLAIN), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(EPERM, "it is not a regular file")
        if hasattr(os, "geteuid") and _loose(status):
            raise PermissionError(EPERM, _loose(status), str(place))
        return file.read(most)
