"""What is a choice of items that need each other, and how good a one is found by value for weight?

A precedence-constrained knapsack over several stages, in the literature the Next Release Problem (Bagnall 2001; Xuan
2012; Veerapen 2015): numbers only, nothing of stories. A node stands for "this item is there by this stage"; it needs
the node of the same item one stage later, so that a choice is a set of nodes that has all that its nodes need, and one
stage is nothing special. A request that pays only when all its needs are there is an item of no weight.
"""

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import NamedTuple

ROUNDS = 50
SOME = 20
"""After so many nodes the clock is looked at."""
LEAST = 1000
"""So many nodes are tried when time has ended, since something is to be answered."""


def endless() -> float:
    """Return the seconds that are left where nobody counts them."""
    return math.inf


class Problem(NamedTuple):
    """Nodes 0…n-1, stage by stage, each with a value ≥ 0, what it weighs, and the nodes that it cannot be without.

    Integers: of exact numbers, the multiples of their `grain`.
    """

    values: tuple[int, ...]
    needs: tuple[tuple[int, ...], ...]
    rooms: tuple[int, ...]
    """What the chosen nodes may weigh together, limit by limit: as many for each stage, then further ones."""
    weights: tuple[tuple[tuple[int, int], ...], ...]
    """Of each node: the limits that it counts for, with its weight; below zero where it makes room."""
    costs: tuple[int, ...]
    """Among choices of the same value, the one whose costs have the least sum is taken."""
    stages: int = 1
    """As many nodes belong to each."""
    forced: frozenset[int] = frozenset()
    """Nodes that are in, with all that they need."""

    @property
    def width(self) -> int:
        """Return how many nodes a stage has."""
        return len(self.values) // self.stages

    def stage(self, node: int) -> int:
        """Return the stage of a node, from 0."""
        return node // self.width


def worth(problem: Problem, chosen: Iterable[int]) -> int:
    """Return the sum of the values of the chosen nodes."""
    return sum(problem.values[node] for node in chosen)


def loads(problem: Problem, chosen: Iterable[int]) -> Counter[int]:
    """Return what the chosen nodes weigh, by limit."""
    found: Counter[int] = Counter()
    for node in chosen:
        for limit, weight in problem.weights[node]:
            found[limit] += weight
    return found


def free(problem: Problem, chosen: Iterable[int]) -> list[int]:
    """Return the room that is left, limit by limit."""
    taken = loads(problem, chosen)
    return [room - taken[limit] for limit, room in enumerate(problem.rooms)]


def fits(problem: Problem, chosen: frozenset[int]) -> bool:
    """Say whether the choice has all that it needs, what is forced, and respects every limit."""
    closed = all(need in chosen for node in chosen for need in problem.needs[node])
    return closed and problem.forced <= chosen and min(free(problem, chosen), default=0) >= 0


def with_needs(problem: Problem, nodes: Iterable[int]) -> frozenset[int]:
    """Return the nodes and all that they need."""
    seen = set(nodes)
    stack = list(seen)
    while stack:
        fresh = [need for need in problem.needs[stack.pop()] if need not in seen]
        seen.update(fresh)
        stack += fresh
    return frozenset(seen)


def addition(problem: Problem, node: int, chosen: frozenset[int]) -> frozenset[int] | None:
    """Return what must be added to have the node, itself included; None when that does not fit."""
    return _addition(problem, node, chosen, free(problem, chosen))


def take(problem: Problem, node: int, chosen: set[int], room: list[int]) -> bool:
    """Add the node and what it needs to `chosen`, and take the room away, if it fits; say whether it did."""
    extra = _addition(problem, node, chosen, room)
    if extra is None:
        return False
    chosen |= extra
    for limit, weight in loads(problem, extra).items():
        room[limit] -= weight
    return True


def _addition(problem: Problem, node: int, taken: AbstractSet[int], room: Sequence[int]) -> frozenset[int] | None:
    """Walk through what is missing, the node's own stage first, and give up as soon as that is too full.

    Only later stages get room back, of what moves to an earlier one.
    """
    end, spare = (problem.stage(node) + 1) * problem.width, dict[int, int]()
    seen: set[int] = set()
    stack, later = [] if node in taken else [node], list[int]()
    while stack or later:
        found = stack.pop() if stack else later.pop()
        if found in seen:
            continue
        seen.add(found)
        if found < end and not _spent(problem.weights[found], spare, room):
            return None
        for need in problem.needs[found]:
            if need not in taken and need not in seen:
                (stack if need < end else later).append(need)
    if all(weight <= room[limit] for limit, weight in loads(problem, seen).items()):
        return frozenset(seen)
    return None


def _spent(weights: Iterable[tuple[int, int]], spare: dict[int, int], room: Sequence[int]) -> bool:
    """Take what a node weighs from what is spare, and say whether that was enough."""
    for limit, weight in weights:
        if weight > 0:
            spare[limit] = spare.get(limit, room[limit]) - weight
            if spare[limit] < 0:
                return False
    return True


def placed(problem: Problem, nodes: Iterable[int], chosen: frozenset[int]) -> frozenset[int] | None:
    """Add nodes one after the other, each with what it needs as early as it fits; None when one does not fit so."""
    taken, room = set(chosen), free(problem, chosen)
    for node in nodes:
        for part in _first_things_first(problem, node, taken):
            stages = range(part % problem.width, part + 1, problem.width)
            if part not in taken and not any(take(problem, one, taken, room) for one in stages):
                return None
    return frozenset(taken)


def ever(problem: Problem, node: int) -> bool:
    """Say whether there is a stage that has room for the item alone."""
    stages = range(node % problem.width, len(problem.values), problem.width)
    return any(all(weight <= problem.rooms[limit] for limit, weight in problem.weights[one]) for one in stages)


def _first_things_first(problem: Problem, node: int, taken: Container[int]) -> list[int]:
    """Return the node after all that it needs at its own stage, without what is taken."""
    order: dict[int, None] = {}
    stack = [(node, False)]
    met: set[int] = set()
    stage = problem.stage(node)
    while stack:
        at, done = stack.pop()
        if done:
            order[at] = None
        elif at not in met and at not in taken:
            met.add(at)
            stack.append((at, True))
            stack += [(need, False) for need in problem.needs[at] if problem.stage(need) == stage]
    return list(order)


def greedy(
    problem: Problem, nodes: Iterable[int], start: frozenset[int], left: Callable[[], float] = endless
) -> frozenset[int]:
    """Add to the start from the nodes by value for weight, each with what it needs, one stage after the other.

    Where time ends, the rest is filled by own value for own weight, what needs least first.
    """
    chosen = set(start)
    room = free(problem, chosen)
    stages: list[list[int]] = [[] for _ in range(problem.stages)]
    for node in nodes:
        if problem.values[node] > 0:
            stages[problem.stage(node)].append(node)
    for waiting in stages:
        _fill(problem, waiting, chosen, room, left)
    return frozenset(chosen)


def _fill(problem: Problem, waiting: list[int], chosen: set[int], room: list[int], left: Callable[[], float]) -> None:
    """Add to `chosen` what pays most for the room, and take the room away, in at most about ROUNDS rounds."""
    batch = 1 + len(waiting) // ROUNDS
    while waiting and left() > 0:
        offers: list[tuple[float, int]] = []
        for place, node in enumerate(waiting):
            if place % SOME == 0 and left() <= 0:
                break
            extra = _addition(problem, node, chosen, room)
            if extra:
                offers.append((-_ratio(problem, extra), node))
        offers.sort()
        for _, node in offers[:batch]:
            take(problem, node, chosen, room)
        waiting = [node for _, node in offers if node not in chosen] if left() > 0 else waiting
    waiting.sort(key=lambda node: (len(problem.needs[node]), -_ratio(problem, frozenset([node])), node))
    for node in waiting[:LEAST]:
        take(problem, node, chosen, room)


def _ratio(problem: Problem, extra: frozenset[int]) -> float:
    weight = max(loads(problem, extra).values(), default=0)
    return worth(problem, extra) / weight if weight > 0 else math.inf


def pruned(problem: Problem, chosen: frozenset[int]) -> frozenset[int]:
    """Drop the items that are worth nothing and are needed by nothing that is chosen for its own sake."""
    kept = with_needs(problem, (node for node in chosen if problem.values[node] > 0 or node in problem.forced))
    items = {node % problem.width for node in kept}
    return frozenset(node for node in chosen if node % problem.width in items)


def grain(values: Iterable[Fraction]) -> Fraction:
    """Return the greatest number of which every value is a multiple: two choices differ by it or not at all."""
    known = [value for value in values if value]
    bottom = math.lcm(*(value.denominator for value in known))
    return Fraction(math.gcd(*(int(value * bottom) for value in known)) or 1, bottom)
