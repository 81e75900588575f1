"""How far is each Product Goal: what does its metric say (outcome), and how much of its work is done (output)?"""

from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.records import Goal
from pocli.model.story import Story, goal_of


class GoalProgress(NamedTuple):
    """A goal, how far its metric has come, and the stories that serve it."""

    goal: Goal
    way: Fraction | None
    """From the baseline (0) to the target (1): below 0 where it went the other way, above 1 beyond; None: not known."""
    stories: tuple[Story, ...]
    """By id, without epics that have parts, and without what was dropped."""
    done: int

    @property
    def reached(self) -> bool:
        """Tell whether the metric is where it shall be; the stories say nothing of that."""
        return self.way is not None and self.way >= 1

    @property
    def spent(self) -> bool:
        """Tell whether every story is done, but the metric is not where it shall be, as far as is known."""
        return 0 < len(self.stories) == self.done and not self.reached


def progress(backlog: Backlog) -> tuple[GoalProgress, ...]:
    """Return how far each goal is, in the order of the backlog."""
    by_id = {story.id: story for story in backlog.stories}
    parents = {story.parent for story in backlog.stories if story.parent}
    serving: dict[str, list[Story]] = {goal.id: [] for goal in backlog.goals}
    for story in backlog.stories:
        mine = serving.get(goal_of(by_id, story)) if serving else None
        if (
            mine is not None
            and not (story.type == "epic" and story.id in parents)
            and backlog.state(story) != "dropped"
        ):
            mine.append(story)
    return tuple(
        GoalProgress(goal, way(goal), tuple(mine), sum(backlog.state(story) == "done" for story in mine))
        for goal, mine in zip(backlog.goals, serving.values(), strict=True)
    )


def way(goal: Goal) -> Fraction | None:
    """Return how far a goal's metric has come: at its baseline 0, at its target 1; None where that cannot be said."""
    if goal.baseline is None or goal.target is None or goal.current is None or goal.baseline == goal.target:
        return None
    return (goal.current - goal.baseline) / (goal.target - goal.baseline)
