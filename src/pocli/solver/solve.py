"""Which choice within the limits is worth most, and what proves it?

What cannot matter is left aside. Then comes the linear relaxation: what it shows to be in no best choice is left out of
the model that HiGHS solves.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pocli.solver.choice import Problem, fits, greedy, placed, pruned, worth
from pocli.solver.highs import INFINITE, MINIMIZE, Constraint, any_choice, choose
from pocli.solver.relax import Relaxation, alive, below, by_stages, gains_of, loose, relaxed, step_of, sure, unit_of
from pocli.solver.shrink import core, dead

PROMISING = 1000
"""So many nodes of a stage are enough for a start."""


class Solution(NamedTuple):
    """A choice, its value, and the most that any choice can be worth; both are equal when it is proven best.

    Where values are finer than 2⁻⁴⁰ of their sum, best means to that part (times the number of nodes).
    """

    chosen: frozenset[int]
    value: int
    bound: int
    settled: bool
    """Ties were broken to the end."""
    relaxed: Relaxation | None
    dead: frozenset[int] = frozenset()
    """Items that are in no best choice unless they are forced."""


class Packing(NamedTuple):
    """A choice that fits, if there is one."""

    chosen: frozenset[int] | None
    certain: bool
    """False: time ended before it was known that there is none."""


def solve(
    problem: Problem,
    left: Callable[[], float],
    *,
    start: frozenset[int] = frozenset(),
    hint: frozenset[int] | None = None,
    ties: bool = True,
    known: Solution | None = None,
) -> Solution:
    """Return the best choice that is found in time, and the proof.

    Args:
        problem: the nodes.
        left: gives the seconds that are left.
        start: a choice that fits and has what is forced; it is added to.
        hint: a choice that fits and may be as good as any.
        ties: whether to spend a second solve on the choice among equals.
        known: the solution of the same problem with less forced.
    """
    gone = known.dead if known else dead(problem)
    part = core(problem, gone, problem.forced.union(start, hint or ()))
    if part.problem is problem:
        return _solved(problem, left, start, hint, ties=ties, known=known and known.relaxed)
    near = hint and part.inside(hint)
    found = _solved(part.problem, left, part.inside(start), near, ties=ties)
    return found._replace(chosen=part.outside(found.chosen), relaxed=None, dead=gone)


def _solved(
    problem: Problem,
    left: Callable[[], float],
    start: frozenset[int],
    hint: frozenset[int] | None,
    *,
    ties: bool,
    known: Relaxation | None = None,
) -> Solution:
    wide = known or by_stages(problem, left)
    begin, near = _begun(problem, start, wide, hint, left), wide
    if known or problem.stages > 1:
        near = relaxed(problem, alive(problem, begin, wide), gains_of(problem), left) or wide
        begin = _begun(problem, start, near, begin, left) if near is not wide else begin
    best, bound = _most(problem, begin, near, left)
    value = worth(problem, best)
    proven = bound < value + step_of(problem)
    settled = not ties
    if ties and proven:
        fairest = _fairest(problem, best, near, left)
        best, settled = (fairest, True) if fairest is not None else (best, False)
    return Solution(pruned(problem, best), value, value if proven else bound, settled, wide)


def packed(problem: Problem, forced: frozenset[int], start: frozenset[int], left: Callable[[], float]) -> Packing:
    """Find a choice that fits and has what is forced, grown from the start if that can be."""
    for begin in (start, frozenset[int]()):
        found = placed(problem, sorted(forced), begin)
        if found is not None:
            return Packing(found, certain=True)
    items = sorted({node % problem.width for node in forced})
    nodes = [stage * problem.width + item for stage in range(problem.stages) for item in items]
    return Packing(*any_choice(problem._replace(forced=forced), nodes, left))


def _begun(
    problem: Problem,
    start: frozenset[int],
    known: Relaxation | None,
    other: frozenset[int] | None,
    left: Callable[[], float],
) -> frozenset[int]:
    """Return a good choice to begin with: what is not split in the relaxation, filled up; or the other, if better."""
    whole = known.whole if known and start <= known.whole and fits(problem, known.whole) else start
    found = greedy(problem, _promising(problem, known), whole, left)
    return other if other is not None and worth(problem, other) > worth(problem, found) else found


def _promising(problem: Problem, known: Relaxation | None) -> Sequence[int]:
    """Return the nodes that lose least, of each stage those that lose nothing and PROMISING more."""
    everything = range(len(problem.values))
    if known is None or problem.width <= PROMISING:
        return everything
    found: list[int] = []
    for stage in range(problem.stages):
        nodes = everything[stage * problem.width : (stage + 1) * problem.width]
        free = sum(1 for node in nodes if not known.losses[node])
        found += sorted(nodes, key=lambda node: (known.losses[node], node))[: free + PROMISING]
    return sorted(found)


def _most(
    problem: Problem, start: frozenset[int], near: Relaxation | None, left: Callable[[], float]
) -> tuple[frozenset[int], int]:
    value, unit = worth(problem, start), unit_of(problem)
    bound = max(value, near.bound * unit if near else loose(problem))
    if bound < value + step_of(problem):
        return start, bound
    narrowed = problem._replace(forced=sure(problem, start, near))
    nodes = alive(problem, start, near)
    found, dual = choose(narrowed, nodes, gains_of(problem), start=start, left=left)
    best = start if found is None or worth(problem, found) < value else found
    if dual is not None:
        bound = min(bound, below(dual) * unit)
    return best, max(bound, worth(problem, best))


def _fairest(
    problem: Problem, best: frozenset[int], near: Relaxation | None, left: Callable[[], float]
) -> frozenset[int] | None:
    value, gains = worth(problem, best), gains_of(problem)
    nodes = alive(problem, best, near)
    if best.issuperset(nodes) or not value:
        return best
    floor = float(sum(gains[node] for node in best))
    row = Constraint(floor, INFINITE, tuple((node, gain) for node, gain in enumerate(gains) if gain))
    costs = [float(cost) for cost in problem.costs]
    narrowed = problem._replace(forced=sure(problem, best, near))
    found, dual = choose(narrowed, nodes, costs, start=best, left=left, more=(row,), sense=MINIMIZE)
    if found is None or dual is None or worth(problem, found) != value:
        return None
    return found if -below(-dual) >= sum(problem.costs[node] for node in found) else None
