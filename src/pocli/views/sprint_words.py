"""How do the sprints of a plan read, and where in them is a story?"""

from pocli.analysis.plan import Plan
from pocli.analysis.shares import Placed
from pocli.views.reasons import WHY


def span(found: Plan) -> str:
    """Return which sprints a plan is for, such as `S-25 to S-27`."""
    names = [one.sprint.id if one.sprint else f"sprint {place}" for place, one in enumerate(found.sprints, 1)]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def stage_id(found: Plan | None, stage: int | None) -> str | int | None:
    """Return a sprint's id, or its place from 1 where it has none; None for no sprint."""
    if found is None or stage is None:
        return None
    sprint = found.sprints[stage].sprint
    return sprint.id if sprint else stage + 1


def where(one: Placed, found: Plan | None) -> str:
    """Say in which sprint of the plan a story is, or why in none."""
    if one.stage is not None and found and one.state != "doing":
        sprint = found.sprints[one.stage].sprint
        return sprint.id if sprint else f"sprint {one.stage + 1}"
    if one.state == "done":
        return one.story.sprint or "–"
    return "under way" if one.state == "doing" else WHY.get(one.reason, "–")
