"""Time plans of many stories, with the best by value for weight (greedy) beside the best there is.

Each story needs another one with a probability of 0.3; capacities are shares of all points. `--cases 10000:5,10000:30`:
stories, then the capacity of each sprint in percent, with `+` between sprints.
"""

import argparse
import random
import time
from fractions import Fraction

from pocli.model.backlog import Backlog
from pocli.model.story import Criterion, Rice, Story
from pocli.planning.decision import decide
from pocli.planning.demand import build
from pocli.planning.horizon import slots
from pocli.planning.plan import PlanQuery
from pocli.solver.choice import greedy, worth

CASES = "1000:5,1000:30,10000:5,10000:30,400:5+5+5,400:15+15+15,10000:5+5+5"
IMPACTS = (Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(3))
CONFIDENCES = (Fraction(1, 2), Fraction(4, 5), Fraction(1))


def story(number: int, dice: random.Random) -> Story:
    """Return a story that may be planned."""
    needs = (f"PO-{dice.randint(1, number - 1)}",) if number > 1 and dice.random() < 0.3 else ()  # noqa: PLR2004
    rice = Rice(Fraction(dice.randint(10, 5000)), dice.choice(IMPACTS), dice.choice(CONFIDENCES), Fraction(1))
    points = Fraction(dice.choice([1, 2, 3, 5, 8, 13]))
    found = Story(f"stories/PO-{number}.yaml", f"PO-{number}", f"Story {number}", status="ready", points=points)
    return found._replace(acceptance_criteria=(Criterion("it works"),), rice=rice, depends_on=needs)


def measure(count: int, shares: list[int], limit: float) -> str:
    """Return a row: how long it took, what is proven, and how much the greedy choice loses."""
    dice = random.Random(count)  # noqa: S311 - a benchmark
    backlog = Backlog(stories=tuple(story(number, dice) for number in range(1, count + 1)))
    points = sum((one.points or Fraction(0) for one in backlog.stories), Fraction(0))
    rooms = [Fraction(round(points * share / 100)) for share in shares]
    started = time.perf_counter()
    model = build(backlog, PlanQuery(time.perf_counter, slots(backlog, rooms), time_limit=limit))
    decision = decide(model, lambda: started + limit - time.perf_counter())
    taken = time.perf_counter() - started
    best = greedy(model.problem, range(len(model.problem.values)), frozenset())
    lost = 1 - worth(model.problem, best) / decision.value
    beside = time.perf_counter() - started - taken
    gap = (decision.bound - decision.value) / decision.value
    proof = "proven" if not gap else f"gap {gap:.3%}"
    name = "+".join(map(str, shares))
    return f"{count:7}{name:>10} %{taken:9.2f} s  {proof:12}{beside:9.2f} s greedy, {lost:.2%} less"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default=CASES)
    parser.add_argument("--limit", type=float, default=10)
    asked = parser.parse_args()
    for case in asked.cases.split(","):
        count, _, shares = case.partition(":")
        print(measure(int(count), [int(share) for share in shares.split("+")], asked.limit), flush=True)


if __name__ == "__main__":
    main()
