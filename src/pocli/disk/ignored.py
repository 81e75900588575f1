"""Which files of a backlog does git ignore, so that po passes them over, and which does it leave out of the checkout?

Git is asked, since only it knows what it tracks; and asked again only where the files, what tells git what to ignore,
or its index have changed.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pocli.disk.find import IGNORES, SETTINGS, Survey, kind, top
from pocli.git import git_folder


class Unlisted(NamedTuple):
    """What git says of the files of a backlog, and what that answer depends on."""

    key: str = ""
    ignored: tuple[str, ...] = ()
    """Files that are there, and that git ignores."""
    absent: Mapping[str, str] = {}
    """Files that git knows, but leaves out of a sparse checkout, each with the word of `git.worktree.brought_by`."""


Ask = Callable[[Sequence[str]], Unlisted]
"""Asks git about some paths, and which files it leaves out."""


def unlisted(root: Path, found: Survey, ask: Ask, before: Unlisted) -> Unlisted:
    """Return what git says of the files; nothing without a repository. Where it ignores the backlog itself, no file is.

    Args:
        root: the backlog's folder.
        found: what there is below it.
        ask: asks git.
        before: the last answer.
    """
    above = top(root)
    if not os.path.lexists(above / ".git"):
        return Unlisted()
    key = _key(root, above, found)
    if key == before.key:
        return before
    said = ask(tuple(found.files))
    hidden = () if SETTINGS in said.ignored else tuple(sorted(said.ignored))
    absent = sorted(path for path in said.absent if path not in found.files and kind(path))
    return Unlisted(key, hidden, {path: said.absent[path] for path in absent})


def _key(root: Path, above: Path, found: Survey) -> str:
    check = crc32("\0".join(found.files).encode("utf-8", "surrogatepass"))
    for path, stamp in found.ignores:
        check = crc32(path.encode("utf-8", "surrogatepass") + stamp, check)
    for file in _sources(root, above):
        with suppress(OSError):
            status = file.stat()
            check = crc32(f"{file} {status.st_mtime_ns} {status.st_size} {status.st_ino}".encode(), check)
    return f"{len(found.files)}-{check:08x}"


def _sources(root: Path, above: Path) -> Iterator[Path]:
    """Give the files, outside of the backlog, by which git decides."""
    for folder in (root, *root.parents):
        if folder == above:
            break
        yield folder.parent / IGNORES
    own = git_folder.own(above)
    for folder in dict.fromkeys((own, git_folder.shared(own))) if own else ():
        yield folder / "index"
        yield folder / "info" / "exclude"
        yield folder / "config"
    home = Path(os.environ.get("HOME") or os.devnull)
    yield home / ".gitconfig"
    yield Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "ignore"
