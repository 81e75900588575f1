"""Which goals come now, next and later, how far are they, and when will their stories probably be done?"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Goal
from pocli.model.story import Story
from pocli.pace import goal_progress, outlook
from pocli.pace.goal_progress import GoalProgress
from pocli.pace.moves import Moves
from pocli.pace.sample import Sample

LEVELS = (50, 85)
HORIZONS = ("now", "next", "later", "")
MOST = 4
"""So many periods a timeline has."""
LENGTHS = (1, 3, 6, 12)
"""How many months a period may have."""


class Stage(NamedTuple):
    """A goal on the roadmap."""

    far: GoalProgress
    points_done: Fraction
    points: Fraction
    unsized: int
    """How many of its stories have no points."""
    when: Mapping[int, date | None]
    """By when its stories are done, after those of the goals before it; empty where it cannot be said."""
    late: bool
    """Its day comes before the one that is 85 % sure."""

    @property
    def goal(self) -> Goal:
        """Return the goal."""
        return self.far.goal

    @property
    def done(self) -> int:
        """Return how many of its stories are done."""
        return self.far.done

    @property
    def total(self) -> int:
        """Return how many stories it has, without what was dropped."""
        return len(self.far.stories)


class Roadmap(NamedTuple):
    """The goals in their order, and the periods ahead."""

    today: date
    stages: tuple[Stage, ...]
    periods: tuple[tuple[date, date], ...]
    """The first and the last day of each."""
    few: bool
    clocks: int
    message: str
    hint: str


def roadmap(backlog: Backlog, sample: Sample, moves: Moves, today: date, *, by_date: bool = False) -> Roadmap:
    """Return the goals by horizon, or by their day; the team is thought to take them in that order.

    Args:
        backlog: the goals and their stories.
        sample: what was finished in the past.
        moves: what is known of the past.
        today: the day from which days count.
        by_date: order by the goals' days alone.
    """

    def order(goal: Goal) -> tuple[int, date, tuple[str, int]]:
        horizon = 0 if by_date else HORIZONS.index(goal.horizon if goal.horizon in HORIZONS else "")
        return horizon, goal.by or date.max, ident.order(goal.id)

    far = {one.goal.id: one for one in goal_progress.progress(backlog)}
    before: dict[str, Story] = {}
    stages = []
    for goal in sorted(backlog.goals, key=order):
        asked = [story for story in backlog.stories if story.goal == goal.id]
        own, waited_for = outlook.chosen(backlog, asked)
        before |= {story.id: story for story in (*own, *waited_for)}
        wanted = outlook.amount(backlog, sample, before.values())
        when = outlook.days(sample, today, wanted, LEVELS) if own else {}
        stages.append(_stage(backlog, far[goal.id], when))
    last = max((day for stage in stages for day in stage.when.values() if day), default=today)
    periods = _periods(today, last)
    return Roadmap(today, tuple(stages), periods, sample.few, moves.undated, moves.message, moves.hint)


def _stage(backlog: Backlog, far: GoalProgress, when: Mapping[int, date | None]) -> Stage:
    goal = far.goal
    done = [story for story in far.stories if backlog.state(story) == "done"]
    zero = Fraction(0)
    sure = when.get(LEVELS[-1])
    return Stage(
        far,
        sum((story.points or zero for story in done), zero),
        sum((story.points or zero for story in far.stories), zero),
        sum(story.points is None for story in far.stories),
        when,
        goal.by is not None and bool(when) and (sure is None or sure > goal.by),
    )


def _periods(today: date, last: date) -> tuple[tuple[date, date], ...]:
    """Return periods of whole months from this one on, of the shortest length that reaches the last day."""
    first = today.year * 12 + today.month - 1
    months = last.year * 12 + last.month - first
    length = next((length for length in LENGTHS if months <= length * MOST), LENGTHS[-1])
    first -= first % length
    starts = [first + length * step for step in range(MOST + 1)]
    days = [date(month // 12, month % 12 + 1, 1) for month in starts]
    return tuple((start, end - timedelta(days=1)) for start, end in pairwise(days) if start <= last)
