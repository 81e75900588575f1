"""What is there to know today, at a glance?"""

from datetime import date
from typing import NamedTuple

from pocli.analysis import calendar
from pocli.analysis.rank import Ranked, ranking
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.order import Order
from pocli.model.records import Sprint
from pocli.model.story import Story

TOP = 5


class Overview(NamedTuple):
    """The sprint, what hinders, what waits, and what is worth most."""

    project: str
    sprint: Sprint | None
    """The active one, else the one that today is in."""
    days_left: int
    """Working days, today and the last day included."""
    under_way: tuple[Story, ...]
    accepting: tuple[Story, ...]
    """Under way, with every criterion met: they wait for acceptance."""
    blocked: tuple[Story, ...]
    top: tuple[Ranked, ...]
    unreadable: tuple[Unreadable, ...]


def under_way(backlog: Backlog) -> tuple[Story, ...]:
    """Return the stories that somebody works on."""
    return tuple(story for story in backlog.open() if backlog.state(story) == "doing" and story.type != "epic")


def overview(backlog: Backlog, order: Order, today: date) -> Overview:
    """Return what is known without history; of the stories under way the criteria must be there."""
    sprint, doing = backlog.current(today), under_way(backlog)
    met = tuple(
        story for story in doing if story.acceptance_criteria and all(one.done for one in story.acceptance_criteria)
    )
    blocked = tuple(story for story in backlog.open() if story.blocked)
    left = calendar.working_days(backlog.config, today, sprint.end) if sprint else 0
    top = ranking(backlog, order, limit=TOP).items
    return Overview(backlog.config.project, sprint, left, doing, met, blocked, top, backlog.unreadable)
