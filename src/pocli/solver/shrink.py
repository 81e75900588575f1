"""Which items are in no best choice, so that most of a large backlog never reaches the solver?

An item that nothing chosen needs can give its place to any other one that is worth more, weighs no more and needs
nothing. Where there are more of those than fit into all stages together, one of them is always free: the item is in no
best choice. So is one that is worth nothing and that only such items need, and one that weighs more, with all that it
needs, than there is room.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from pocli.model.graph import components
from pocli.solver.choice import Problem

SMALL = 300
"""Problems of so few items are solved as they are."""
KINDS = 2
"""So many limits of a stage are shared by whatever is put into it."""
WALKED = 300
"""So many are looked at of what an item needs; one that needs more, and little of it, goes to the solver."""


class Core(NamedTuple):
    """The part of a problem that matters."""

    problem: Problem
    nodes: Sequence[int]
    """For each of its nodes, the one of the whole problem."""

    def inside(self, chosen: Iterable[int]) -> frozenset[int]:
        """Return the nodes of a choice by their numbers in the part."""
        place = {node: at for at, node in enumerate(self.nodes)}
        return frozenset(place[node] for node in chosen)

    def outside(self, chosen: Iterable[int]) -> frozenset[int]:
        """Return the nodes of a choice by their numbers in the whole."""
        return frozenset(self.nodes[node] for node in chosen)


class _Item(NamedTuple):
    """What an item is worth and weighs, at least and at most."""

    most: int
    least: int
    light: int
    """What it weighs at least, wherever it counts; below zero where it meets a condition that another may not."""
    heavy: int
    """What it weighs at most; below zero where it cannot stand in for another."""


def core(problem: Problem, dead: frozenset[int], kept: Iterable[int]) -> Core:
    """Leave out the items that are dead, but for those of the nodes that are kept, which have all that they need."""
    width = problem.width
    gone = dead.difference(node % width for node in kept)
    if not gone:
        return Core(problem, range(len(problem.values)))
    alive = [item for item in range(width) if item not in gone]
    nodes = [stage * width + item for stage in range(problem.stages) for item in alive]
    place = {node: at for at, node in enumerate(nodes)}
    part = problem._replace(
        values=tuple(problem.values[node] for node in nodes),
        needs=tuple(tuple(place[need] for need in problem.needs[node]) for node in nodes),
        weights=tuple(problem.weights[node] for node in nodes),
        costs=tuple(problem.costs[node] for node in nodes),
        forced=frozenset(place[node] for node in problem.forced),
    )
    return Core(part, nodes)


def dead(problem: Problem) -> frozenset[int]:
    """Return the items that are in no best choice unless they are forced."""
    width = problem.width
    if width <= SMALL:
        return frozenset()
    items = [_item(problem, item) for item in range(width)]
    needs = within_stage(problem)
    floors = _floors(problem, items, needs)
    waiting = [0] * width
    for own in needs:
        for need in own:
            waiting[need] += 1
    found: set[int] = set()
    never = too_heavy(problem, needs)
    stack = [item for item in range(width) if not waiting[item]]
    while stack:
        item = stack.pop()
        if item in never or _worthless(problem, item) or items[item].most < floors.get(items[item].light, 0):
            found.add(item)
            for need in needs[item]:
                waiting[need] -= 1
                if not waiting[need]:
                    stack.append(need)
    return frozenset(found)


def within_stage(problem: Problem) -> list[list[int]]:
    """Return what each item needs besides itself at a later stage."""
    width = problem.width
    return [[need for need in problem.needs[item] if need < width and need != item] for item in range(width)]


def too_heavy(problem: Problem, needs: Sequence[Sequence[int]]) -> set[int]:
    """Return the items that weigh more, with all that they need, than fits into all stages together.

    It lies between the longest chain of what they need and the sum of all chains; what these leave open is looked at.
    """
    per = len(problem.rooms) // problem.stages
    room = sum(problem.rooms[: per * problem.stages : per])
    sizes = [_weight(problem, item, per) for item in range(problem.width)]
    low, high = [0] * problem.width, [0] * problem.width
    found: set[int] = set()
    for ring in components(dict(enumerate(needs))):
        before = {need for item in ring for need in needs[item]}.difference(ring)
        own = sum(sizes[item] for item in ring)
        least, most = own + max((low[one] for one in before), default=0), own + sum(high[one] for one in before)
        for item in ring:
            low[item], high[item] = least, most
        known = least > room or not found.isdisjoint(before)
        if known or (most > room and _exceeds(needs, ring[0], sizes, room)):
            found.update(ring)
    return found


def _exceeds(needs: Sequence[Sequence[int]], item: int, sizes: Sequence[int], room: int) -> bool:
    """Say whether an item, with all that it needs, is more than fits, as far as that is looked at."""
    seen = {item}
    stack = [item]
    while stack and room >= 0 and len(seen) <= WALKED:
        at = stack.pop()
        room -= sizes[at]
        fresh = [need for need in needs[at] if need not in seen]
        seen.update(fresh)
        stack += fresh
    return room < 0


def _weight(problem: Problem, item: int, per: int) -> int:
    """Return what an item takes at least of the first limit of the stage in which it is delivered."""
    nodes = enumerate(range(item, len(problem.values), problem.width))
    return max(0, min(dict(problem.weights[node]).get(per * stage, 0) for stage, node in nodes))


def _item(problem: Problem, item: int) -> _Item:
    nodes = range(item, len(problem.values), problem.width)
    per = len(problem.rooms) // problem.stages
    values = [problem.values[node] for node in nodes]
    light: int | None = None
    heavy = 0
    for stage, node in enumerate(nodes):
        own = {limit - per * stage: weight for limit, weight in problem.weights[node] if weight > 0}
        lowest = min(own.get(kind, 0) for kind in range(min(KINDS, per)))
        light = lowest if light is None else min(light, lowest)
        fits = all(weight <= problem.rooms[per * stage + kind] for kind, weight in own.items())
        heavy = max(heavy, *own.values()) if heavy >= 0 and own and fits else -1
        later = range(per * (stage + 1), per * (stage + 2)) if stage + 1 < problem.stages else ()
        if any(weight < 0 and limit not in later for limit, weight in problem.weights[node]):
            light = -1
    return _Item(max(values), min(values), light or 0, heavy)


def _floors(problem: Problem, items: Sequence[_Item], needs: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return by weight the worth below which an item gives its place away: more are lighter and better than fit."""
    per = len(problem.rooms) // problem.stages
    room = min(sum(problem.rooms[kind : per * problem.stages : per]) for kind in range(min(KINDS, per)))
    free = sorted((one.heavy, one.least) for one, own in zip(items, needs, strict=True) if one.heavy > 0 and not own)
    floors: dict[int, int] = {}
    better: list[tuple[int, int]] = []
    total = at = 0
    for light in sorted({one.light for one in items if one.light > 0}):
        while at < len(free) and free[at][0] <= light:
            heavy, least = free[at]
            heappush(better, (least, heavy))
            total += heavy
            at += 1
        while better and total - better[0][1] > room:
            total -= heappop(better)[1]
        floors[light] = better[0][0] if total > room else 0
    return floors


def _worthless(problem: Problem, item: int) -> bool:
    """Say whether neither value nor costs speak for the item."""
    nodes = range(item, len(problem.values), problem.width)
    return all(not problem.values[node] and problem.costs[node] >= 0 for node in nodes)
