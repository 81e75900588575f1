"""What is a choice of items that need each other, and how good a one is found by value for weight?

A precedence-constrained knapsack, in the literature the Next Release Problem (Bagnall 2001; Xuan 2012; Veerapen 2015):
numbers only, nothing of stories. A request that pays only when all its needs are there is an item of no weight.
"""

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import NamedTuple

ROUNDS = 50


class Limit(NamedTuple):
    """What the items may weigh together."""

    room: int
    weights: tuple[int, ...]


class Problem(NamedTuple):
    """Items 0…n-1, each with a value ≥ 0, weights ≥ 0, and the items that it cannot be without.

    Integers: of exact numbers, the multiples of their `grain`.
    """

    values: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    limits: tuple[Limit, ...]
    costs: tuple[int, ...]
    """Among choices of the same value, the one whose costs have the least sum is taken."""
    forced: frozenset[int] = frozenset()
    """Items that are in, with all that they need; together they respect the limits."""


def worth(problem: Problem, chosen: Iterable[int]) -> int:
    """Return the sum of the values of the chosen items."""
    return sum(problem.values[item] for item in chosen)


def load(limit: Limit, chosen: Iterable[int]) -> int:
    """Return what the chosen items weigh."""
    return sum(limit.weights[item] for item in chosen)


def addition(problem: Problem, item: int, chosen: frozenset[int]) -> frozenset[int] | None:
    """Return what must be added to have the item, itself included; None when that does not fit."""
    return _addition(problem, item, chosen, [limit.room - load(limit, chosen) for limit in problem.limits])


def _addition(problem: Problem, item: int, taken: AbstractSet[int], free: Sequence[int]) -> frozenset[int] | None:
    seen: set[int] = set()
    stack = [] if item in taken else [item]
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


def greedy(problem: Problem, items: Iterable[int]) -> frozenset[int]:
    """Choose among the items by value for weight, each together with what it needs, the forced ones first."""
    chosen = set(problem.forced)
    free = [limit.room - load(limit, chosen) for limit in problem.limits]
    waiting = [item for item in items if problem.values[item] > 0 and item not in chosen]
    batch = 1 + len(waiting) // ROUNDS
    while waiting:
        offers: list[tuple[float, int]] = []
        for item in waiting:
            extra = _addition(problem, item, chosen, free)
            if extra:
                offers.append((-_ratio(problem, extra), item))
        offers.sort()
        for _, item in offers[:batch]:
            extra = _addition(problem, item, chosen, free) or frozenset()
            chosen |= extra
            free = [room - load(limit, extra) for room, limit in zip(free, problem.limits, strict=True)]
        waiting = [item for _, item in offers if item not in chosen]
    return frozenset(chosen)


def _ratio(problem: Problem, extra: frozenset[int]) -> float:
    weight = load(problem.limits[0], extra)
    return worth(problem, extra) / weight if weight else math.inf


def pruned(problem: Problem, chosen: frozenset[int]) -> frozenset[int]:
    """Drop what is worth nothing and is needed by nothing that is chosen for its own sake."""
    kept: set[int] = set()
    stack = [item for item in chosen if problem.values[item] > 0 or item in problem.forced]
    while stack:
        item = stack.pop()
        if item not in kept:
            kept.add(item)
            stack.extend(problem.needs[item])
    return frozenset(kept)


def grain(values: Iterable[Fraction]) -> Fraction:
    """Return the greatest number of which every value is a multiple: two choices differ by it or not at all."""
    known = [value for value in values if value]
    bottom = math.lcm(*(value.denominator for value in known))
    return Fraction(math.gcd(*(int(value * bottom) for value in known)) or 1, bottom)


def fits(problem: Problem, chosen: frozenset[int]) -> bool:
    """Say whether the choice has all that it needs, what is forced, and respects every limit."""
    closed = all(need in chosen for item in chosen for need in problem.needs[item])
    return closed and problem.forced <= chosen and all(load(limit, chosen) <= limit.room for limit in problem.limits)
