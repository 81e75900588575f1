"""Which files of a backlog does git ignore, so that po passes them over, too?

Git is asked, since only it knows what it tracks; and asked again only where the files, what tells git what to ignore,
or its index have changed.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from pocli.files.find import IGNORES, SETTINGS, Survey, top

Ask = Callable[[Sequence[str]], Collection[str]]
"""Returns those of some paths that git ignores."""
SMALL = 4096


class Ignored(NamedTuple):
    """The paths that git ignores, and what that answer depends on."""

    key: str = ""
    paths: tuple[str, ...] = ()


def ignored(root: Path, found: Survey, ask: Ask, before: Ignored) -> Ignored:
    """Return which of the files git ignores; none without a repository, or where it ignores the backlog itself.

    Args:
        root: the backlog's folder.
        found: what there is below it.
        ask: asks git.
        before: the last answer.
    """
    above = top(root)
    if not os.path.lexists(above / ".git"):
        return Ignored()
    key = _key(root, above, found)
    if key == before.key:
        return before
    paths = ask(tuple(found.files))
    return Ignored(key, () if SETTINGS in paths else tuple(sorted(paths)))


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
    for folder in _git_folders(above / ".git"):
        yield folder / "index"
        yield folder / "info" / "exclude"
        yield folder / "config"
    home = Path(os.environ.get("HOME") or os.devnull)
    yield home / ".gitconfig"
    yield Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "ignore"


def _git_folders(git: Path) -> Iterator[Path]:
    """Give the folder of a work tree's own state, and the one that it shares with others, if that is another."""
    folder = git
    with suppress(OSError, ValueError):
        if git.is_file():
            folder = git.parent / git.read_bytes()[:SMALL].decode("utf-8").removeprefix("gitdir:").strip()
        yield folder
        yield folder / (folder / "commondir").read_bytes()[:SMALL].decode("utf-8").strip()
