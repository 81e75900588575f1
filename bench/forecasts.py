"""Hold forecasts against what teams really finished: `python bench/forecasts.py sprints.csv`.

Any CSV with the columns team, sprint, points, its rows in the order of the sprints. After each sprint (from the
`--history`th on) a forecast of the next 1, 3 and 6 is made of those before it alone. Shown is how often "at least so
much" came true where 50, 70, 85, 95 % were said, and the pinball loss (the mean over these levels, in the team's own
mean sprint): ours, beside drawing each sprint to come from all sprints of the past as if they were independent.
"""

import argparse
import csv
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from random import Random
from statistics import mean

from pocli.pace import backtest
from pocli.pace.backtest import Case, Method
from pocli.pace.forecasting import LEVELS, rank

TRIALS = 1_000


def independent(totals: Sequence[float], ahead: int) -> dict[int, float]:
    """Say what drawing with replacement says."""
    dice = Random(len(totals))  # noqa: S311 - a simulation that repeats
    found = sorted((sum(dice.choices(totals, k=ahead)) for _ in range(TRIALS)), reverse=True)
    return {level: found[rank(level, TRIALS)] for level in LEVELS}


METHODS: dict[str, Method] = {"independent": independent, "ours": backtest.forecast_sums}


def teams(path: Path) -> dict[str, list[float]]:
    """Read what each team finished."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["team"], float(row["points"])) for row in csv.DictReader(file)]
    return {
        team: [points for _, points in own]
        for team, own in groupby(sorted(rows, key=lambda row: row[0]), lambda row: row[0])
    }


def loss(case: Case) -> float:
    """Return the pinball loss of a case, the mean over the levels."""
    errors = [(1 - level / 100, case.came - said) for level, said in case.said.items()]
    return mean(max(tau * error, (tau - 1) * error) for tau, error in errors)


def line(name: str, ahead: int, cases: Sequence[tuple[Case, float]], before: float) -> tuple[str, float]:
    """Return a row of the table, and its loss; cases come with the team's mean."""
    own = [(case, scale) for case, scale in cases if case.ahead == ahead]
    lost = mean(loss(case) / scale for case, scale in own)
    kept = "".join(f"{mean(case.came >= case.said[level] - 1e-9 for case, _ in own):8.1%}" for level in LEVELS)
    change = f"{lost / before - 1:+8.1%}" if before else ""
    return f"{ahead:>5}  {name:12}{len(own):6}{kept}{lost:8.3f}{change}", lost


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--history", type=int, default=8, help="sprints before the first forecast")
    parser.add_argument("--ahead", default="1,3,6", metavar="N,…", help="sprints to look ahead, 6 at most")
    asked = parser.parse_args()
    ahead = [int(word) for word in asked.ahead.split(",")]
    found = teams(asked.file)
    made: dict[str, list[tuple[Case, float]]] = {name: [] for name in METHODS}
    for totals in found.values():
        for name, method in METHODS.items():
            cases = backtest.cases(totals, method, ahead=ahead, first=asked.history)
            made[name] += [(case, mean(totals) or 1.0) for case in cases]
    print(f"{len(found)} teams, {sum(map(len, found.values()))} sprints\n")
    print(f"ahead  method       cases{''.join(f'{level:6} %' for level in LEVELS)}    loss")
    losses: dict[str, float] = dict.fromkeys(METHODS, 0.0)
    for periods in ahead:
        before = 0.0
        for name, cases in made.items():
            if any(case.ahead == periods for case, _ in cases):
                text, before = line(name, periods, cases, before)
                losses[name] += before
                print(text)
    first, *_, last = losses.values()
    print(
        f"\nall spans together: a loss of {last:.3f} where it was {first:.3f}, {last / first - 1:+.1%}" if first else ""
    )


if __name__ == "__main__":
    main()
