"""Where is the backlog, and which files has it?"""

import os
import stat
from pathlib import Path

from pocli.errors import PoError

SETTINGS = "po.yaml"
FOLDERS = ("stories", "goals", "requests", "sprints")
ENDINGS = (".yaml", ".yml")
MAX_BYTES = 256 * 1024


def root(start: Path, named: str = "") -> Path:
    """Return the folder of the backlog: the named one, or the first above `start`, that holds po.yaml.

    Raises:
        PoError: there is none.
    """
    for folder in (start / named,) if named else (start, *start.parents):
        if (folder / SETTINGS).exists():
            return folder.absolute()
        if (folder / "backlog" / SETTINGS).exists():
            return (folder / "backlog").absolute()
    if named:
        raise PoError(f"`{named}` holds no {SETTINGS}", "name the folder of a backlog, or start one with: po init")
    raise PoError("there is no backlog here or above", "start one with: po init")


def top(folder: Path) -> Path:
    """Return the top of the git work tree that a folder is in, by where `.git` stands; without one, the folder."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def listing(folder: Path) -> tuple[str, ...]:
    """Return every YAML file below the root, relative, with `/`, sorted; links are listed, never followed."""
    found: list[str] = []
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            entries = list(os.scandir(folder / below))
        except OSError as error:
            raise PoError(
                f"`{below or folder.name}` cannot be listed: {error.strerror}", "check its permissions"
            ) from error
        for entry in entries:
            path = below + entry.name
            if entry.name.lower().endswith(ENDINGS):
                found.append(path)
            elif not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                pending.append(path + "/")
    return tuple(sorted(found))


def kind(path: str) -> str:
    """Return which kind of file a path names: one of FOLDERS, `config`, or an empty text for one that is not read."""
    if path == SETTINGS:
        return "config"
    folder, slash, _ = path.partition("/")
    return folder if slash and folder in FOLDERS and path.endswith(".yaml") else ""


def content(folder: Path, path: str) -> bytes | str:
    """Return a file's bytes (cut above the cap), or, as text, why it is not read.

    Nothing is followed and nothing blocks: a link, a FIFO, a device or a folder is refused.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(folder / path, flags)
    except OSError as error:
        if (folder / path).is_symlink():
            return "it is a symbolic link"
        return f"it cannot be opened: {error.strerror}"
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return "it is not a regular file"
        return os.read(handle, MAX_BYTES + 1)
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    finally:
        os.close(handle)
