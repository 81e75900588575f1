"""What is there to know today, at a glance?"""

from datetime import date
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.placed import Order
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.pace import calendar, goal_progress
from pocli.pace.goal_progress import GoalProgress
from pocli.ranking.rank import Ranked, ranking

TOP = 5


class Overview(NamedTuple):
    """The sprint, what hinders, what waits, and what is worth most."""

    project: str
    sprint: Sprint | None
    """The active one, else the one that today is in and that is not closed."""
    following: Sprint | None
    """Where there is none, the first planned one."""
    empty: bool
    """Nothing is in the sprint."""
    over: int
    """How many days ago its last one was."""
    days_left: int
    """Working days, today and the last day included."""
    under_way: tuple[Story, ...]
    accepting: tuple[Story, ...]
    """Under way, with every criterion met: they wait for acceptance."""
    blocked: tuple[Story, ...]
    spent: tuple[GoalProgress, ...]
    """Goals whose stories are all done, and whose metric is not where it shall be."""
    top: tuple[Ranked, ...]
    unreadable: tuple[Unreadable, ...]


def under_way(backlog: Backlog) -> tuple[Story, ...]:
    """Return the stories that somebody works on."""
    return tuple(story for story in backlog.open() if backlog.state(story) == "doing" and story.type != "epic")


def running(backlog: Backlog, today: date) -> Sprint | None:
    """Return the sprint that `po` speaks of: the active one, else the one that today is in and that is not closed."""
    known = [one for one in backlog.sprints if one.state != "closed"]
    return backlog._replace(sprints=tuple(known)).current(today)


def overview(backlog: Backlog, order: Order, today: date) -> Overview:
    """Return what is known without history; of the stories under way the criteria must be there."""
    sprint, doing = running(backlog, today), under_way(backlog)
    coming = [one for one in backlog.sprints if one.state == "planned"]
    return Overview(
        backlog.config.project,
        sprint,
        None if sprint else min(coming, key=lambda one: (one.start, ident.order(one.id)), default=None),
        sprint is not None and not any(one.sprint == sprint.id and one.type != "epic" for one in backlog.stories),
        max((today - sprint.end).days, 0) if sprint else 0,
        calendar.working_days(backlog.config, today, sprint.end) if sprint else 0,
        doing,
        tuple(one for one in doing if one.acceptance_criteria and all(each.done for each in one.acceptance_criteria)),
        tuple(story for story in backlog.open() if story.blocked),
        tuple(one for one in goal_progress.progress(backlog) if one.spent),
        ranking(backlog, order, limit=TOP).items,
        backlog.unreadable,
    )
