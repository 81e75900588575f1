"""What would the best plan for a sprint take or drop, after a change of the backlog?"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.planning.candidates import PlanQuery, ahead
from pocli.planning.horizon import Slot
from pocli.planning.plan import Plan, plan


class Best(NamedTuple):
    """The best plans before and after, compared."""

    sprint: Sprint
    takes: tuple[Story, ...]
    drops: tuple[tuple[Story, str], ...]
    """Each with the reason of po.plan/1, or the state that it has now; empty where it is gone."""
    value_before: Fraction
    value_after: Fraction
    """What the sprints that are looked at are worth, the later ones less, as in a plan."""
    proven: bool
    """Both plans are proven to be the best."""
    sprints: int
    """How many are looked at."""


def best(before: Backlog, after: Backlog, clock: Callable[[], float], *, seconds: float = 5) -> Best | None:
    """Plan the next sprint that has a capacity on both sides; None where there is no such sprint, or it is refused."""
    sprint = _next(after)
    if sprint is None:
        return None
    same = next((one for one in before.sprints if one.id == sprint.id and one.capacity is not None), sprint)
    try:
        first, last = (_plan(one, of, clock, seconds) for one, of in ((before, same), (after, sprint)))
    except PoError:
        return None
    old, new = ({row.story.id: row.story for row in one.sprints[0].stories} for one in (first, last))
    takes = [new[name] for name in sorted(new.keys() - old.keys(), key=ident.order)]
    drops = [(old[name], _reason(after, last, name)) for name in sorted(old.keys() - new.keys(), key=ident.order)]
    sums = first.value, last.value, first.optimal and last.optimal
    return Best(sprint, tuple(takes), tuple(drops), *sums, len(last.sprints) + len(last.beyond))


def _plan(backlog: Backlog, sprint: Sprint, clock: Callable[[], float], seconds: float) -> Plan:
    slot = Slot(sprint, sprint.capacity or Fraction(0))
    return plan(backlog, ahead(backlog, PlanQuery(clock, (slot,), time_limit=seconds, priced=0)))


def _next(backlog: Backlog) -> Sprint | None:
    """Return the first planned sprint that has a capacity, else the active one."""
    known = [one for one in backlog.sprints if one.capacity is not None and one.state != "closed"]
    return min(known, key=lambda one: (one.state != "planned", one.start, ident.order(one.id)), default=None)


def _reason(after: Backlog, last: Plan, name: str) -> str:
    """Say why the plan no longer has a story."""
    left = next((one.reason for one in last.left_out if one.id == name), "")
    return left or next((after.state(story) for story in after.stories if story.id == name), "")
