"""How does one process at a time write?

The system's own lock, waited for asleep and in turn. A library that polls was tried first: of 200 processes at once,
those that wait kept the two processors from the one that writes, and some never had their turn.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pocli.disk import write

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def exclusive(path: Path, seconds: float) -> Iterator[None]:
    """Hold a lock file; whoever dies lets it go.

    Raises:
        TimeoutError: another process holds it so long.
        OSError: the file cannot be made, or the file system knows no locks.
    """
    handle = write.opened(path)
    try:
        if not _taken(handle, wait=False):
            with _at_most(seconds):
                _taken(handle, wait=True)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, *, wait: bool) -> bool:
    """Take the lock; without waiting, tell whether it was to be had."""
    if sys.platform == "win32":
        mode = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK
        try:
            msvcrt.locking(handle, mode, 1)
        except OSError:
            if wait:
                raise TimeoutError from None
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Interrupt what takes longer, where the system can."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
