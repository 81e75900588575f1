"""Time `po` against the interpreter's own start, on generated backlogs.

Each command runs interleaved with `python -c pass`, after a warm-up; the medians and their ratio are printed, with the
budget beside them. `--rounds N`, `--sizes 20,1000,10000`.
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

WORDS = [
    "export",
    "invoice",
    "customer",
    "report",
    "filter",
    "login",
    "payment",
    "search",
    "mobile",
    "sync",
    "draft",
    "reminder",
    "audit",
]
BUDGETS = {
    ("--version", 20): "7.0x",
    ("rank", 20): "26x",
    ("validate", 20): "26x",
    ("plan --capacity 40", 20): "40x",
    ("rank", 1000): "0.8 s",
    ("validate", 1000): "0.8 s",
    ("plan --capacity 40", 1000): "1.5 s",
    ("rank", 10000): "3 s",
    ("validate", 10000): "3 s",
    ("plan --capacity 40", 10000): "5 s",
}
"""The cold budgets: a ratio to `python -c pass`, or seconds."""


def story(number: int, dice: random.Random) -> str:
    """Return a believable story of about 20 lines."""
    title = " ".join(dice.choices(WORDS, k=5))
    lines = [f"id: PO-{number}", f"title: {title}", f"status: {dice.choice(['draft', 'ready', 'ready', 'done'])}"]
    lines += [
        "as_a: finance manager",
        f"i_want: to {title}",
        "so_that: the month closes sooner",
        "acceptance_criteria:",
    ]
    lines += [f"  - {' '.join(dice.choices(WORDS, k=8))}" for _ in range(4)]
    lines += [f"points: {dice.choice([1, 2, 3, 5, 8])}"]
    lines += [
        f"rice: {{reach: {dice.randint(10, 5000)}, impact: {dice.choice(['high', 'medium', 'low'])}, confidence: 80%}}"
    ]
    if number > 1 and dice.random() < 0.3:  # noqa: PLR2004 - the share of PERFORMANCE
        lines.append(f"depends_on: [PO-{dice.randint(1, number - 1)}]")
    lines += ["labels: [billing, export]", "owner: ada", "description: |", "  Free text.", "  More of it."]
    return "\n".join(lines) + "\n"


def backlog(folder: Path, size: int) -> Path:
    """Write a backlog of a size, the same each time."""
    dice = random.Random(size)  # noqa: S311 - a benchmark
    (folder / "stories").mkdir(parents=True)
    (folder / "po.yaml").write_text("project: Bench\n")
    for number in range(1, size + 1):
        (folder / "stories" / f"PO-{number}.yaml").write_text(story(number, dice))
    return folder


def seconds(command: list[str], folder: Path, env: dict[str, str]) -> float:
    """Return how long a command takes as a whole process."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def measure(words: str, folder: Path, rounds: int, env: dict[str, str]) -> tuple[float, float]:
    """Return the median seconds of `po WORDS` and of the bare interpreter, interleaved."""
    ours = [sys.executable, "-m", "pocli", *words.split()]
    bare = [sys.executable, "-c", "pass"]
    seconds(ours, folder, env)
    pairs = [(seconds(ours, folder, env), seconds(bare, folder, env)) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", default="20,1000,10000")
    asked = parser.parse_args()
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    print(f"{'command':22}{'stories':>8}{'seconds':>9}{'ratio':>8}{'budget':>9}  verdict")
    with tempfile.TemporaryDirectory() as place:
        for size in map(int, asked.sizes.split(",")):
            folder = backlog(Path(place) / str(size), size)
            for (words, of_size), budget in BUDGETS.items():
                if of_size == size:
                    ours, bare = measure(words, folder, asked.rounds, env)
                    limit = float(budget.removesuffix("x").removesuffix(" s"))
                    held = (ours / bare if budget.endswith("x") else ours) <= limit
                    verdict = "holds" if held else "MISSED"
                    print(f"po {words:19}{size:8}{ours:9.3f}{ours / bare:7.1f}x{budget:>9}  {verdict}")


if __name__ == "__main__":
    main()
