"""What is left aside is in no best choice: problems solved with and without it."""

import random

import pytest

from pocli.model.graph import closure
from pocli.solver import shrink
from pocli.solver.choice import Problem
from pocli.solver.shrink import core, dead, too_heavy, within_stage
from pocli.solver.solve import Solution, solve


def problem(seed: int) -> Problem:
    """Return a small problem of one to three stages, some of whose items wait, make room, or are shut out."""
    dice = random.Random(seed)  # noqa: S311 - a test
    width, stages = dice.randint(4, 16), dice.choice([1, 1, 2, 3])
    sizes = [dice.choice([0, 1, 1, 2, 3, 5]) for _ in range(width)]
    worths = [dice.choice([0, 0, 1, 2, 5, 9, 30]) for _ in range(width)]
    waits = [[dice.randrange(item)] if item and dice.random() < 0.3 else [] for item in range(width)]
    beside = [dice.random() < 0.1 for _ in range(width)]
    goal = {item for item in range(width) if dice.random() < 0.2} if dice.random() < 0.3 else set()
    values, needs, weights = [], [], []
    for stage in range(stages):
        for item in range(width):
            values.append(worths[item] + (dice.randint(0, 4) if dice.random() < 0.05 else 0))
            later = [(stage + 1) * width + item] if stage + 1 < stages else []
            needs.append((*(stage * width + need for need in waits[item]), *later))
            own = [(0, sizes[item])] if beside[item] else [(0, sizes[item]), (1, sizes[item])]
            own = own if sizes[item] else []
            back = [(limit + 3, -weight) for limit, weight in own] if stage + 1 < stages else []
            shut = [(2, 1)] if dice.random() < 0.05 else []
            extra = [(3 * stages, -1)] if item in goal else []
            weights.append((*((3 * stage + limit, weight) for limit, weight in (*own, *back, *shut)), *extra))
    room = dice.randint(2, 7)
    rooms = [limit for _ in range(stages) for limit in (room, max(room - 1, 0), 0)] + ([0] if goal else [])
    costs = tuple(dice.randint(-1, 9) for _ in values)
    return Problem(tuple(values), tuple(needs), tuple(rooms), tuple(weights), costs, stages)


def solved(this: Problem, small: int, monkeypatch: pytest.MonkeyPatch) -> Solution:
    monkeypatch.setattr(shrink, "SMALL", small)
    return solve(this, lambda: 60.0)


def test_the_answer_is_the_same_with_and_without(monkeypatch: pytest.MonkeyPatch, whole: bool) -> None:
    left_aside = 0
    for seed in range(5000 if whole else 250):
        this = problem(seed)
        one, two = solved(this, 10**6, monkeypatch), solved(this, 0, monkeypatch)
        assert (one.value, one.bound) == (two.value, two.bound), seed
        costs = [sum(this.costs[node] for node in found.chosen) for found in (one, two)]
        assert costs[0] == costs[1], seed
        left_aside += len(two.dead)
    assert left_aside > 100


def test_too_heavy_is_what_fits_nowhere_with_all_that_it_needs() -> None:
    heavy = 0
    for seed in range(300):
        this = problem(seed)
        needs = within_stage(this)
        room = sum(this.rooms[stage * 3] for stage in range(this.stages))
        for item in range(this.width):
            weight = sum(dict(this.weights[one]).get(0, 0) for one in closure(dict(enumerate(needs)), [item]))
            assert (item in too_heavy(this, needs)) == (weight > room)
            heavy += weight > room
    assert heavy > 100


def test_what_is_kept_is_not_left_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shrink, "SMALL", 0)
    rooms, weights = (2, 2, 0), tuple(((0, 1), (1, 1)) for _ in range(4))
    this = Problem((9, 8, 7, 1), ((), (), (), ()), rooms, weights, (0, 0, 0, 0))
    assert dead(this) == {3}
    part = core(this, frozenset({2, 3}), [3])
    assert (part.nodes, part.problem.values) == ([0, 1, 3], (9, 8, 1))
    assert part.outside(part.inside([0, 3])) == {0, 3}
    assert core(this, frozenset(), []).problem is this
