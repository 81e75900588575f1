"""Fuzz every target for its share of the time: `python tests/fuzz/run.py [--seconds N] [--jobs N] [target …]`."""

import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).parents[1]
HOME = TESTS.parent / ".fuzz"
BUDGET = "budget"
"""The target that looks for slow and large instead of for wrong."""
sys.path.insert(0, str(TESTS))

from fuzz import one  # noqa: E402 - the folder of the tests must be known first


def fuzzed(name: str, seconds: float) -> None:
    """Fuzz one target in a process of its own, which may die without the others."""
    folder = HOME / name
    folder.mkdir(parents=True, exist_ok=True)
    module = "fuzz.budget" if name == BUDGET else "fuzz.one"
    words = [sys.executable, "-m", module, name, str(seconds), str(folder)]
    with (folder / "log").open("ab") as log:
        code = subprocess.run(words, cwd=TESTS, stdout=log, stderr=log, check=False).returncode
    if code:
        (folder / "found").mkdir(exist_ok=True)
        (folder / "found" / f"ended-{code}.txt").write_text("the process died: see log\n")


def told(name: str) -> str:
    """Say in a line what is known of a target by now."""
    place = HOME / name / "counts.json"
    counts = json.loads(place.read_text()) if place.exists() else {"inputs": 0, "seconds": 0}
    found = sorted(path.stem for path in (HOME / name / "found").glob("*.txt"))
    corpus = len(list((HOME / name / "corpus").glob("*")))
    most = f"{counts['seconds']:>10,.0f} s{counts.get('slowest', 0):>8.2f} s{corpus:>8}"
    line = f"{name:<12}{counts['inputs']:>12,.0f}{most}"
    return f"{line}  {', '.join(found) or 'nothing found'}"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("targets", nargs="*", help="all of them, if none is named")
    asked.add_argument("--seconds", type=float, default=600, help="for all targets together (600)")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many at once (the processors)")
    given = asked.parse_args()
    names = given.targets or [*one.names(), BUDGET]
    share = given.seconds * given.jobs / len(names)
    with ThreadPoolExecutor(given.jobs) as pool:
        list(pool.map(lambda name: fuzzed(name, share), names))
    print(f"{'target':<12}{'inputs':>12}{'processor':>12}{'slowest':>10}{'corpus':>8}  found")  # noqa: T201
    for name in [*one.names(), BUDGET]:
        print(told(name))  # noqa: T201
    return any((HOME / name / "found").exists() and any((HOME / name / "found").iterdir()) for name in names)


if __name__ == "__main__":
    sys.exit(main())
