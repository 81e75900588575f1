"""Where is the backlog, and which files has it?"""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from pocli.errors import PoError

SETTINGS = "po.yaml"
FOLDERS = ("stories", "goals", "requests", "sprints")
ENDINGS = (".yaml", ".yml")
PASSED_OVER = re.compile(r"[.~#]|.*_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+\.ya?ml$", re.IGNORECASE)
"""How the names of files begin or look that editors, systems and merge tools put beside others."""
OTHERS = (".git", SETTINGS)
"""What a folder holds that is a repository or a backlog of its own."""
IGNORES = ".gitignore"
MAX_BYTES = 256 * 1024
LINK, NO_FILE = "it is a symbolic link", "it is not a regular file"
CLOSED = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR)
"""How the system says that a folder is closed to us, or went meanwhile: any other fault may hide what is there."""
REFUSED = (LINK, NO_FILE)
"""Why a file is not read that can be read, as a file, only when its stamp is another one."""
LARGEST = 2**63 - 1
"""The largest inode that an index can hold."""


def there(start: Path, named: str = "") -> Path | None:
    """Return the folder of the backlog, the named one or the first above `start` with po.yaml; None without one."""
    return next((folder.absolute() for folder in candidates(start, named) if is_there(folder / SETTINGS)), None)


def candidates(start: Path, named: str = "") -> Iterator[Path]:
    """Give the folders that may be the backlog's, nearest first."""
    for folder in (start / named,) if named else (start, *start.parents):
        yield folder
        yield folder / "backlog"


def is_there(place: Path) -> bool:
    """Tell whether a file or folder is there, as far as the system tells: not behind a closed or too long path."""
    return os.path.exists(place)  # noqa: PTH110 - that of pathlib raises what the system says


def top(folder: Path) -> Path:
    """Return the top of the git work tree that a folder is in, by where `.git` stands; without one, the folder."""
    return next((above for above in (folder, *folder.parents) if is_there(above / ".git")), folder)


Stamp = bytes
"""What changes when a file does, as packed numbers: mtime and ctime in nanoseconds, size in bytes, inode."""
STAMP = Struct("=qqqq")
SIZE = slice(16, 24)
"""Where the size is in a stamp."""


class Survey(NamedTuple):
    """What there is below the root of a backlog."""

    files: dict[str, Stamp]
    """Every YAML file, relative, with `/`, sorted; also a folder of records that is a link, or cannot be listed."""
    ignores: tuple[tuple[str, Stamp], ...]
    """The files that tell git what to ignore, likewise."""


def survey(folder: Path) -> Survey:
    """Return what there is below the root; links are listed, never followed.

    Raises:
        PoError: the root cannot be listed.
    """
    found: list[tuple[str, Stamp]] = []
    ignores: list[tuple[str, Stamp]] = []
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            inside = _listed(folder / below, below)
        except OSError as error:
            if not below or error.errno not in CLOSED:
                message = f"`{below.rstrip('/') or folder.name}` cannot be listed: {error.strerror}"
                raise PoError(message, "check its permissions, and the disk") from error
            inside = [(below.rstrip("/"), STAMP.pack(0, 0, 0, 0))] if of_records(below) else []
        for path, stamp in inside:
            if stamp is None:
                pending.append(path)
            else:
                (ignores if path.endswith(IGNORES) else found).append((path, stamp))
    return Survey(dict(sorted(found)), tuple(sorted(ignores)))


def _listed(folder: Path, below: str) -> list[tuple[str, Stamp | None]]:
    """Return the files of one folder that count, and its folders (with a `/` at the end, without a stamp)."""
    found: list[tuple[str, Stamp | None]] = []
    with _opened(folder) as at, os.scandir(at) as entries:
        for entry in entries:
            name = entry.name
            if below and name in OTHERS and not of_records(below):
                return []
            if passed_over(name) and name != IGNORES:
                continue
            linked = entry.is_symlink() and of_records(f"{below}{name}/") and (not below or entry.is_dir())
            if linked or name == IGNORES or name.endswith(ENDINGS) or name.lower().endswith(ENDINGS):
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # it was removed meanwhile
                numbers = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino & LARGEST)
                found.append((below + name, STAMP.pack(*numbers)))
            elif entry.is_dir(follow_symlinks=False):
                found.append((f"{below}{name}/", None))
    return found


def passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is no part of a backlog, wherever it stands."""
    return PASSED_OVER.match(name) is not None


def others(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders, with a `/` at the end, that hold a backlog of their own."""
    return tuple(path[: -len(SETTINGS)] for path in paths if path.endswith(f"/{SETTINGS}") and not of_records(path))


def of_records(path: str) -> bool:
    """Tell whether a path is below one of FOLDERS, or (with a `/` at its end) is one of them."""
    folder, slash, _ = path.partition("/")
    return bool(slash) and folder in FOLDERS


@contextmanager
def _opened(folder: Path) -> Iterator[Path | int]:
    """Give a folder to be listed: open, where that spares the system a walk along the path for each file."""
    if os.scandir not in os.supports_fd:
        yield folder
        return
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)


def listing(folder: Path) -> tuple[str, ...]:
    """Return the paths of the files of `survey`.

    Raises:
        PoError: the root cannot be listed.
    """
    return tuple(survey(folder).files)


def listed(path: str) -> bool:
    """Tell whether a path is one that `listing` gives, where there is such a file."""
    return path.lower().endswith(ENDINGS) and not any(map(passed_over, path.split("/")))


def kind(path: str) -> str:
    """Return which kind of file a path names: one of FOLDERS, `config`, or an empty text for one that is not read."""
    if path == SETTINGS:
        return "config"
    return path.partition("/")[0] if of_records(path) and path.endswith(".yaml") else ""


def content(folder: Path, path: str) -> bytes | str:
    """Return a file's bytes (cut above the cap), or, as text, why it is not read.

    Nothing is followed and nothing blocks: a link, a FIFO, a device or a folder is refused.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(folder / path, flags)
    except OSError as error:
        if os.path.islink(folder / path):  # noqa: PTH114 - as is_there
            return LINK
        return f"it cannot be opened: {error.strerror}"
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return NO_FILE
        return os.read(handle, MAX_BYTES + 1)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    finally:
        os.close(handle)
