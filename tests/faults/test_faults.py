"""Killed, or refused by the disk, at any moment: every file is old or new, and the next po leaves no litter."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from faults.harness import FILES, Case, Trial, Zygote, attach, calls, trial, zygote

Thing = TypeVar("Thing")
SAMPLE = 12
"""How many moments of each campaign the normal run looks at."""
FAULTS = ("KILL", "ENOSPC", "EIO")


def killed_half_way(born: Zygote, root: Path) -> None:
    """Leave a step of several files that died in the middle."""
    for nth in range(1, 100):
        assert born.run(root, "pin", "9", "x").code == born.run(root, "undo").code == 0
        born.run(root, "done", "1", "2", event=nth, fault="KILL")
        states = [("done" in (root / f"stories/PO-{number}.yaml").read_text()) for number in (1, 2)]
        if any(states) and not all(states):
            return
    raise AssertionError("no kill left half")


CASES = (
    Case("new", ("new", "Four", "--points", "3")),
    Case("new sprint", ("new", "sprint", "Books")),
    Case("done", ("done", "1")),
    Case("done two", ("done", "1", "3")),
    Case("set", ("set", "1", "2", "3", "points=5")),
    Case("tick", ("tick", "1", "all")),
    Case("split", ("split", "2", "--into", "Four", "--into", "Five", "--criteria", "2=1")),
    Case("renumber", ("renumber", "2", "70")),
    Case("undo", ("undo",), lambda born, root: _done(born.run(root, "done", "1", "3").code)),
    Case("undo new", ("undo",), lambda born, root: _done(born.run(root, "new", "sprint", "Books").code)),
    Case(
        "undo again", ("undo",), lambda born, root: _all(born, root, ("done", "1", "3"), ("pin", "2", "x"), ("undo",))
    ),
    Case("redo", ("redo",), lambda born, root: _all(born, root, ("done", "1", "3"), ("undo",))),
    Case("redo new", ("redo",), lambda born, root: _all(born, root, ("new", "sprint", "Books"), ("undo",))),
)


def _all(born: Zygote, root: Path, *commands: tuple[str, ...]) -> None:
    for words in commands:
        _done(born.run(root, *words).code)


def _done(code: int) -> None:
    assert code == 0


@pytest.fixture(scope="module")
def born(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with zygote(tmp_path_factory.mktemp("zygote")) as found:
        yield found


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def ready(request: pytest.FixtureRequest, born: Zygote, tmp_path: Path) -> Trial:
    return trial(born, tmp_path, request.param)


def some(things: Sequence[Thing], whole: bool) -> Sequence[Thing]:
    """Return all, or an even sample."""
    return things if whole or len(things) <= SAMPLE else things[:: -(-len(things) // SAMPLE)]


@pytest.mark.parametrize("fault", FAULTS)
def test_at_any_event_of_the_interpreter(ready: Trial, fault: str, whole: bool) -> None:
    ready.fresh()
    events = ready.zygote.run(ready.root, *ready.case.argv, event=10**6).events
    assert events > 8
    for nth in some(range(1, events + 1), whole):
        ended = ready.hit(f"{fault} at event {nth} of {events}", event=nth, fault=fault)
        assert ended.code == (-9 if fault == "KILL" else ended.code)


@pytest.mark.parametrize("fault", FAULTS)
def test_at_any_system_call(ready: Trial, fault: str, whole: bool) -> None:
    for name, nth in some(traced(ready, fault), whole):
        what = "signal=KILL" if fault == "KILL" else f"error={fault}"
        options = ("-e", f"trace={name}", "-e", f"inject={name}:{what}:when={nth}", "-o", "/dev/null")
        ready.hit(f"{what} at {name} {nth}", traced=attach(*options))


def traced(ready: Trial, fault: str) -> list[tuple[str, int]]:
    """Return the system calls of the command, from the first touch of the repository on."""
    if not shutil.which("strace"):
        pytest.skip("strace is not here: apt-get install strace")
    ready.fresh()
    log = ready.place / "log"
    ended = ready.zygote.run(ready.root, *ready.case.argv, traced=attach("-o", str(log)))
    found = calls(log.read_text(), str(ready.root))
    if not found:
        pytest.skip("strace may not trace here")
    assert ended.code == 0, ended.said
    return [one for one in found if fault == "KILL" or one[0] in FILES]


def test_a_kill_of_what_takes_back_a_killed_step(born: Zygote, tmp_path: Path, whole: bool) -> None:
    case = Case("recovery", ("pin", "3", "why"), killed_half_way)
    found = trial(born, tmp_path, case)
    clean = {name: found.new[name] for name in found.new} | {"stories/PO-3.yaml": found.old["stories/PO-3.yaml"]}
    events = found.zygote.run(found.root, *case.argv, event=10**6).events
    for nth in some(range(1, events + 1), whole):
        found.fresh()
        found.zygote.run(found.root, *case.argv, event=nth, fault="KILL")
        found._replace(old=clean).after(f"recovery killed at event {nth}")


def test_the_harness_can_fail(born: Zygote, tmp_path: Path) -> None:
    found = trial(born, tmp_path, CASES[2])
    lost = found._replace(new={**found.new, "stories/PO-1.yaml": b"other"})
    with pytest.raises(AssertionError, match="neither old nor new"):
        lost.hit("nothing")
    with pytest.raises(AssertionError, match="it says 0 and has not written"):
        found._replace(new={**found.new, "more": b""}).hit("nothing")


def test_strace_is_the_one_that_can_inject() -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not here: apt-get install strace")
    version = subprocess.run(["strace", "--version"], capture_output=True, text=True, check=True).stdout
    assert "strace -- version" in version
