"""How does a program run that a stranger's repository feeds? With caps on what it says, takes and how long it lasts."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Thread, Timer
from typing import IO, NamedTuple

from pocli.errors import PoError

if sys.platform == "linux":
    import resource

PIECE = 64 * 1024
MOST_BYTES, MOST_ROWS = 64 * 1024**2, 1_000_000
"""The most that a run may say."""
MEMORY = 400 * 1024**2
"""The most memory that a run may take, in bytes."""


class Running(NamedTuple):
    """A git that runs: what it says, and what it says on stderr, of which only the beginning is kept."""

    process: "subprocess.Popen[bytes]"
    out: IO[bytes]
    said: list[bytes]

    def code(self) -> int:
        """Return the exit code, once it has ended."""
        return self.process.returncode

    def err(self) -> str:
        """Return what it said on stderr."""
        return b"".join(self.said).decode("utf-8", "backslashreplace")


@contextmanager
def running(words: Sequence[str], environment: Mapping[str, str], given: bytes, seconds: float) -> Iterator[Running]:
    """Run git; both its ends are served while its output is read, and it has ended when the block has.

    Raises:
        PoError: it is not there, or the time is over.
    """
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603 - of git.invocation
    except OSError as error:
        raise _absent(error) from None
    _limit(process.pid)
    assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018 - they are pipes
    names, errors = process.stdin, process.stderr
    process.stdin = process.stderr = None
    said: list[bytes] = []
    helpers = (Thread(target=_feed, args=(names, given)), Thread(target=_drain, args=(errors, said)))
    watch = Timer(seconds, process.kill)
    for thread in (*helpers, watch):
        thread.daemon = True
        thread.start()
    read = False
    try:
        with process:
            try:
                yield Running(process, process.stdout, said)
                read = True
            finally:
                if not read:
                    process.kill()
        helpers[1].join(1)
    finally:
        in_time = watch.is_alive()
        watch.cancel()
    if not in_time:
        raise _late(words[words.index("-C") + 2], seconds)


def _limit(process: int) -> None:
    """Let git take so much memory and no more, where the system can: a commit can hold any number of files."""
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _feed(names: IO[bytes], given: bytes) -> None:
    """Write to a process until all is written, or it wants no more, which must not end po by a signal."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    with suppress(OSError, ValueError), names:
        names.write(given)


def _drain(errors: IO[bytes], said: list[bytes]) -> None:
    """Read what a process says on stderr, all of it, so that it never waits; keep the beginning."""
    with suppress(OSError, ValueError), errors:
        said.append(errors.read(PIECE))
        while errors.read(PIECE):
            pass


def collected(stream: IO[bytes], command: str) -> bytes:
    """Return all that git says, if that is not too much: whoever may push a branch decides how much it is.

    Raises:
        PoError: it is.
    """
    pieces: list[bytes] = []
    size = rows = 0
    while piece := stream.read(PIECE):
        size += len(piece)
        rows += piece.count(b"\0") + piece.count(b"\n")
        if size > MOST_BYTES or rows > MOST_ROWS:
            message = f"git {command} says more than {MOST_BYTES // 1024**2} MiB, or {MOST_ROWS:,} lines"
            raise PoError(message, "a branch or a commit holds too much; look at: git for-each-ref")
        pieces.append(piece)
    return b"".join(pieces)


def _late(command: str, seconds: float) -> PoError:
    return PoError(f"git {command} took longer than {seconds:g} s", "look at the repository with: git gc")


def _absent(error: OSError) -> PoError:
    if isinstance(error, FileNotFoundError):
        return PoError("git is not installed, or not on the PATH", "install it; what needs no history works without")
    return PoError(f"git cannot be started: {error.strerror}", "look at which git is on the PATH")
