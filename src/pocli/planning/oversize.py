"""Which stories are too big, with all that they need, for the sprints of a plan?

Each is looked at after what it needs: what needs something too big is too big. What weighs more than fits at all is
known at once, and so is what weighs less than fits into one sprint; only what these leave open is walked through, so
that thousands of stories in a row cost no more than one by one.
"""

from collections.abc import Callable, Container, Mapping

from pocli.model.graph import components
from pocli.planning.demand import LIMITS, Model
from pocli.solver.choice import addition, ever, with_needs
from pocli.solver.shrink import too_heavy, within_stage
from pocli.solver.solve import packed


def oversize(model: Model, fine: Container[int], left: Callable[[], float]) -> Mapping[int, bool]:
    """Say of each item whether it, with all that it needs, fits neither into a sprint nor into all of them together.

    Args:
        model: the problem.
        fine: the items of which it is known that they fit.
        left: gives the seconds that are left; of what was not looked at by then, nothing is said.
    """
    count, needs = len(model.items), within_stage(model.problem)
    heavy, room = too_heavy(model.problem, needs), _room(model)
    sizes = [max(dict(weights).get(0, 0), 0) for weights in model.problem.weights[:count]]
    found: dict[int, bool] = {}
    high = [0] * count
    for items in components(dict(enumerate(needs[:count]))):
        before = {need for item in items for need in needs[item]}.difference(items)
        most = sum(sizes[item] for item in items) + sum(high[one] for one in before)
        for item in items:
            high[item] = most
        if left() <= 0:
            break
        large = items[0] in heavy or any(found[one] for one in before)
        known = large or most <= room or any(item in fine for item in items)
        found |= dict.fromkeys(items, large if known else _walked(model, items[0], left))
    return found


def _room(model: Model) -> int:
    """Return how much fits into the largest sprint that is shut to nothing; below zero where there is none."""
    problem = model.problem
    shut = {limit for weights in problem.weights for limit, _ in weights if limit % LIMITS == LIMITS - 1}
    free = [stage for stage in range(problem.stages) if LIMITS * stage + LIMITS - 1 not in shut]
    return max((min(problem.rooms[LIMITS * stage : LIMITS * stage + 2]) for stage in free), default=-1)


def _walked(model: Model, item: int, left: Callable[[], float]) -> bool:
    """Look at one item with all that it needs."""
    problem = model.problem
    nodes = [model.node(item, stage) for stage in range(problem.stages)]
    if any(addition(problem, node, frozenset()) is not None for node in nodes):
        return False
    if problem.stages == 1:
        return True
    needed = with_needs(problem, nodes[-1:])
    if not all(ever(problem, node) for node in needed):
        return True
    found = packed(problem, needed, frozenset(), left)
    return found.chosen is None and found.certain
