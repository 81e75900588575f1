"""Where does po keep what is no part of the backlog: its lock, the ids that were given, the last steps?"""

import os
import re
from pathlib import Path

from pocli.disk import private, user_folders, write
from pocli.disk.save import CHANGED
from pocli.errors import PoError

PENDING, LOCK, IDS = "pending.json", "lock", "ids"
WAIT = 120.0
"""Seconds that a command waits for the others to finish."""
NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


def base() -> Path:
    """Return the folder of every backlog's state; `PO_STATE_DIR` names another."""
    return user_folders.folder("state")


def home(root: Path) -> Path:
    """Return the state folder of one backlog, by the real path of its root; it need not be there."""
    return base() / keyed(os.path.realpath(root))


def keyed(path: str) -> str:
    """Return the name of a folder that belongs to a path, and to no other."""
    from hashlib import sha256

    return f"{_name(path)}-{sha256(os.fsencode(path)).hexdigest()[:16]}"


def _name(real: str) -> str:
    """Return a word by which people know a backlog's folder."""
    return NOT_PLAIN.sub("-", Path(real).name).strip("-")[:40] or "backlog"


def make(root: Path) -> Path:
    """Return the state folder of one backlog, made where it is missing; only its owner may look into it.

    Raises:
        PoError: it cannot be written.
    """
    folder = home(root)
    try:
        private.opened(folder)
        if not (folder / "root").is_file():
            write.whole(folder / "root", os.fsencode(os.path.realpath(root)) + b"\n")
    except OSError as error:
        raise unusable(folder, error) from error
    return folder


def chosen() -> bool:
    """Tell whether the environment names the folder of every backlog's state."""
    return user_folders.chosen("state")


def busy() -> PoError:
    """Return the error of a lock that another command holds too long."""
    return PoError("another po is still writing", "wait for it, or end it", exit_code=CHANGED)


def unusable(folder: Path, error: OSError) -> PoError:
    """Return the error of a state folder that cannot be written."""
    hint = "po writes nothing without its lock; name a folder that you may write in PO_STATE_DIR"
    return PoError(f"the state folder `{folder}` cannot be written: {error.strerror or error}", hint)


def interrupted(root: Path) -> bool:
    """Tell whether a command that was changing the backlog died on the way."""
    if not any(base().glob(f"{_name(os.path.realpath(root))}-*/{PENDING}")):
        return False  # as nearly always; to hash the path would take each start 3 ms
    try:
        words = private.read(home(root) / PENDING, 200).partition(b"\n")[0].split()
    except OSError:
        return False  # whoever writes says why it cannot be used
    return not (len(words) == 2 and words[1].isdigit() and alive(int(words[1])))  # noqa: PLR2004 - a digest and a process


def alive(process: int) -> bool:
    """Tell whether a process of this machine is running."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
