"""How is a choice put to HiGHS, and what does it answer?"""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import highspy

# highspy.Highs, the class above it, prints a banner to stdout when it is made, before any option can be set.
from highspy._core import _Highs

from pocli.solver.choice import Problem, fits

HALF = 0.5
ROUNDED = 1e-9
FEW = 200
"""A model of so few nodes is a small one."""
MANY = 5000
"""A model of more nodes is a large one."""
SOME = 500
"""After so many rows the clock is looked at."""
MAXIMIZE, MINIMIZE = -1, 1
ROWWISE, INTEGER = 2, 1
INFINITE = float(highspy.kHighsInf)


class Constraint(NamedTuple):
    """A line of the model: `low` ≤ the sum of entry × node ≤ `high`."""

    low: float
    high: float
    entries: tuple[tuple[int, float], ...]


class Levels(NamedTuple):
    """The best choice when nodes may be split."""

    objective: float
    columns: Sequence[float]
    duals: Sequence[float]
    """What a node that is out would lose, or one that is in, by its reduced cost."""


def choose(
    problem: Problem,
    alive: Sequence[int],
    costs: Sequence[float],
    *,
    start: frozenset[int],
    left: Callable[[], float],
    more: tuple[Constraint, ...] = (),
    sense: int = MAXIMIZE,
) -> tuple[frozenset[int] | None, float | None]:
    """Return the choice among the nodes that are alive, if it holds exactly, and its bound; None for want of either."""
    for begun in (True, False):
        model = _model(problem, alive, costs, more, sense, left) if left() > 0 else None
        if model is None:
            return None, None
        if begun:
            model.setSolution(len(alive), list(range(len(alive))), [float(node in start) for node in alive])
        if not _run(model, left):
            return None, None
        dual = float(model.getInfo().mip_dual_bound)
        found = _feasible(problem, model, alive, costs)
        # HiGHS 1.16 may take a start for something else in its presolved problem: it calls the start itself the best
        # choice, with a value that it does not have. Without a start it is right.
        if found is not None or model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return found, dual if math.isfinite(dual) else None
    return None, None


def _feasible(problem: Problem, model: _Highs, alive: Sequence[int], costs: Sequence[float]) -> frozenset[int] | None:
    """Return the choice that was found, if it holds exactly and is worth what HiGHS says."""
    if model.getInfo().primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        return None
    found = _chosen(model, alive)
    said, worth = model.getInfo().objective_function_value, sum(costs[node] for node in found)
    return found if fits(problem, found) and abs(said - worth) <= HALF + abs(worth) * ROUNDED else None


def _run(model: _Highs, left: Callable[[], float]) -> bool:
    """Solve within what is left of the time; say whether there was any."""
    seconds = left()
    if seconds <= 0:
        return False
    model.setOptionValue("time_limit", seconds)
    model.run()
    return True


def split(problem: Problem, alive: Sequence[int], costs: Sequence[float], left: Callable[[], float]) -> Levels | None:
    """Solve the linear relaxation; None where it was not solved in time."""
    if left() <= 0 or not alive:
        return None
    model = _model(problem, alive, costs, (), MAXIMIZE, left)
    if model is None:
        return None
    model.setOptionValue("solve_relaxation", True)  # noqa: FBT003 - HiGHS's own signature
    if not _run(model, left) or model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = model.getSolution()
    return Levels(model.getInfo().objective_function_value, solution.col_value, solution.col_dual)


def any_choice(problem: Problem, alive: Sequence[int], left: Callable[[], float]) -> tuple[frozenset[int] | None, bool]:
    """Return a choice that has what is forced, if there is one, and whether that is certain."""
    if left() <= 0:
        return None, False
    model = _model(problem, alive, [0.0] * len(problem.values), (), MAXIMIZE, left)
    if model is None or not _run(model, left):
        return None, False
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None, model.getModelStatus() == highspy.HighsModelStatus.kInfeasible
    return _chosen(model, alive), True


def _chosen(model: _Highs, alive: Sequence[int]) -> frozenset[int]:
    levels = model.getSolution().col_value
    return frozenset(node for node, level in zip(alive, levels, strict=True) if level > HALF)


def _model(
    problem: Problem,
    alive: Sequence[int],
    costs: Sequence[float],
    more: tuple[Constraint, ...],
    sense: int,
    left: Callable[[], float],
) -> _Highs | None:
    """Return the model of the nodes that are alive, all others left out; None where time ends while it is made."""
    model = _Highs()
    extra = _LIGHT if len(alive) <= FEW else _LARGE if len(alive) > MANY else {}
    for option, setting in (_OPTIONS | extra).items():
        model.setOptionValue(option, setting)
    place = {node: column for column, node in enumerate(alive)}
    rows = [*_rows(problem, alive, left), *more]
    starts = [0]
    index: list[int] = []
    entries: list[float] = []
    for number, row in enumerate(rows):
        if number % SOME == 0 and left() <= 0:
            return None
        kept = [(place[node], entry) for node, entry in row.entries if node in place]
        index += [column for column, _ in kept]
        entries += [entry for _, entry in kept]
        starts.append(len(index))
    lows = [float(node in problem.forced) for node in alive]
    model.passModel(
        *(len(alive), len(rows), len(index), ROWWISE, sense, 0.0),
        *([costs[node] for node in alive], lows, [1.0] * len(alive)),
        *([row.low for row in rows], [row.high for row in rows]),
        starts,
        index,
        entries,
        [INTEGER] * len(alive),
    )
    return model


def _limits(problem: Problem, alive: Iterable[int]) -> list[Constraint]:
    entries: dict[int, list[tuple[int, float]]] = {}
    for node in alive:
        for limit, weight in problem.weights[node]:
            entries.setdefault(limit, []).append((node, float(weight)))
    rooms = problem.rooms
    return [Constraint(-INFINITE, float(rooms[limit]), tuple(found)) for limit, found in sorted(entries.items())]


def _rows(problem: Problem, alive: Iterable[int], left: Callable[[], float]) -> list[Constraint]:
    rows = _limits(problem, alive)
    for number, node in enumerate(alive):
        if number % SOME == 0 and left() <= 0:
            break
        needs = (need for need in problem.needs[node] if need != node)
        rows += [Constraint(0.0, INFINITE, ((need, 1.0), (node, -1.0))) for need in needs]
    return rows


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.9,
    "presolve_rule_off": 2**15,
}
"""Without probing, which looks at no clock for long."""
_LARGE: dict[str, bool | int | float | str] = {"presolve": "off", "mip_detect_symmetry": False}
"""What looks at no clock in a large model: a chain of 4,000 stories in three sprints overran 3 seconds by 14."""
_LIGHT: dict[str, bool | int | float | str] = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_detect_symmetry": False,
    "mip_allow_restart": False,
}
"""What takes longer, in a small model that begins with a good choice, than to try what is left: three times as long."""
