"""Why is a story not in the plan, and what would it cost to have it in?"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from pocli.planning.candidates import LeftOut, asked_for
from pocli.planning.decision import Decision
from pocli.planning.demand import Model, position
from pocli.planning.oversize import oversize
from pocli.solver.choice import with_needs, worth
from pocli.solver.solve import packed, solve


def left_out(model: Model, decision: Decision, left: Callable[[], float]) -> tuple[LeftOut, ...]:
    """Return what is not in the plan with the reason, by rank, then id; of the first displaced ones the price."""
    problem, ask = model.problem, model.seen.ask
    last = (problem.stages - 1) * problem.width
    wanted = with_needs(problem, (node for node, gain in enumerate(problem.values) if gain and node >= last))
    stages = model.delivered(decision.full)
    large = oversize(model, stages.keys(), left)
    found = list(model.pool.left)
    priced = 0
    for item, story in enumerate(model.items):
        if stages.get(item, model.shown) < model.shown:
            continue
        row = _reason(model, item, large, wanted=last + item in wanted)
        row = row._replace(reason="later", detail=(), stage=stages[item]) if item in stages else row
        early = row.reason in ("displaced", "later") and priced < ask.priced and story.id in model.ranks
        priced += early
        asked = early or (story.id in ask.prices and row.reason not in ("too-big", "filtered"))
        found.append(_price(model, decision, item, left, row) if asked else row)
    return tuple(sorted(found, key=lambda entry: position(model, entry.id)))


def _reason(model: Model, item: int, large: Mapping[int, bool], *, wanted: bool) -> LeftOut:
    story = model.items[item]
    if not wanted and not asked_for(model.seen, story):
        return LeftOut(story.id, "filtered")
    if item not in large:
        return LeftOut(story.id, "time")
    if large[item]:
        return LeftOut(story.id, "too-big", model.pool.needs[story.id])
    return LeftOut(story.id, "displaced" if wanted else "no-value")


def _price(model: Model, decision: Decision, item: int, left: Callable[[], float], row: LeftOut) -> LeftOut:
    """Solve once more with the item forced in, and say what that costs; or why that is not known."""
    problem, solution = decision.problem, decision.solution
    if model.seen.ask.goal_first:
        return row._replace(unpriced="goal-first")
    if left() <= 0 or solution.value != solution.bound:
        return row._replace(unpriced="time")
    forced = problem.forced | with_needs(problem, [model.node(item, model.shown - 1)])
    start, certain = packed(problem, forced, frozenset(), left)
    if start is None:
        return row._replace(unpriced="no-room" if certain else "time")
    other = solve(problem._replace(forced=forced), left, start=start, ties=False, known=solution)
    if other.value != other.bound:
        return row._replace(unpriced="time")
    price = Fraction(decision.value - worth(model.problem, other.chosen)) * model.unit / problem.stages
    before, after = model.delivered(solution.chosen), model.delivered(other.chosen)
    here = [one for one in range(len(model.items)) if before.get(one, model.shown) < model.shown]
    gone = tuple(model.items[one].id for one in here if after.get(one, model.shown) >= model.shown)
    later = tuple(model.items[one].id for one in here if model.shown > after.get(one, model.shown) > before[one])
    return row._replace(price=price, pushes=gone, delays=later)
