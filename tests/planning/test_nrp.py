"""The Next Release Problem: two public instances whose optima are proven by others (Xuan et al., TSE 2012)."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from time import monotonic

import pytest

from house import SHARED
from pocli.model.backlog import Backlog
from pocli.model.records import Request
from pocli.model.story import Criterion, Story
from pocli.planning.horizon import slots
from pocli.planning.plan import Plan, PlanQuery, plan

FOLDER = SHARED / "data" / "nrp"
OPTIMA = FOLDER / "optima.csv"
CASES = list(csv.DictReader(OPTIMA.read_text().splitlines())) if OPTIMA.exists() else []


def backlog(name: str) -> Backlog:
    """Requirements are stories of no value, with their cost as points; customers are requests."""
    numbers: Iterator[int] = map(int, (FOLDER / f"{name}.txt").read_text().split())
    costs = [next(numbers) for _ in range(next(numbers)) for _ in range(next(numbers))]
    needs: list[list[str]] = [[] for _ in costs]
    for _ in range(next(numbers)):
        before, after = next(numbers), next(numbers)
        needs[after - 1].append(f"PO-{before}")
    stories = tuple(
        Story(
            f"stories/PO-{number}.yaml",
            f"PO-{number}",
            f"requirement {number}",
            status="ready",
            acceptance_criteria=(Criterion("it is there"),),
            points=Fraction(cost),
            depends_on=tuple(before),
        )
        for number, (cost, before) in enumerate(zip(costs, needs, strict=True), 1)
    )
    requests = []
    for number in range(1, next(numbers) + 1):
        profit, count = next(numbers), next(numbers)
        wanted = tuple(f"PO-{next(numbers)}" for _ in range(count))
        path, title = f"requests/R-{number}.yaml", f"customer {number}"
        requests.append(Request(path, f"R-{number}", title, value=Fraction(profit), needs=wanted))
    return Backlog(stories=stories, requests=tuple(requests))


def check(found: Plan, whole: Backlog, capacity: int) -> None:
    """Whatever the proof says, the plan itself must hold, by a second way of counting."""
    stories = {row.story.id for row in found.sprints[0].stories}
    assert all(set(row.story.depends_on) <= stories for row in found.sprints[0].stories)
    assert sum(row.size for row in found.sprints[0].stories) <= capacity
    assert sum(request.value or 0 for request in whole.requests if set(request.needs) <= stories) == found.value


@pytest.mark.skipif(not CASES, reason="../shared/data is not there")
@pytest.mark.parametrize("case", CASES, ids=[f"{case['instance']}-{case['budget_percent']}" for case in CASES])
def test_the_optimum_is_found_and_proven(case: dict[str, str]) -> None:
    whole = backlog(case["instance"])
    found = plan(whole, PlanQuery(monotonic, slots(whole, [Fraction(case["budget"])]), time_limit=120))
    assert found.value == int(case["optimum"])
    assert found.optimal
    check(found, whole, int(case["budget"]))
