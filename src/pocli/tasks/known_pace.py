"""What does this run know of the pace of the past?"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli import session
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.output import warn
from pocli.pace import burndown as burndowns
from pocli.pace import capacity, flow, life, moves, sample
from pocli.pace.burndown import Burndown
from pocli.pace.life import Life
from pocli.pace.moves import Moves
from pocli.pace.sample import Sample
from pocli.pace.sizes import Unit
from pocli.pages import pace_words as view
from pocli.run import Run

SURE = 85
"""A capacity that the past supports is one that is reached with this confidence, in percent."""


Rooms = tuple[Fraction, ...]


class Pace(NamedTuple):
    """What happened until today, each story's days, and what was finished before."""

    today: date
    moves: Moves
    lives: tuple[Life, ...]
    sample: Sample


def known(run: Run, backlog: Backlog, *, since: date | None = None, unit: Unit | None = None) -> Pace:
    """Return what the past of the backlog tells.

    Args:
        run: this run's settings.
        backlog: what the files say now.
        since: the first day of the sample; without one, all that is known, a year at most.
        unit: points or count; without one, points where most of what was finished has some.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    today = session.today(run, backlog)
    happened = moves.moves(backlog, session.history(run, backlog), today)
    lives = life.lives(backlog, happened)
    return Pace(today, happened, lives, sample.sample(backlog, lives, happened, today, since=since, unit=unit))


def rooms(run: Run, backlog: Backlog, unit: str, *, sprints: int = 1, first: Sprint | None = None) -> Rooms:
    """Return the capacities of the next sprints that the past supports with 85 %, and say so on stderr.

    Args:
        run: this run's settings.
        backlog: what the files say now.
        unit: points or count.
        sprints: how many.
        first: the first of them, where it has a file.

    Raises:
        PoError: nothing was finished yet, or the unit is effort.
    """
    if unit == "effort":
        raise PoError("the past says nothing about effort", "plan in points or count, or name the capacity")
    counted: Unit = "points" if unit == "points" else "count"
    pace = known(run, backlog)
    days = (first.end - first.start).days + 1 if first else backlog.config.sprint_days
    flows = flow.sprints(backlog, pace.lives, pace.moves, pace.today, pace.sample.first)
    found = capacity.supported(flows, pace.sample, SURE, counted, sprints=sprints, days=days)
    if not found.amount:
        message = (
            pace.moves.message
            or f"the past does not support a capacity in {'points' if unit == 'points' else 'stories'} yet"
        )
        raise PoError(message, pace.moves.hint or "name the capacity, such as --capacity 40")
    warn(run, view.supported(found, SURE, sprints, days, counted, few=pace.sample.few))
    return capacity.spread(found.amount, sprints)


def burndown(run: Run, backlog: Backlog, sprint: Sprint) -> Burndown | None:
    """Return how a sprint goes; None where its past is not known.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    pace = known(run, backlog)
    found = burndowns.burndown(backlog, pace.moves, sprint, pace.sample, pace.today)
    return found if found.stories and pace.moves.since is not None else None
