"""Which closed choice of items within the limits is worth most, and what proves it?

A precedence-constrained knapsack, in the literature the Next Release Problem (Bagnall 2001; Xuan 2012; Veerapen 2015):
numbers only, nothing of stories. A request that pays only when all its needs are there is an item of no weight.
"""

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

import highspy

SCALE = 2**40
"""Above this, sums of integers times tolerances of the solver would no longer tell neighbours apart."""
ROUNDS = 50
MAXIMIZE, MINIMIZE, ROWWISE, INTEGER = -1, 1, 2, 1


class Limit(NamedTuple):
    """What the items may weigh together."""

    room: Fraction
    weights: tuple[Fraction, ...]


class Problem(NamedTuple):
    """Items 0…n-1, each with a value ≥ 0, weights ≥ 0, and the items that it cannot be without."""

    values: tuple[Fraction, ...]
    needs: tuple[tuple[int, ...], ...]
    limits: tuple[Limit, ...]
    costs: tuple[int, ...]
    """Among choices of the same value, the one whose costs have the least sum is taken."""
    forced: frozenset[int] = frozenset()
    """Items that are in, with all that they need; together they respect the limits."""


class Solution(NamedTuple):
    """A choice, its exact value, and the most that any choice can be worth; both are equal when it is proven best."""

    chosen: frozenset[int]
    value: Fraction
    bound: Fraction
    settled: bool
    """Ties were broken to the end."""


class _Row(NamedTuple):
    low: float
    high: float
    entries: tuple[tuple[int, float], ...]


def worth(problem: Problem, chosen: Iterable[int]) -> Fraction:
    """Return the sum of the values of the chosen items."""
    return sum((problem.values[item] for item in chosen), Fraction(0))


def load(limit: Limit, chosen: Iterable[int]) -> Fraction:
    """Return what the chosen items weigh."""
    return sum((limit.weights[item] for item in chosen), Fraction(0))


def addition(problem: Problem, item: int, chosen: frozenset[int]) -> frozenset[int] | None:
    """Return what must be added to have the item, itself included; None when that does not fit."""
    free = [limit.room - load(limit, chosen) for limit in problem.limits]
    return _addition(problem, item, chosen, free)


def _addition(problem: Problem, item: int, chosen: Iterable[int], free: list[Fraction]) -> frozenset[int] | None:
    seen: set[int] = set()
    stack = [] if item in (taken := frozenset(chosen)) else [item]
    free = list(free)
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        for index, limit in enumerate(problem.limits):
            free[index] -= limit.weights[node]
            if free[index] < 0:
                return None
        stack.extend(need for need in problem.needs[node] if need not in taken and need not in seen)
    return frozenset(seen)


def greedy(problem: Problem) -> frozenset[int]:
    """Choose by value for weight, each item together with what it needs, the forced items first."""
    chosen = set(problem.forced)
    free = [limit.room - load(limit, chosen) for limit in problem.limits]
    batch = 1 + len(problem.values) // ROUNDS
    waiting = [item for item, value in enumerate(problem.values) if value > 0 and item not in chosen]
    while waiting:
        offers: list[tuple[Fraction, int]] = []
        for item in waiting:
            extra = _addition(problem, item, chosen, free)
            if extra:
                offers.append((_ratio(problem, extra), item))
        offers.sort(key=lambda offer: (-offer[0], offer[1]))
        for _, item in offers[:batch]:
            extra = _addition(problem, item, chosen, free) or frozenset()
            chosen |= extra
            free = [room - load(limit, extra) for room, limit in zip(free, problem.limits, strict=True)]
        waiting = [item for _, item in offers if item not in chosen]
    return frozenset(chosen)


def _ratio(problem: Problem, extra: frozenset[int]) -> Fraction:
    weight = load(problem.limits[0], extra)
    value = worth(problem, extra)
    return value / weight if weight else value * SCALE


def solve(problem: Problem, left: Callable[[], float], *, ties: bool = True) -> Solution:
    """Return the best choice that is found in time, and the proof.

    Args:
        problem: the items.
        left: gives the seconds that are left.
        ties: whether to spend a second solve on the choice among equals.
    """
    start = greedy(problem)
    best, bound = _most(problem, start, left())
    value = worth(problem, best)
    settled = not ties
    if ties and bound == value:
        fairest = _fairest(problem, best, left())
        best, settled = (fairest, True) if fairest is not None else (best, False)
    return Solution(_pruned(problem, best), value, bound, settled)


def _most(problem: Problem, start: frozenset[int], seconds: float) -> tuple[frozenset[int], Fraction]:
    total, value = sum(problem.values, Fraction(0)), worth(problem, start)
    if total == value:
        return start, total
    gains, unit = _integers(problem.values, up=True)
    found, dual = _run(problem, [float(gain) for gain in gains], (), start, MAXIMIZE, seconds)
    best = start
    if found is not None and worth(problem, found) > value:
        best, value = found, worth(problem, found)
    bound = total if dual is None else min(total, max(value, math.floor(dual + 1e-4) * unit))
    return best, value if bound < value + _grain(problem.values) else bound


def _fairest(problem: Problem, best: frozenset[int], seconds: float) -> frozenset[int] | None:
    gains, unit = _integers(problem.values, up=False)
    value = worth(problem, best)
    floor = sum(gains[item] for item in best)
    row = _Row(float(floor), highspy.kHighsInf, tuple((item, float(gain)) for item, gain in enumerate(gains) if gain))
    costs = [float(cost) for cost in problem.costs]
    found, dual = _run(problem, costs, (row,), best, MINIMIZE, seconds)
    if found is None or dual is None or worth(problem, found) != value:
        return None
    cost = sum(problem.costs[item] for item in found)
    return found if math.ceil(dual - 1e-4) >= cost else None


def _pruned(problem: Problem, chosen: frozenset[int]) -> frozenset[int]:
    """Drop what is worth nothing and is needed by nothing that is chosen for its own sake."""
    kept: set[int] = set()
    stack = [item for item in chosen if problem.values[item] > 0 or item in problem.forced]
    while stack:
        item = stack.pop()
        if item not in kept:
            kept.add(item)
            stack.extend(problem.needs[item])
    return frozenset(kept)


def _grain(values: Iterable[Fraction]) -> Fraction:
    """Return the greatest number of which every value is a multiple: two choices differ by it or not at all."""
    known = [value for value in values if value]
    bottom = math.lcm(*(value.denominator for value in known))
    return Fraction(math.gcd(*(int(value * bottom) for value in known)) or 1, bottom)


def _integers(values: tuple[Fraction, ...], *, up: bool) -> tuple[list[int], Fraction]:
    """Return the values as integers and the unit; rounded where exact ones would be too large for the solver."""
    unit = max(_grain(values), sum(values, Fraction(0)) / SCALE)
    return [math.ceil(value / unit) if up else math.floor(value / unit) for value in values], unit


def _limit_row(limit: Limit) -> _Row:
    unit = _grain(limit.weights)
    entries = tuple((item, float(weight / unit)) for item, weight in enumerate(limit.weights) if weight)
    return _Row(-highspy.kHighsInf, float(math.floor(limit.room / unit)), entries)


def _rows(problem: Problem) -> list[_Row]:
    rows = [_limit_row(limit) for limit in problem.limits]
    for item, needs in enumerate(problem.needs):
        rows += [_Row(0.0, highspy.kHighsInf, ((need, 1.0), (item, -1.0))) for need in needs if need != item]
    return rows


def _fits(problem: Problem, chosen: frozenset[int]) -> bool:
    closed = all(need in chosen for item in chosen for need in problem.needs[item])
    return closed and problem.forced <= chosen and all(load(limit, chosen) <= limit.room for limit in problem.limits)


def _run(
    problem: Problem, costs: list[float], more: tuple[_Row, ...], start: frozenset[int], sense: int, seconds: float
) -> tuple[frozenset[int] | None, float | None]:
    """Return the choice that HiGHS found, if it holds exactly, and its bound; None for what there is not."""
    if seconds <= 0:
        return None, None
    model = _model(problem, costs, (*_rows(problem), *more), sense)
    count = len(costs)
    model.setSolution(count, list(range(count)), [float(item in start) for item in range(count)])
    model.setOptionValue("time_limit", seconds)
    model.run()
    info = model.getInfo()
    dual = float(info.mip_dual_bound)
    found = None
    if info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible):
        levels = model.getSolution().col_value
        found = frozenset(item for item, level in enumerate(levels) if level > 0.5)  # noqa: PLR2004 - it is 0 or 1
    if found is not None and not _fits(problem, found):
        found = None
    return found, dual if math.isfinite(dual) else None


def _model(problem: Problem, costs: list[float], rows: tuple[_Row, ...], sense: int) -> highspy.Highs:
    model = highspy.Highs()
    for option, setting in _OPTIONS.items():
        model.setOptionValue(option, setting)
    starts, index, entries = [0], [], []
    for row in rows:
        index += [item for item, _ in row.entries]
        entries += [entry for _, entry in row.entries]
        starts.append(len(index))
    count = len(costs)
    lows = [float(item in problem.forced) for item in range(count)]
    model.passModel(
        *(count, len(rows), len(index), ROWWISE, sense, 0.0),
        *(costs, lows, [1.0] * count, [row.low for row in rows], [row.high for row in rows]),
        *(starts, index, entries, [INTEGER] * count),
    )
    return model


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.9,
}
