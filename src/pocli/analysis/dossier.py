"""What stands around a goal, a request or a sprint: which stories count for it, and how far are they?"""

from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.lineage import goal_of, leaves
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story

ZERO = Fraction(0)


class Dossier(NamedTuple):
    """A record that is no story, and what refers to it."""

    record: Goal | Request | Sprint
    stories: tuple[tuple[Story, str], ...]
    """What serves the goal, is needed by the request, or is in the sprint, each with its state; by id.

    Epics stand for their stories, and what was dropped is left out, unless a request needs it.
    """
    unknown: tuple[str, ...]
    """What the request needs, and no story is called."""
    goals: tuple[Goal, ...]
    """The goals that the stories serve."""
    requests: tuple[Request, ...]
    """The requests that need one of the stories."""

    def done(self) -> int:
        """Return how many of the stories are done."""
        return sum(state == "done" for _, state in self.stories)

    def points(self, state: str = "") -> Fraction:
        """Return the points of the stories, or of those in one state."""
        return sum((one.points or ZERO for one, is_ in self.stories if state in {"", is_}), ZERO)


def dossier(backlog: Backlog, record: Goal | Request | Sprint) -> Dossier:
    """Return what there is around a record."""
    known = {story.id: story for story in backlog.stories}
    names = _names(backlog, record, known)
    stories = tuple((known[name], backlog.state(known[name])) for name in names if name in known)
    served = {goal_of(known, story) for story, _ in stories} - {record.id}
    children = backlog.children()
    needing = (one for one in backlog.requests if one.id != record.id and {*leaves(children, one.needs)} & {*names})
    return Dossier(
        record,
        stories,
        tuple(name for name in names if name not in known),
        tuple(goal for goal in backlog.goals if goal.id in served),
        tuple(needing),
    )


def way(goal: Goal) -> Fraction | None:
    """Return how far the metric is, from baseline (0) to target (1); None where one of the figures is not known."""
    if goal.baseline is None or goal.target is None or goal.current is None or goal.baseline == goal.target:
        return None
    return (goal.current - goal.baseline) / (goal.target - goal.baseline)


def _names(backlog: Backlog, record: Goal | Request | Sprint, known: dict[str, Story]) -> tuple[str, ...]:
    children = backlog.children()
    if isinstance(record, Request):
        return leaves(children, record.needs)
    live = [one for one in backlog.stories if backlog.state(one) != "dropped"]
    if isinstance(record, Goal):
        return tuple(
            one.id
            for one in live
            if goal_of(known, one) == record.id and not (one.type == "epic" and one.id in children)
        )
    return tuple(sorted((one.id for one in live if one.sprint == record.id and one.type != "epic"), key=ident.order))
