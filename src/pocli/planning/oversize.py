"""Which stories are too big, with all that they need, for the sprints of a plan?

Each is looked at after what it needs: what needs something too big is too big. How much all that it needs weighs lies
between the longest chain and the sum over all chains; only what these leave open is walked through, so that thousands
of stories in a row cost no more than one by one.
"""

from collections.abc import Callable, Container, Mapping
from typing import NamedTuple

from pocli.model.graph import components
from pocli.planning.demand import LIMITS, Model
from pocli.solver.choice import addition, ever, with_needs
from pocli.solver.solve import packed


class _Rooms(NamedTuple):
    """How much fits."""

    whole: int
    """Into all sprints together."""
    one: int
    """Into the largest of those that are shut to nothing; below zero where there is none."""


def oversize(model: Model, fine: Container[int], left: Callable[[], float]) -> Mapping[int, bool]:
    """Say of each item whether it, with all that it needs, fits neither into a sprint nor into all of them together.

    Args:
        model: the problem.
        fine: the items of which it is known that they fit.
        left: gives the seconds that are left; of what was not looked at by then, nothing is said.
    """
    rooms, place = _rooms(model), model.place
    sizes = [max(dict(model.problem.weights[item]).get(0, 0), 0) for item in range(len(model.items))]
    found: dict[int, bool] = {}
    low, high = [0] * len(sizes), [0] * len(sizes)
    for group in components(model.pool.needs):
        items = [place[name] for name in group]
        before = {place[need] for name in group for need in model.pool.needs[name]}.difference(items)
        own = sum(sizes[item] for item in items)
        least, most = own + max((low[one] for one in before), default=0), own + sum(high[one] for one in before)
        for item in items:
            low[item], high[item] = least, most
        if left() <= 0:
            break
        large = any(found[one] for one in before) or least > rooms.whole
        known = large or most <= rooms.one or any(item in fine for item in items)
        answer = large if known else _walked(model, items[0], rooms, sizes, left)
        found |= dict.fromkeys(items, answer)
    return found


def _rooms(model: Model) -> _Rooms:
    problem = model.problem
    shut = {limit for weights in problem.weights for limit, _ in weights if limit % LIMITS == LIMITS - 1}
    stages = range(problem.stages)
    free = [stage for stage in stages if LIMITS * stage + LIMITS - 1 not in shut]
    one = max((min(problem.rooms[LIMITS * stage : LIMITS * stage + 2]) for stage in free), default=-1)
    return _Rooms(sum(problem.rooms[LIMITS * stage] for stage in stages), one)


def _walked(model: Model, item: int, rooms: _Rooms, sizes: list[int], left: Callable[[], float]) -> bool:
    """Look at one item with all that it needs."""
    problem = model.problem
    nodes = [model.node(item, stage) for stage in range(problem.stages)]
    if any(addition(problem, node, frozenset()) is not None for node in nodes):
        return False
    if problem.stages == 1 or _exceeds(model, item, rooms.whole, sizes):
        return True
    needed = with_needs(problem, nodes[-1:])
    if not all(ever(problem, node) for node in needed):
        return True
    found = packed(problem, needed, frozenset(), left)
    return found.chosen is None and found.certain


def _exceeds(model: Model, item: int, room: int, sizes: list[int]) -> bool:
    """Say whether an item, with all that it needs, is more than all the room there is."""
    first = (model.problem.stages - 1) * model.problem.width
    seen: set[int] = set()
    stack = [item]
    while stack and room >= 0:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            room -= sizes[at]
            stack += [need - first for need in model.problem.needs[first + at] if need - first not in seen]
    return room < 0
