"""Measure `po` against its budgets: `make bench`, or `python bench/run.py --quick`.

Each command is a process of its own, run in turns with `python -c pass`; medians are printed. Processor seconds stand
beside those of the clock, since they say more on a busy machine. Exit 1 when a budget is missed.
"""

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import backlogs
import budgets
from budgets import Budget, Row

BARE = (sys.executable, "-c", "pass")
PO = (str(Path(sys.executable).with_name("po")),)
TENFOLD = (10_000, 100_000)


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    processor: float
    megabytes: float


class Measured(NamedTuple):
    """The medians of a row at a size."""

    command: str
    state: str
    size: int
    rounds: int
    seconds: float
    processor: float
    ratio: float
    """To `python -c pass`, by the clock."""
    processor_ratio: float
    megabytes: float
    """The most of any round."""


class Verdict(NamedTuple):
    """A figure beside its budget."""

    measured: Measured
    budget: str
    holds: bool | None
    """None where there is no budget."""


def cost(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Cost:
    """Run a command and return what it took; its children count."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = 0
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(row: Row, size: int, folder: Path, rounds: int) -> Measured:
    """Measure a row in turns with the bare interpreter."""
    cache = folder.with_name(f"{folder.name}-cache")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PO_CACHE_DIR": str(cache), "PO_STATE_DIR": f"{cache}-state", "PO_TODAY": "2026-11-23", "COLUMNS": "100"}
    command = (*PO, *row.words.split())
    cost((*PO, "list"), folder, env)
    if row.state == "tab":
        command = PO
        env |= {"_PO_COMPLETE": "complete_bash", "COMP_WORDS": f"po {row.words}"}
        env |= {"COMP_CWORD": str(len(row.words.split()))}
    cost(command, folder, env)
    pairs = []
    for turn in range(rounds):
        if row.state == "cold":
            shutil.rmtree(cache, ignore_errors=True)
        elif row.state == "changed":
            backlogs.change(folder, size, time.time_ns() + turn)
        pairs.append((cost(command, folder, env), cost(BARE, folder, env)))
    ours = [pair[0] for pair in pairs]
    return Measured(
        row.words,
        row.state,
        size,
        rounds,
        statistics.median(one.seconds for one in ours),
        statistics.median(one.processor for one in ours),
        statistics.median(one.seconds / bare.seconds for one, bare in pairs),
        statistics.median(one.processor / bare.processor for one, bare in pairs),
        max(one.megabytes for one in ours),
    )


def judge(found: Measured, budget: Budget, warm: Measured | None) -> Verdict:
    """Hold a figure against its budget; what was added is what is above the same command with the index right."""
    added = found.seconds - warm.seconds if warm else 0.0
    limits = {
        f"{budget.ratio}x": (budget.ratio, found.ratio),
        f"{budget.seconds} s": (budget.seconds, found.seconds),
        f"+{budget.added} s ({added:+.2f})": (budget.added, added),
        f"{budget.megabytes} MB": (budget.megabytes, found.megabytes),
    }
    given = {words: value <= limit for words, (limit, value) in limits.items() if limit is not None}
    return Verdict(found, ", ".join(given), all(given.values()) if given else None)


def line(one: Verdict) -> str:
    """Return a row of the table."""
    found = one.measured
    verdict = {True: "holds", False: "MISSED", None: ""}[one.holds]
    return (
        f"po {found.command:20}{found.state:9}{found.size:>8,}{found.seconds:9.3f}{found.processor:9.3f}"
        f"{found.ratio:8.1f}x{found.processor_ratio:7.1f}x{found.megabytes:6.0f}  {one.budget:18} {verdict}"
    )


def growth(verdicts: Sequence[Verdict]) -> list[tuple[str, float]]:
    """Return how many times more ten times the stories take, by the processor, for each row that has both."""
    found = {(one.measured.command, one.measured.state, one.measured.size): one.measured for one in verdicts}
    small, large = TENFOLD
    return [
        (f"po {command}, {state}", found[command, state, large].processor / one.processor)
        for (command, state, size), one in found.items()
        if size == small and (command, state, large) in found
    ]


def asked() -> argparse.Namespace:
    """Read what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", default=",".join(map(str, budgets.SIZES)), metavar="20,1000,…")
    parser.add_argument("--only", default="", metavar="WORD", help="rows whose command or state has this word")
    parser.add_argument("--quick", action="store_true", help="20 and 1,000 stories, 3 rounds")
    parser.add_argument("--json", default="", metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--folder", default="", metavar="DIR", help="where backlogs are made, and kept for the next time"
    )
    return parser.parse_args()


def run(folder: Path, sizes: Sequence[int], rounds: int, only: str) -> list[Verdict]:
    """Measure every row, and print it at once."""
    print(f"{'command':23}{'index':9}{'stories':>8}{'seconds':>9}{'cpu':>9}{'ratio':>9}{'cpu':>8}{'MB':>6}  budget")
    verdicts: list[Verdict] = []
    warm: dict[tuple[str, int], Measured] = {}
    for size in sizes:
        place = backlogs.backlog(folder / str(size), size)
        for row in budgets.ROWS:
            if size in row.budgets and only in f"{row.words} {row.state}":
                if row.state == "changed" and (row.words, size) not in warm:
                    warm[row.words, size] = measure(row._replace(state="warm"), size, place, rounds)
                found = measure(row, size, place, rounds)
                if row.state == "warm":
                    warm[row.words, size] = found
                verdicts.append(
                    judge(found, row.budgets[size], warm.get((row.words, size)) if row.state == "changed" else None)
                )
                print(line(verdicts[-1]), flush=True)
    return verdicts


def main() -> None:
    """Print the table, the growth, and how many budgets hold."""
    wanted = asked()
    sizes = (20, 1_000) if wanted.quick else tuple(map(int, wanted.sizes.split(",")))
    for folder in (Path(__file__).parents[1] / "src", Path(sysconfig.get_path("purelib"))):
        compileall.compile_dir(folder, quiet=2)
    with tempfile.TemporaryDirectory() as temporary:
        verdicts = run(Path(wanted.folder or temporary), sizes, 3 if wanted.quick else wanted.rounds, wanted.only)
    for words, times in growth(verdicts):
        print(f"growth {TENFOLD[0]:,} to {TENFOLD[1]:,}: {words}: {times:.1f} times ({budgets.GROWTH} at most)")
    missed = sum(one.holds is False for one in verdicts) + sum(times > budgets.GROWTH for _, times in growth(verdicts))
    print(f"{missed or 'no'} budgets missed; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if wanted.json:
        figures = [{**one.measured._asdict(), "budget": one.budget, "holds": one.holds} for one in verdicts]
        Path(wanted.json).write_text(json.dumps({"figures": figures, "growth": dict(growth(verdicts))}, indent=2))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
