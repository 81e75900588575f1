"""Which choice of items within the limits is worth most, and what proves it?

The linear relaxation first: what it shows to be in no best choice is left out of the model that HiGHS then solves.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import highspy

# highspy.Highs, the class above it, prints a banner to stdout when it is made, before any option can be set.
from highspy._core import _Highs

from pocli.analysis.choice import Limit, Problem, fits, greedy, pruned, worth

SCALE = 2**40
"""Above this, sums of integers times tolerances of the solver would no longer tell neighbours apart."""
TINY, HALF = 1e-9, 0.5
SLACK = 1e-7
PROMISING = 1000
"""So many items are enough for a start."""
MAXIMIZE, MINIMIZE, ROWWISE, INTEGER = -1, 1, 2, 1


class Relaxed(NamedTuple):
    """What is known when items may be split: the most value, and how much of it is lost with each item whole."""

    bound: int
    losses: tuple[float, ...]
    """In units of the scaled values."""


class Solution(NamedTuple):
    """A choice, its value, and the most that any choice can be worth; both are equal when it is proven best.

    Where values are finer than 2⁻⁴⁰ of their sum, best means to that part (times the number of items).
    """

    chosen: frozenset[int]
    value: int
    bound: int
    settled: bool
    """Ties were broken to the end."""
    relaxed: Relaxed | None


class _Row(NamedTuple):
    low: float
    high: float
    entries: tuple[tuple[int, float], ...]


def solve(problem: Problem, left: Callable[[], float], *, ties: bool = True, known: Relaxed | None = None) -> Solution:
    """Return the best choice that is found in time, and the proof.

    Args:
        problem: the items.
        left: gives the seconds that are left.
        ties: whether to spend a second solve on the choice among equals.
        known: the relaxation of the same problem with less forced.
    """
    wide = known or _relaxed(problem, range(len(problem.values)), left())
    start = greedy(problem, _promising(problem, wide))
    relaxed = _relaxed(problem, _alive(problem, start, wide), left()) if known else wide
    best, bound = _most(problem, start, relaxed, left)
    value = worth(problem, best)
    proven = bound < value + _step(problem)
    settled = not ties
    if ties and proven:
        fairest = _fairest(problem, best, relaxed, left())
        best, settled = (fairest, True) if fairest is not None else (best, False)
    return Solution(pruned(problem, best), value, value if proven else bound, settled, wide)


def _relaxed(problem: Problem, alive: Sequence[int], seconds: float) -> Relaxed | None:
    if seconds <= 0 or not alive:
        return None
    model = _model(problem, alive, _gains(problem), (), MAXIMIZE)
    model.setOptionValue("solve_relaxation", True)  # noqa: FBT003 - HiGHS's own signature
    model.setOptionValue("time_limit", seconds)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = model.getSolution()
    losses = [math.inf] * len(problem.values)
    for item, level, dual in zip(alive, solution.col_value, solution.col_dual, strict=True):
        losses[item] = abs(dual) if level < TINY else 0.0
    return Relaxed(_down(model.getInfo().objective_function_value), tuple(losses))


def _promising(problem: Problem, relaxed: Relaxed | None) -> Sequence[int]:
    everything = range(len(problem.values))
    if relaxed is None or len(everything) <= PROMISING:
        return everything
    return sorted(sorted(everything, key=lambda item: (relaxed.losses[item], item))[:PROMISING])


def _alive(problem: Problem, best: frozenset[int], relaxed: Relaxed | None) -> Sequence[int]:
    """Return the items that a choice worth as much as `best` may contain (reduced-cost fixing)."""
    everything = range(len(problem.values))
    if relaxed is None:
        return everything
    lost = relaxed.bound - worth(problem, best) / _unit(problem) + relaxed.bound * SLACK + 1
    return tuple(item for item in everything if item in best or relaxed.losses[item] <= lost)


def _most(
    problem: Problem, start: frozenset[int], relaxed: Relaxed | None, left: Callable[[], float]
) -> tuple[frozenset[int], int]:
    value, unit = worth(problem, start), _unit(problem)
    bound = sum(problem.values)
    if relaxed:
        bound = max(value, min(bound, relaxed.bound * unit))
    if bound < value + _step(problem):
        return start, bound
    alive = _alive(problem, start, relaxed)
    found, dual = _run(problem, alive, _gains(problem), (), start, MAXIMIZE, left())
    best = start if found is None or worth(problem, found) < value else found
    if dual is not None:
        bound = min(bound, _down(dual) * unit)
    return best, max(bound, worth(problem, best))


def _fairest(problem: Problem, best: frozenset[int], relaxed: Relaxed | None, seconds: float) -> frozenset[int] | None:
    value, alive, gains = worth(problem, best), _alive(problem, best, relaxed), _gains(problem)
    if best.issuperset(alive) or not value:
        return best
    floor = float(sum(gains[item] for item in best))
    row = _Row(floor, highspy.kHighsInf, tuple((item, gain) for item, gain in enumerate(gains) if gain))
    found, dual = _run(problem, alive, [float(cost) for cost in problem.costs], (row,), best, MINIMIZE, seconds)
    if found is None or dual is None or worth(problem, found) != value:
        return None
    return found if -_down(-dual) >= sum(problem.costs[item] for item in found) else None


def _down(bound: float) -> int:
    """Return the integer below a bound, allowing for the solver's arithmetic."""
    return math.floor(bound + 1e-4)


def _unit(problem: Problem) -> int:
    """Return by what the values are divided, so that the solver's arithmetic can tell them apart."""
    return max(1, -(-sum(problem.values) // SCALE))


def _step(problem: Problem) -> int:
    """Return how near a bound must come to count as reached: choices differ by as much, or the solver cannot tell."""
    unit = _unit(problem)
    return unit if unit == 1 else unit * len(problem.values)


def _gains(problem: Problem) -> list[float]:
    """Return the values for the solver, rounded up where they are divided, so that a bound stays one."""
    unit = _unit(problem)
    return [float(-(-value // unit)) for value in problem.values]


def _limit_row(limit: Limit) -> _Row:
    entries = tuple((item, float(weight)) for item, weight in enumerate(limit.weights) if weight)
    return _Row(-highspy.kHighsInf, float(limit.room), entries)


def _rows(problem: Problem, alive: Iterable[int]) -> list[_Row]:
    rows = [_limit_row(limit) for limit in problem.limits]
    for item in alive:
        needs = (need for need in problem.needs[item] if need != item)
        rows += [_Row(0.0, highspy.kHighsInf, ((need, 1.0), (item, -1.0))) for need in needs]
    return rows


def _run(
    problem: Problem,
    alive: Sequence[int],
    costs: list[float],
    more: tuple[_Row, ...],
    start: frozenset[int],
    sense: int,
    seconds: float,
) -> tuple[frozenset[int] | None, float | None]:
    """Return the choice that HiGHS found, if it holds exactly, and its bound; None for what there is not."""
    if seconds <= 0:
        return None, None
    model = _model(problem, alive, costs, more, sense)
    model.setSolution(len(alive), list(range(len(alive))), [float(item in start) for item in alive])
    model.setOptionValue("time_limit", seconds)
    model.run()
    info = model.getInfo()
    dual = float(info.mip_dual_bound)
    found = None
    if info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible):
        levels = model.getSolution().col_value
        found = frozenset(item for item, level in zip(alive, levels, strict=True) if level > HALF)
    if found is not None and not fits(problem, found):
        found = None
    return found, dual if math.isfinite(dual) else None


def _model(problem: Problem, alive: Sequence[int], costs: list[float], more: tuple[_Row, ...], sense: int) -> _Highs:
    """Return the model of the items that are alive; all others are left out."""
    model = _Highs()
    for option, setting in _OPTIONS.items():
        model.setOptionValue(option, setting)
    place = {item: column for column, item in enumerate(alive)}
    rows = (*_rows(problem, alive), *more)
    starts = [0]
    index: list[int] = []
    entries: list[float] = []
    for row in rows:
        kept = [(place[item], entry) for item, entry in row.entries if item in place]
        index += [column for column, _ in kept]
        entries += [entry for _, entry in kept]
        starts.append(len(index))
    lows = [float(item in problem.forced) for item in alive]
    model.passModel(
        *(len(alive), len(rows), len(index), ROWWISE, sense, 0.0),
        *([costs[item] for item in alive], lows, [1.0] * len(alive)),
        *([row.low for row in rows], [row.high for row in rows]),
        starts,
        index,
        entries,
        [INTEGER] * len(alive),
    )
    return model


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.9,
}
