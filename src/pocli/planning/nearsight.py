"""What would the sprints of the horizon be worth if the first ones were planned for themselves alone?"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.planning.decision import Decision, decide
from pocli.planning.demand import LIMITS, Model, alone
from pocli.solver.choice import Problem, worth
from pocli.solver.solve import Solution, packed, solve


class Nearsight(NamedTuple):
    """The first sprints planned for themselves alone, and the best of the rest after that."""

    items: frozenset[int]
    """What would be in those first sprints."""
    value: Fraction
    """What the horizon would be worth then, but for what is under way."""


def nearsight(model: Model, decision: Decision, left: Callable[[], float]) -> Nearsight | None:
    """Return what looking at the wanted sprints alone would come to; None where that is not known in time."""
    count, shown = len(model.items), model.shown
    if shown == model.problem.stages or not _proven(decision.solution) or left() <= 0:
        return None
    near = alone(model)
    try:
        own = decide(near, left)
    except PoError:
        return None
    if not _proven(own.solution) or not own.solution.settled:
        return None
    places = {item: stage for item, stage in near.delivered(own.solution.chosen).items() if item < count}
    ours = model.delivered(decision.solution.chosen)
    same = places == {item: stage for item, stage in ours.items() if stage < shown and item < count}
    found = decision.value if same else _rest(model, decision, places, left)
    return None if found is None else Nearsight(frozenset(places), found * model.unit / model.problem.stages)


def _proven(solution: Solution) -> bool:
    return solution.value == solution.bound


def _rest(model: Model, decision: Decision, places: dict[int, int], left: Callable[[], float]) -> int | None:
    """Return what the best is worth that begins so."""
    problem = _held(model, decision.problem, places)
    start = packed(problem, problem.forced, frozenset(), left).chosen
    if start is None:
        return None
    other = solve(problem, left, start=start, ties=False)
    return worth(model.problem, other.chosen) if _proven(other) else None


def _held(model: Model, problem: Problem, places: dict[int, int]) -> Problem:
    """Return the problem in which the first sprints hold what is said, no sooner and nothing besides."""
    shut = frozenset(_others(model, places))
    weights = tuple(
        (*has, (LIMITS * (problem.stage(node) + 1) - 1, 1)) if node in shut else has
        for node, has in enumerate(problem.weights)
    )
    kept = (model.node(item, later) for item, stage in places.items() for later in range(stage, problem.stages))
    return problem._replace(weights=weights, forced=problem.forced.union(kept))


def _others(model: Model, places: dict[int, int]) -> Iterator[int]:
    for item in range(len(model.items)):
        for stage in range(min(places.get(item, model.shown), model.shown)):
            yield model.node(item, stage)
