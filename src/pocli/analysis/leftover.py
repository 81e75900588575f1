"""Why is a story not in the plan, and what would it cost to have it in?"""

from collections.abc import Callable
from fractions import Fraction

from pocli.analysis.candidates import Left, asked_for
from pocli.analysis.choice import Problem, addition, with_needs, worth
from pocli.analysis.decision import Decision
from pocli.analysis.demand import Model, position
from pocli.analysis.solve import packed, solve


def left_out(model: Model, decision: Decision, left: Callable[[], float]) -> tuple[Left, ...]:
    """Return what is not in the plan with the reason, by rank, then id; of the first displaced ones the price."""
    problem = model.problem
    last = (problem.stages - 1) * problem.width
    wanted = with_needs(problem, (node for node, gain in enumerate(problem.values) if gain and node >= last))
    found = list(model.pool.left)
    priced = 0
    for item, story in enumerate(model.items):
        if last + item in decision.full:
            continue
        if last + item not in wanted and not asked_for(model.seen, story):
            found.append(Left(story.id, "filtered"))
        elif too_big(model, item, left):
            found.append(Left(story.id, "too-big", model.pool.needs[story.id]))
        else:
            row = Left(story.id, "displaced" if last + item in wanted else "no-value")
            early = row.reason == "displaced" and priced < model.seen.ask.priced and story.id in model.ranked
            priced += early
            asked = early or story.id in model.seen.ask.prices
            found.append(_price(model, decision, item, left, row) if asked else row)
    return tuple(sorted(found, key=lambda entry: position(model, entry.id)))


def too_big(model: Model, item: int, left: Callable[[], float]) -> bool:
    """Say whether the item, with all that it needs, fits neither into a sprint nor into all of them together."""
    problem = model.problem
    nodes = [model.node(item, stage) for stage in range(problem.stages)]
    if any(addition(problem, node, frozenset()) is not None for node in nodes):
        return False
    needed = with_needs(problem, nodes[-1:])
    if problem.stages == 1 or not all(_ever(problem, node) for node in needed):
        return True
    found = packed(problem, needed, frozenset(), left)
    return found.chosen is None and found.certain


def _ever(problem: Problem, node: int) -> bool:
    """Say whether there is a stage that has room for the item alone."""
    stages = range(node % problem.width, len(problem.values), problem.width)
    return any(all(weight <= problem.rooms[limit] for limit, weight in problem.weights[one]) for one in stages)


def _price(model: Model, decision: Decision, item: int, left: Callable[[], float], row: Left) -> Left:
    """Solve once more with the item forced in, and say what that costs; or why that is not known."""
    problem, solution = decision.problem, decision.solution
    if model.seen.ask.goal_first:
        return row._replace(unpriced="goal-first")
    if left() <= 0 or solution.value != solution.bound:
        return row._replace(unpriced="time")
    forced = problem.forced | with_needs(problem, [model.node(item, problem.stages - 1)])
    start, certain = packed(problem, forced, frozenset(), left)
    if start is None:
        return row._replace(unpriced="no-room" if certain else "time")
    other = solve(problem._replace(forced=forced), left, start=start, ties=False, known=solution.relaxed)
    if other.value != other.bound:
        return row._replace(unpriced="time")
    price = Fraction(decision.value - worth(model.problem, other.chosen)) * model.unit / problem.stages
    before, after = model.delivered(solution.chosen), model.delivered(other.chosen)
    items = range(len(model.items))
    gone = tuple(model.items[one].id for one in items if one in before and one not in after)
    later = tuple(model.items[one].id for one in items if one in before and after.get(one, 0) > before[one])
    return row._replace(price=price, pushes=gone, delays=later)
