"""Are we on the way to each Product Goal: what does its metric say, and when is its work done?"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Sprint
from pocli.model.story import CLOSED
from pocli.pace import outlook
from pocli.pace.goal_progress import GoalProgress, progress
from pocli.pace.sample import Sample
from pocli.planning.candidates import PlanQuery
from pocli.planning.demand import ZERO
from pocli.planning.plan import Plan, plan
from pocli.planning.shares import PlacedStory, Share, by_goal, placed


class Way(NamedTuple):
    """A goal, and how far it is."""

    far: GoalProgress
    stories: tuple[PlacedStory, ...]
    """Those that serve it, by id, each with its place in the plan."""
    under_way: int
    planned: int
    waiting: int
    """Open, and in no sprint of the plan."""
    share: Share | None
    """Its share of the plan."""
    ends: Sprint | None
    """The sprint with which all of its work is done; None where some is in none, or the sprint has no dates."""
    outlook: str
    """reached, empty, done (all stories; the metric is not there), waiting, under way, in time, late, planned (no date)
    or unknown (no plan)."""

    @property
    def goal(self) -> Goal:
        """Return the goal."""
        return self.far.goal

    @property
    def progress(self) -> Fraction | None:
        """Return how far its metric has come."""
        return self.far.way

    @property
    def done(self) -> int:
        """Return how many of its stories are done."""
        return self.far.done


class Goals(NamedTuple):
    """Every goal, and the plan that it is seen in."""

    ways: tuple[Way, ...]
    shares: tuple[Share, ...]
    plan: Plan | None
    """None: no sprint says how much fits."""
    likely: Mapping[str, Mapping[int, date | None]] = {}
    """By when each goal's stories are done at the pace of the past, if they come first, for each confidence."""


def goals(backlog: Backlog, ask: PlanQuery, wanted: Sequence[Goal] = (), *, past: Sample | None = None) -> Goals:
    """Look at the goals, all or those that are wanted, in the plan for the sprints that are asked for.

    Args:
        backlog: the goals and their stories.
        ask: the sprints of the plan.
        wanted: which goals; none for all.
        past: what was finished, for a forecast of each goal by itself.
    """
    found = plan(backlog, ask._replace(priced=0)) if ask.slots else None
    shares = by_goal(found) if found else ()
    known = {share.name: share for share in shares}
    far = {one.goal.id: one for one in progress(backlog)}
    chosen = tuple(wanted or backlog.goals)
    ways = tuple(_way(backlog, found, far[goal.id], known.get(goal.id)) for goal in chosen)
    likely = {goal.id: outlook.first(backlog, past, outlook.of_goal(backlog, goal)) for goal in chosen} if past else {}
    return Goals(ways, shares, found, likely)


def _way(backlog: Backlog, found: Plan | None, far: GoalProgress, share: Share | None) -> Way:
    stories = placed(backlog, found, [story.id for story in far.stories])
    open_ = [one for one in stories if one.state not in CLOSED]
    doing = [one for one in open_ if one.state == "doing"]
    stages = [one.stage for one in open_ if one.state != "doing" and one.stage is not None]
    waiting = len(open_) - len(doing) - len(stages)
    ends = found.sprints[max(stages)].sprint if found and stages and not waiting else None
    way = Way(far, stories, len(doing), len(stages), waiting, share, ends, "")
    return way._replace(outlook=_outlook(way, planned=found is not None))


def _outlook(way: Way, *, planned: bool) -> str:
    """Say in a word whether the goal will be reached in time, as far as its stories tell."""
    dated = way.ends is not None and way.goal.by is not None
    late = way.ends is not None and way.goal.by is not None and way.ends.end > way.goal.by
    words = (
        (way.far.reached, "reached"),
        (not way.stories, "empty"),
        (not way.under_way + way.planned + way.waiting, "done"),
        (not planned, "unknown"),
        (bool(way.waiting), "waiting"),
        (not way.planned, "under way"),
        (late, "late"),
        (dated, "in time"),
    )
    return next((word for holds, word in words if holds), "planned")


def served(found: Goals) -> Fraction:
    """Return the part of the plan that serves a goal."""
    return sum((share.part for share in found.shares if share.name), ZERO)
