"""Time what one edit costs on the disk, durability included, in a backlog of 10,000 stories.

The disk work is everything that `po set` does beyond finding out what to write: take the lock, write the journal, compare,
write the temporary file, sync it, give it its name, sync the folder, unlock. It runs interleaved with the same two syncs
alone, which is what any durable write costs on this disk. Then the whole process, interleaved with `po --version`.
`--rounds N`, `--size N`.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from backlogs import backlog

from pocli.disk import journal, save

BUDGET = 3.0
"""Milliseconds."""


def bare(folder: Path, data: bytes) -> None:
    """Write a file durably, as simply as can be."""
    place = folder / ".bare.tmp"
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, data)
    os.fsync(handle)
    os.close(handle)
    place.rename(folder / ".bare")
    save.sync_folder(folder)


def edit(root: Path, path: str) -> None:
    """Change one story's points."""
    old = (root / path).read_bytes()
    new = old.replace(b"points: ", b"points: 1") if b"points: 1" not in old else old.replace(b"points: 1", b"points: ")
    journal.commit(root, (save.FileChange(path, old, new),), (f"{path}: points",))


def milliseconds(work: object, *words: object) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    work(*words)  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


def process(root: Path, *words: str) -> float:
    """Return the milliseconds of a whole `po`."""
    command = [sys.executable, "-m", "pocli", *words]
    started = time.perf_counter()
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def report(name: str, ours: list[float], theirs: list[float]) -> None:
    """Print the medians, their difference and the 90th percentile."""
    one, two = statistics.median(ours), statistics.median(theirs)
    high = statistics.quantiles(ours, n=10)[-1]
    print(f"{name:34}{one:10.2f} ms {two:10.2f} ms {one - two:10.2f} ms {high:10.2f} ms")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--size", type=int, default=10_000)
    asked = parser.parse_args()
    dice = random.Random(1)  # noqa: S311 - a benchmark
    with tempfile.TemporaryDirectory(dir=os.environ.get("PO_BENCH_DIR")) as place:
        os.environ |= {"PO_STATE_DIR": f"{place}/state", "PO_CACHE_DIR": f"{place}/cache"}
        root = backlog(Path(place) / "backlog", asked.size)
        paths = [f"stories/PO-{dice.randint(1, asked.size)}.yaml" for _ in range(asked.rounds)]
        edit(root, paths[0])
        pairs = [(milliseconds(edit, root, path), milliseconds(bare, root / "stories", b"x" * 600)) for path in paths]
        print(f"{asked.size:,} stories; median{'':13}{'ours':>13}{'theirs':>14}{'more':>14}{'ours, p90':>14}")
        report("one edit / a bare durable write", [one for one, _ in pairs], [two for _, two in pairs])
        ours, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        verdict = (
            "holds" if ours <= BUDGET else "MISSED" if theirs <= BUDGET / 2 else "not to be told: the disk is busy"
        )
        print(f"disk work of an edit, budget {BUDGET:.0f} ms: {verdict}")
        process(root, "list")
        whole = [
            (process(root, "set", "7", f"points={n % 2 + 3}"), process(root, "list", "--format", "csv"))
            for n in range(9)
        ]
        report("po set / po list, whole processes", [one for one, _ in whole], [two for _, two in whole])


if __name__ == "__main__":
    main()
