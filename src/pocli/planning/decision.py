"""Which nodes are chosen: what is worth most, true to what is promised, and what fills the room that is left?"""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from pocli.model.story import goal_of
from pocli.planning.candidates import value
from pocli.planning.claims import Claims, claims
from pocli.planning.demand import ZERO, Model
from pocli.planning.filling import filled
from pocli.solver.choice import Problem, worth
from pocli.solver.solve import Solution, solve


class Decision(NamedTuple):
    """What is chosen, and the proof."""

    problem: Problem
    """As it was solved: with what is forced, and with what keeping a promise is worth."""
    solution: Solution
    claims: Claims
    value: int
    """What the choice is worth, by the model's own values."""
    bound: int
    """The most that any choice is worth under the same promises."""
    free: int
    """What the best choice without promises is worth."""
    full: frozenset[int]
    """The choice with what fills the room that is left."""
    filled: frozenset[int]
    """The items that fill it."""
    sure: bool
    """False: it is not proven that the goal that goes first cannot be served better."""


def decide(model: Model, left: Callable[[], float]) -> Decision:
    """Choose.

    Raises:
        PoError: what must be in cannot be.
    """
    found = claims(model, left)
    problem, start, sure = model.problem._replace(forced=found.forced), found.start, True
    ask = model.seen.ask
    if ask.goal_first:
        problem, start, sure = _goal_first(model, problem, start, left)
    stake, free, hint = ask.stake, 0, None
    if stake is None and model.promised and ask.min_gain > 0:
        hint = solve(problem, left, start=start, ties=False).chosen
        free = worth(model.problem, hint)
        stake = ask.min_gain * _whole(model, free)
    if stake and model.promised:
        problem = _faithful(model, problem, stake)
    solution = solve(problem, left, start=start, hint=hint, ties=ask.ties)
    chosen = worth(model.problem, solution.chosen)
    full, spare = filled(model, solution.chosen, left)
    bound = chosen + solution.bound - solution.value
    whole = worth(model.problem, full)
    return Decision(problem, solution, found, whole, max(bound, whole), max(free, whole), full, spare, sure)


def _goal_first(
    model: Model, problem: Problem, start: frozenset[int], left: Callable[[], float]
) -> tuple[Problem, frozenset[int], bool]:
    """Return the problem in which every choice serves the goal best, one such choice, and whether that is proven."""
    goal, width = model.seen.ask.goal_first, problem.width
    items = {item for item, story in enumerate(model.items) if goal_of(model.seen.stories, story) == goal}
    values = tuple(gain if node % width in items else 0 for node, gain in enumerate(problem.values))
    best = solve(problem._replace(values=values), left, start=start, ties=False)
    limit, most = len(problem.rooms), sum(values[node] for node in best.chosen)
    weights = tuple((*has, (limit, -gain)) if gain else has for has, gain in zip(problem.weights, values, strict=True))
    return problem._replace(rooms=(*problem.rooms, -most), weights=weights), best.chosen, best.value == best.bound


def _whole(model: Model, chosen: int) -> Fraction:
    """Return the value of a plan, from what its choice is worth."""
    under_way = sum((value(model.seen, story) or ZERO for story in model.pool.under_way), ZERO)
    return chosen * model.unit / model.problem.stages + under_way


def _faithful(model: Model, problem: Problem, stake: Fraction) -> Problem:
    """Return the problem in which each promise that is kept is worth the least gain for which it would be broken."""
    ask, values = model.seen.ask, list(problem.values)
    for item, stage in model.promised.items():
        own = stake + ask.firm if model.items[item].id in ask.written else stake
        values[model.node(item, stage)] += math.ceil(own * problem.stages / model.unit)
    return problem._replace(values=tuple(values))
