"""How does everything that po writes come onto the disk? As a new file, which then takes the name.

No other module opens a file for writing (a test holds that), so no link is followed, no device or FIFO waited for, and
nobody finds half a file.
"""

import os
import re
import stat
from contextlib import suppress
from errno import EINVAL
from pathlib import Path

PLAIN = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""How every file is opened: nothing is followed, and nothing blocks."""
TEMPORARY = re.compile(r"\.po-([0-9]{1,12})-[0-9a-f]{12}\.tmp", re.ASCII)
"""What po calls every file that is to take another's name, with the process that makes it."""


def temporary() -> str:
    """Return a name for a file that is to take another's name; nobody else has it."""
    return f".po-{os.getpid()}-{os.urandom(6).hex()}.tmp"


def fresh(place: Path, mode: int = 0o666) -> int:
    """Make a file that must not be there yet, not even as a link, and return its handle.

    Raises:
        OSError: it is there, or cannot be made.
    """
    return os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | PLAIN, mode)


def again(place: Path) -> int:
    """Open a plain file to be read and changed where it stands.

    Raises:
        OSError: it is not there, or no plain file.
    """
    return _plain(os.open(place, os.O_RDWR | PLAIN))


def opened(place: Path) -> int:
    """Open a plain file whose content does not matter, such as a lock; it is made where it is missing.

    Raises:
        OSError: it cannot be made, or is no plain file.
    """
    return _plain(os.open(place, os.O_RDWR | os.O_CREAT | PLAIN, 0o600))


def whole(place: Path, data: bytes, mode: int = 0o600) -> None:
    """Put a file in the place of another, or where none was; whoever reads it finds the old bytes or the new ones.

    Raises:
        OSError: it cannot be written; nothing has changed.
    """
    new = place.with_name(temporary())
    try:
        with os.fdopen(fresh(new, mode), "wb") as file:
            file.write(data)
        new.replace(place)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def appended(place: Path, data: bytes) -> None:
    """Add bytes to a plain file that others add to as well; it is made where it is missing.

    Raises:
        OSError: it cannot be written, or is no plain file.
    """
    handle = _plain(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND | PLAIN, 0o666))
    with os.fdopen(handle, "ab") as file:
        file.write(data)


def _plain(handle: int) -> int:
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(EINVAL, "it is not a regular file")
