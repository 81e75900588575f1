"""How does a plan read to a machine?"""

from pocli.features.plan.prices_page import priced
from pocli.model.number import plain
from pocli.pages.reasons import reason
from pocli.planning.plan import LeftOut, Plan, SprintPlan


def data(answer: Plan) -> dict[str, object]:
    """Return the plan as `po.plan/1`."""
    gap = (answer.bound - answer.value) / answer.value if answer.value else answer.bound - answer.value
    return {
        "schema": "po.plan/1",
        "proof": "optimal" if answer.optimal else "gap",
        "gap": plain(gap),
        "value": plain(answer.value),
        "bound": plain(answer.bound),
        "forgone": plain(answer.forgone),
        "sprints": [_sprint_data(answer, sprint) for sprint in answer.sprints],
        "requests": [request.id for request in answer.requests],
        "left_out": [_left_data(answer, left) for left in answer.left_out],
        "prices": [priced(answer, one) for one in answer.prices],
        "broken": [{"id": one.story.id, "planned": one.sprint} for one in answer.broken],
        "ready_to_deliver": [request.id for request in answer.ready],
        "horizon": _horizon(answer),
        "later": [
            {
                "id": one.id,
                "for": [
                    {"id": aim.id, "sprint": _id(answer, aim.stage), "place": aim.stage and aim.stage + 1}
                    for aim in one.aims
                ],
            }
            for one in answer.enablers
        ],
        "goals": [
            {"id": goal.id or None, "planned": [plain(part) for part in goal.planned], "open": plain(goal.open)}
            for goal in answer.goals
        ],
    }


def _left_data(answer: Plan, left: LeftOut) -> dict[str, object]:
    return {
        "id": left.id,
        "title": answer.stories[left.id].title,
        "points": plain(answer.sizes[left.id]) if left.id in answer.sizes else None,
        "rank": answer.ranks.get(left.id) or None,
        "reason": left.reason,
        "detail": reason(answer, left),
        "price": None if left.price is None else plain(left.price),
        "planned": answer.stories[left.id].sprint or None,
    }


def _id(answer: Plan, stage: int | None) -> str | None:
    found = None if stage is None else (*answer.sprints, *answer.beyond)[stage].sprint
    return found.id if found else None


def _horizon(answer: Plan) -> dict[str, object]:
    """Return what was looked at.

    `value` is the sum over the sprints of `plan`, of which the k-th of n counts (n − k + 1) / n of its own value.
    """
    every = (*answer.sprints, *answer.beyond)
    return {
        "sprints": len(every),
        "value": plain(answer.value),
        "alone": None if answer.alone is None else plain(answer.alone),
        "plan": [
            {
                "id": one.sprint.id if one.sprint else None,
                "capacity": plain(one.capacity),
                "reserve": plain(one.reserve),
                "points": plain(one.size),
                "value": plain(one.value),
                "stories": [row.story.id for row in one.stories],
                "requests": [request.id for request in one.requests],
            }
            for one in every
        ],
    }


def _sprint_data(answer: Plan, sprint: SprintPlan) -> dict[str, object]:
    return {
        "id": sprint.sprint.id if sprint.sprint else None,
        "capacity": plain(sprint.capacity),
        "points": plain(sprint.size),
        "value": plain(sprint.value),
        "under_way": plain(sprint.under_way),
        "reserve": plain(sprint.reserve),
        "stories": [
            {
                "id": row.story.id,
                "title": row.story.title,
                "points": plain(row.size),
                "value": None if row.value is None else plain(row.value),
                "score": None if row.score is None else plain(row.score),
                "rank": row.rank or None,
                "goal": answer.serves.get(row.story.id) or None,
                "under_way": row.under_way,
                "mark": row.mark,
                "planned": row.story.sprint or None,
            }
            for row in sprint.stories
        ],
        "requests": [request.id for request in sprint.requests],
        "met": [{"id": request.id, "value": plain(answer.worths[request.id])} for request in sprint.requests],
    }
