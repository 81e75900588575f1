"""How is much work done on all cores? By processes that are split off, each of which does some of it."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")
Work = Callable[[Item], bytes]

MOST = 8
LENGTH = 8
"""The bytes before each result that tell how long it is."""


class Worker(NamedTuple):
    """A process that does some of the work, and the end of the pipe that its results come through, in order."""

    process: int
    pipe: BufferedReader


@contextmanager
def spread(work: Work[Item], items: Sequence[Item], *, least: int = 2) -> Iterator[Iterator[bytes]]:
    """Give what `work` makes of each item, in no order; what a process that came to harm left undone is done here.

    The processes work from the start, whatever this one does before it asks for their results; at the end none is left.

    Args:
        work: what is done.
        items: with what.
        least: for fewer items, no process is split off, and each is done when its result is asked for.
    """
    cores = _cores()
    count = min(cores, MOST, len(items))
    if cores == 1 or count < least:
        yield map(work, items)
        return
    shares = [items[place::count] for place in range(count)]
    parts: list[Worker] = []
    try:
        with suppress(OSError):  # the system has no room for one more: its share is done here
            for share in shares:
                parts.append(_begin(work, share, parts))
        yield _results(work, shares, parts)
    except BaseException:
        for part in parts:
            os.kill(part.process, signal.SIGKILL)  # nobody asks for its results any more
        raise
    finally:
        for part in parts:
            part.pipe.close()
            with suppress(ChildProcessError):
                os.waitpid(part.process, 0)


def _cores() -> int:
    """Return how many processes may work at once: one, where processes cannot be split."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(work: Work[Item], share: Sequence[Item], others: Sequence[Worker]) -> Worker:
    """Let another process do some of the work; it writes each result into a pipe, and ends."""
    source, sink = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(source)
        os.close(sink)
        raise
    if process:
        os.close(sink)
        return Worker(process, os.fdopen(source, "rb"))
    try:
        for pipe in (source, *(other.pipe.fileno() for other in others)):
            os.close(pipe)  # else a process whose reader was killed would wait for a reader that never reads
        with os.fdopen(sink, "wb") as file:
            for item in share:
                data = work(item)
                file.write(len(data).to_bytes(LENGTH, "big") + data)
                file.flush()
    finally:
        os._exit(0)


def _results(work: Work[Item], shares: Sequence[Sequence[Item]], parts: Sequence[Worker]) -> Iterator[bytes]:
    """Take one result of each process in turn, so that none of them waits for long."""
    broken = set(range(len(parts), len(shares)))
    for turn in range(len(shares[0])):
        for place, share in enumerate(shares):
            if turn < len(share):
                data = None if place in broken else _result(parts[place].pipe)
                if data is None:
                    broken.add(place)
                yield work(share[turn]) if data is None else data


def _result(pipe: BufferedReader) -> bytes | None:
    """Return the next result, or None where the process ended without it."""
    head = pipe.read(LENGTH)
    length = int.from_bytes(head, "big")
    data = pipe.read(length) if len(head) == LENGTH else b""
    return data if len(head) == LENGTH and len(data) == length else None
