"""What is there to know today, at a glance?"""

from datetime import date
from typing import NamedTuple

from pocli.analysis import calendar
from pocli.analysis.rank import Ranked, rank
from pocli.model.backlog import Backlog, Unreadable
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


def overview(backlog: Backlog, today: date) -> Overview:
    """Return what is known without history."""
    active = [sprint for sprint in backlog.sprints if sprint.state == "active"]
    current = active or [sprint for sprint in backlog.sprints if sprint.start <= today <= sprint.end]
    sprint = current[0] if current else None
    ranking = rank(backlog)
    doing = tuple(story for story in backlog.open() if backlog.state(story) == "doing" and story.type != "epic")
    met = tuple(
        story for story in doing if story.acceptance_criteria and all(one.done for one in story.acceptance_criteria)
    )
    blocked = tuple(story for story in backlog.open() if story.blocked)
    left = calendar.working_days(backlog.config, today, sprint.end) if sprint else 0
    top = ranking.items[:TOP]
    return Overview(backlog.config.project, sprint, left, doing, met, blocked, top, backlog.unreadable)
