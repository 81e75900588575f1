"""Readers and writers at once, some killed: no lost update, no orphan, no temporary file unknown to the doctor."""

import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from faults.test_concurrency import begin
from house import Po, Write
from pocli.disk import sweep
from pocli.store import load

STORIES = 12
READS = (("rank", "-f", "json"), ("validate", "-f", "concise"), ("list",), ("show", "1"))


class Done(NamedTuple):
    """A command that ran, what it was to leave, and how it ended: its exit code, or the number of its signal."""

    words: tuple[str, ...]
    mark: str
    code: int
    said: str


def command(dice: random.Random, mark: str) -> tuple[str, ...]:
    story = str(dice.randrange(1, STORIES + 1))
    writes = (("set", story, f"labels+={mark}"), ("new", f"Story {mark}"), ("set", story, "1", f"labels+={mark}"))
    return dice.choice((*writes, ("format",), *READS))


def worker(root: Path, state: Path, number: int, until: float) -> list[Done]:
    dice, done = random.Random(number), list[Done]()  # noqa: S311 - a test
    while time.monotonic() < until:
        mark = f"w{number}n{len(done)}"
        words = command(dice, mark)
        running = begin(root, state, *words)
        if dice.random() < 0.2:
            time.sleep(dice.uniform(0, 1.5))
            running.send_signal(signal.SIGKILL)
        _, said = running.communicate()
        done.append(Done(words, mark, running.returncode, said))
    return done


def left_running(root: Path) -> list[str]:
    """Return the processes that still work in a folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").readlink() == root and place.name != "self":
                found.append((place / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_a_mixed_crowd(write: Write, po: Po, state: Path, whole: bool) -> None:
    workers, seconds = (50, 60.0) if whole else (4, 3.0)
    text = "id: PO-{0}\ntitle: Story {0} # kept\nlabels: [first]\nacceptance_criteria: [a]\n"
    root = write({f"stories/PO-{number}.yaml": text.format(number) for number in range(1, STORIES + 1)})
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(workers) as pool:
        some = list(pool.map(lambda number: worker(root, state, number, until), range(workers)))
    done = [one for each in some for one in each]
    assert [one for one in done if one.code not in {0, 75, -signal.SIGKILL}] == []
    litter = {path.relative_to(root).as_posix() for path in root.rglob("*.tmp")}
    known = set(sweep.leftovers(root))
    assert litter <= known
    assert po("doctor", "--fix").returncode == 0
    assert [*root.rglob("*.tmp"), *state.rglob("pending.json")] == []
    assert left_running(root) == []
    found = load.load(root)
    assert found.diagnostics == ()
    stories = found.backlog.stories
    said = [*(label for one in stories for label in one.labels), *(one.title for one in stories)]
    for one in done:
        if one.words[0] in {"set", "new"}:
            times = sum(one.mark == word.removeprefix("Story ") for word in said)
            files = len(set(one.words[1:-1])) if one.words[0] == "set" else 1
            assert times == files if one.code == 0 else times in ({0} if one.code == 75 else {0, files}), one
    counts = {code: sum(one.code == code for one in done) for code in (0, 75, -9)}
    print(f"{len(done)} commands of {workers} workers in {seconds:g} s: {counts}, {len(litter)} files swept")  # noqa: T201
