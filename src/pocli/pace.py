"""What does this run know of the pace of the past?"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli import session
from pocli.analysis import burndown as burndowns
from pocli.analysis import flow, life, moves
from pocli.analysis.burndown import Burndown
from pocli.analysis.flow import Sample
from pocli.analysis.life import Life
from pocli.analysis.moves import Moves
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.output import warn
from pocli.run import Run
from pocli.text import figure

SURE = 85
"""A capacity that the past supports is one that is reached with this confidence, in percent."""


class Pace(NamedTuple):
    """What happened until today, each story's days, and what was finished a day."""

    today: date
    moves: Moves
    lives: tuple[Life, ...]
    sample: Sample


def known(run: Run, backlog: Backlog, *, since: date | None = None) -> Pace:
    """Return what the past of the backlog tells.

    Args:
        run: this run's settings.
        backlog: what the files say now.
        since: the first day of the sample; without one, all that is known, a year at most.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    today = session.today(run, backlog)
    happened = moves.moves(backlog, session.history(run, backlog), today)
    lives = life.lives(backlog, happened)
    return Pace(today, happened, lives, flow.sample(backlog, lives, happened, today, since=since))


def capacity(run: Run, backlog: Backlog, sprint: Sprint | None, unit: str) -> Fraction:
    """Return the capacity that the past supports with 85 %, and say so on stderr.

    Raises:
        PoError: nothing was finished yet, or the unit is effort.
    """
    pace = known(run, backlog)
    days = (sprint.end - sprint.start).days + 1 if sprint else backlog.config.sprint_days
    if unit == "effort":
        raise PoError("the past says nothing of effort", "plan in points or count, or name the capacity")
    flows = flow.sprints(backlog, pace.lives, pace.moves, pace.today, pace.sample.first)
    found = flow.supported(flows, pace.sample, days, SURE, points=unit == "points")
    if not found.amount:
        message = pace.moves.message or f"the past supports no {'points' if unit == 'points' else 'stories'} yet"
        raise PoError(message, pace.moves.hint or "name the capacity, such as --capacity 40")
    of = f"by {SURE} % of the last {found.sprints} sprints" if found.sprints else f"with {SURE} % in {days} days"
    few = "; less than 8 sprints of history" if pace.sample.few else ""
    warn(run, f"capacity {figure(found.amount)}: reached {of}{few}")
    return found.amount


def burndown(run: Run, backlog: Backlog, sprint: Sprint) -> Burndown | None:
    """Return how a sprint goes; None where its past is not known.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    pace = known(run, backlog)
    found = burndowns.burndown(backlog, pace.moves, sprint, pace.sample, pace.today)
    return found if found.stories and pace.moves.since is not None else None
