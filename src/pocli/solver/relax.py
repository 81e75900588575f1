"""How much can a choice be worth at most, and which nodes can be settled by that?"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pocli.solver import highs
from pocli.solver.choice import Problem, worth

SCALE = 2**40
"""Above this, sums of integers times tolerances of the solver would no longer tell neighbours apart."""
TINY = 1e-9
SLACK = 1e-7


class Relaxation(NamedTuple):
    """What is known when nodes may be split: the most value, and how much of it is lost with each node in or out."""

    bound: int
    losses: tuple[float, ...]
    """When the node is in; in units of the scaled values."""
    omissions: tuple[float, ...]
    """When the node is not in."""
    whole: frozenset[int] = frozenset()
    """The nodes that are not split, when all were relaxed together: they are a choice that fits."""


def by_stages(problem: Problem, left: Callable[[], float]) -> Relaxation | None:
    """Relax stage by stage, each with all the room up to it: what is there by a stage was delivered by then.

    The sum of the stages' bounds is a bound, and what a node loses its stage is lost to all; many small linear programs
    are solved sooner than a large one.
    """
    bound, width, gains = 0, problem.width, gains_of(problem)
    if problem.stages == 1:
        return relaxed(problem, tuple(range(width)), gains, left)
    losses: list[float] = []
    omissions: list[float] = []
    for stage in range(problem.stages):
        own = gains[stage * width : (stage + 1) * width]
        found = relaxed(_alone(problem, stage), tuple(range(width)), own, left)
        if found is None:
            return None
        bound += found.bound
        losses += found.losses
        omissions += found.omissions
    return Relaxation(bound, tuple(losses), tuple(omissions))


def _alone(problem: Problem, stage: int) -> Problem:
    """Return a stage as a problem of its own: the weights that it shares with earlier stages fall away in their sum."""
    first = stage * problem.width
    nodes = range(first, first + problem.width)
    per = len(problem.rooms) // problem.stages
    rooms = tuple(sum(problem.rooms[limit : (stage + 1) * per : per]) for limit in range(per))
    return problem._replace(
        values=problem.values[first : first + problem.width],
        needs=tuple(tuple(need - first for need in problem.needs[node] if need in nodes) for node in nodes),
        rooms=rooms,
        weights=tuple(
            tuple((limit % per, weight) for limit, weight in problem.weights[node] if weight > 0) for node in nodes
        ),
        costs=(0,) * problem.width,
        stages=1,
        forced=frozenset(node - first for node in problem.forced if node in nodes),
    )


def relaxed(
    problem: Problem, alive: Sequence[int], gains: Sequence[float], left: Callable[[], float]
) -> Relaxation | None:
    """Return what is known when the nodes that are alive may be split; None where time ends before."""
    found = highs.split(problem, alive, gains, left)
    if found is None:
        return None
    losses, omissions = [math.inf] * len(problem.values), [0.0] * len(problem.values)
    for node, level, dual in zip(alive, found.columns, found.duals, strict=True):
        losses[node] = abs(dual) if level < TINY else 0.0
        omissions[node] = abs(dual) if level > 1 - TINY else 0.0
    whole = frozenset(node for node, level in zip(alive, found.columns, strict=True) if level > 1 - TINY)
    return Relaxation(below(found.objective), tuple(losses), tuple(omissions), whole)


def loose(problem: Problem) -> int:
    """Return a bound that needs no solver: stage by stage the best value for weight, whatever needs what.

    Dantzig (Discrete-variable extremum problems, 1957), on the first limit of each stage.
    """
    bound, width = 0, problem.width
    per = len(problem.rooms) // problem.stages
    for stage in range(problem.stages):
        nodes = range(stage * width, (stage + 1) * width)
        room = sum(problem.rooms[: (stage + 1) * per : per])
        weights = (max(dict(problem.weights[node]).get(stage * per, 0), 0) for node in nodes)
        pairs = [(problem.values[node], weight) for node, weight in zip(nodes, weights, strict=True)]
        bound += sum(value for value, weight in pairs if not weight)
        pairs = [(value, weight) for value, weight in pairs if value and weight]
        for value, weight in sorted(pairs, key=lambda pair: pair[0] / pair[1], reverse=True):
            bound += value if weight <= room else -(-value * room // weight)
            room -= weight
            if room <= 0:
                break
    return bound


def alive(problem: Problem, best: frozenset[int], relaxed: Relaxation | None) -> Sequence[int]:
    """Return the nodes that a choice worth as much as `best` may contain (reduced-cost fixing)."""
    everything = range(len(problem.values))
    if relaxed is None:
        return everything
    lost = _spare(problem, best, relaxed)
    return tuple(node for node in everything if node in best or relaxed.losses[node] <= lost)


def sure(problem: Problem, best: frozenset[int], relaxed: Relaxation | None) -> frozenset[int]:
    """Return the nodes that every choice worth as much as `best` contains, and what is forced."""
    if relaxed is None:
        return problem.forced
    lost = _spare(problem, best, relaxed)
    return problem.forced.union(node for node in best if relaxed.omissions[node] > lost)


def _spare(problem: Problem, best: frozenset[int], relaxed: Relaxation) -> float:
    return relaxed.bound - worth(problem, best) / unit_of(problem) + relaxed.bound * SLACK + 1


def below(bound: float) -> int:
    """Return the integer below a bound, allowing for the solver's arithmetic."""
    return math.floor(bound + 1e-4)


def unit_of(problem: Problem) -> int:
    """Return by what the values are divided, so that the solver's arithmetic can tell them apart."""
    return max(1, -(-sum(problem.values) // SCALE))


def step_of(problem: Problem) -> int:
    """Return how near a bound must come to count as reached: choices differ by as much, or the solver cannot tell."""
    unit = unit_of(problem)
    return unit if unit == 1 else unit * len(problem.values)


def gains_of(problem: Problem) -> list[float]:
    """Return the values for the solver, rounded up where they are divided, so that a bound stays one."""
    unit = unit_of(problem)
    return [float(-(-value // unit)) for value in problem.values]
