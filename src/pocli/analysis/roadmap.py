"""Which goals come now, next and later, how far are they, and when will they probably be reached?"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pocli.analysis import outlook, review
from pocli.analysis.moves import Moves
from pocli.analysis.sample import Sample
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.records import Goal
from pocli.model.story import Story

LEVELS = (50, 85)
HORIZONS = ("now", "next", "later", "")
MOST = 4
"""So many periods a timeline has."""
LENGTHS = (1, 3, 6, 12)
"""How many months a period may have."""


class Stage(NamedTuple):
    """A goal on the roadmap."""

    goal: Goal
    done: int
    total: int
    """Stories, without what was dropped."""
    points_done: Fraction
    points: Fraction
    way: Fraction | None
    """How far its metric has come, 0…1."""
    when: Mapping[int, date | None]
    """By when its stories are done, after those of the goals before it; empty where it cannot be said."""
    late: bool
    """Its day comes before the one that is 85 % sure."""


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

    before: dict[str, Story] = {}
    stages = []
    for goal in sorted(backlog.goals, key=order):
        asked = [story for story in backlog.stories if story.goal == goal.id]
        own, waited_for = outlook.chosen(backlog, asked)
        before |= {story.id: story for story in (*own, *waited_for)}
        wanted = outlook.amount(backlog, sample, before.values())
        when = outlook.days(sample, today, wanted, LEVELS) if own else {}
        stages.append(_stage(backlog, goal, when))
    last = max((day for stage in stages for day in stage.when.values() if day), default=today)
    periods = _periods(today, last)
    return Roadmap(today, tuple(stages), periods, sample.few, moves.undated, moves.message, moves.hint)


def _stage(backlog: Backlog, goal: Goal, when: Mapping[int, date | None]) -> Stage:
    below = closure(
        {parent: [one.id for one in own] for parent, own in backlog.children().items()},
        (story.id for story in backlog.stories if story.goal == goal.id),
    )
    own = [story for story in backlog.stories if story.id in below and story.type != "epic"]
    counted = [(story, backlog.state(story)) for story in own if backlog.state(story) != "dropped"]
    zero = Fraction(0)
    sure = when.get(LEVELS[-1])
    return Stage(
        goal,
        sum(state == "done" for _, state in counted),
        len(counted),
        sum((story.points or zero for story, state in counted if state == "done"), zero),
        sum((story.points or zero for story, _ in counted), zero),
        review.way(goal),
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
