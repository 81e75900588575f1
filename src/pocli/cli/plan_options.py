"""Which plan are goals and requests looked at in?"""

from typing import NamedTuple

from pocli import run as runs
from pocli.cli import options
from pocli.model.backlog import Backlog
from pocli.model.placed import Order
from pocli.planning import candidates, horizon
from pocli.run import Run
from pocli.tasks import known_pace


class Room(NamedTuple):
    """For which sprints the plan is, how much fits, and how long it may be worked out."""

    sprints: options.Sprints = 0
    capacity: options.Capacity = ""
    unit: options.OfUnit = "points"
    seconds: options.TimeLimit = 10


NEXT = Room()
"""The next sprints, with the capacity of their files."""


def query(run: Run, backlog: Backlog, room: Room, *, until: float, order: Order) -> "candidates.PlanQuery":
    """Return the question for that plan; a capacity `auto` is what the past supports.

    Raises:
        PoError: the capacity or the unit is none, or the past supports none.
    """
    if room.capacity == options.AUTO:
        rooms = known_pace.rooms(run, backlog, room.unit, sprints=room.sprints or backlog.config.horizon)
    else:
        rooms = options.amounts(room.capacity)
    slots = horizon.ahead(backlog, rooms, room.sprints)
    ask = candidates.PlanQuery(runs.clock, slots, unit=options.unit(room.unit), until=until, order=order)
    return candidates.ahead(backlog, ask)
