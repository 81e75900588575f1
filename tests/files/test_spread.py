"""Work on all cores: whatever becomes of the processes, each item is done, and none of them stays behind."""

import errno
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pocli.files import spread

ITEMS = tuple(range(40))
HERE = os.getpid()

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be split here")


@pytest.fixture(autouse=True)
def cores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pretend that there are three, and see that no process is left."""
    begun: list[int] = []
    begin = spread._begin

    def noted(work: spread.Work[int], share: Sequence[int], others: Sequence[spread.Part]) -> spread.Part:
        part = begin(work, share, others)
        begun.append(part.process)
        return part

    monkeypatch.setattr(spread, "_cores", lambda: 3)
    monkeypatch.setattr(spread, "_begin", noted)
    yield
    for process in begun:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def large(item: int) -> bytes:
    """Return more than a pipe holds."""
    return b"%d:" % item + bytes(100_000)


def done(work: Callable[[int], bytes], items: tuple[int, ...] = ITEMS) -> list[bytes]:
    with spread.spread(work, items) as answers:
        return sorted(answers)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 40])
def test_each_item_is_done_once(count: int) -> None:
    assert done(large, ITEMS[:count]) == sorted(map(large, ITEMS[:count]))


def test_other_processes_do_the_work() -> None:
    found = {int(answer) for answer in done(lambda _: b"%d" % os.getpid())}
    assert len(found) == 3
    assert HERE not in found


@pytest.mark.parametrize("fatal", [0, 1, 20, 39])
def test_what_a_killed_process_left_is_done_here(fatal: int) -> None:
    def work(item: int) -> bytes:
        if item == fatal and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return large(item)

    assert done(work) == sorted(map(large, ITEMS))


@pytest.mark.parametrize("room", [0, 1, 2])
def test_what_no_process_could_be_split_off_for_is_done_here(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    forks: list[int] = []
    fork, open_files = os.fork, len(list(Path("/dev/fd").iterdir()))

    def full() -> int:
        if len(forks) == room:
            raise BlockingIOError(errno.EAGAIN, "no more processes")
        forks.append(room)
        return fork()

    monkeypatch.setattr(os, "fork", full)
    assert done(large) == sorted(map(large, ITEMS))
    assert len(list(Path("/dev/fd").iterdir())) == open_files


def test_an_answer_that_fails_waits_for_nobody() -> None:
    def endless(_: int) -> bytes:
        if os.getpid() != HERE:
            time.sleep(600)
        return b""

    began = time.monotonic()
    with pytest.raises(ZeroDivisionError), spread.spread(endless, ITEMS):
        1 // 0  # noqa: B018
    assert time.monotonic() - began < 300


def test_what_fails_there_fails_here() -> None:
    def work(item: int) -> bytes:
        if item == 17:
            raise ValueError("seventeen")
        return b""

    with pytest.raises(ValueError, match="seventeen"):
        done(work)


def test_who_stops_listening_leaves_nobody_behind() -> None:
    with spread.spread(large, ITEMS) as answers:
        assert next(answers)
    with spread.spread(large, ITEMS):
        pass
