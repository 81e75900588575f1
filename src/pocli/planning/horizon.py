"""Which sprints is a plan for, and how much fits into each?"""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import select
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint

MOST = 26
"""A year of sprints of two weeks: what lies further is no plan."""


class Slot(NamedTuple):
    """A sprint of a plan."""

    sprint: Sprint | None
    """None: it has no name and no dates. One whose `path` is empty has no file: it follows from the one before it."""
    capacity: Fraction
    """In the unit of the plan."""


def slots(
    backlog: Backlog, capacities: Sequence[Fraction] = (), count: int = 0, *, first: Sprint | None = None
) -> tuple[Slot, ...]:
    """Return the sprints of a plan.

    Capacities without a first sprint are for sprints without a name. Else the sprints are the first (or the next one
    that is planned, or the current one) and those after it; where there is no further file, the sprint is thought on
    from the one before it, with its length and capacity.

    Args:
        backlog: its sprints are looked at.
        capacities: one for each sprint, or one for all.
        count: how many sprints; 0 is as many as there are capacities.
        first: where to begin.

    Raises:
        PoError: it is not known how much fits, or there are more capacities than sprints, or too many of them.
    """
    count = count or len(capacities) or 1
    if not 1 <= count <= MOST:
        raise PoError(f"a plan has 1 to {MOST} sprints, not {count}", "for what lies further ahead, see: po goals")
    if len(capacities) not in (0, 1, count):
        said = f"{len(capacities)} capacities are given for {count} sprints"
        raise PoError(said, "give one for each sprint, or one for all: --capacity 40,35,40")
    if any(capacity < 0 for capacity in capacities):
        raise PoError("a capacity cannot be negative", "say how much fits: po plan --capacity 40")
    begin = first or (None if capacities else _next(backlog))
    named = _following(backlog, begin, count) if begin else (None,) * count
    known = tuple(capacities) * (count if len(capacities) == 1 else 1)
    return tuple(Slot(sprint, room) for sprint, room in zip(named, known or _own(named), strict=True))


def reaching(
    backlog: Backlog, capacities: Sequence[Fraction] = (), count: int = 0, *, by: str = ""
) -> tuple[tuple[Slot, ...], int | None]:
    """Return the sprints to look at, and which of them `by` names, from 0.

    They are as many as the horizon of po.yaml says, unless it is said otherwise, and begin with the next one that is
    planned, or with the one that is named where that is earlier; it need not have a file.

    Raises:
        PoError: as `slots`, or no sprint is called so.
    """
    count = count or (len(capacities) if len(capacities) > 1 else backlog.config.horizon)
    begin = _next(backlog)
    if not by:
        return slots(backlog, capacities, count, first=begin), None
    ahead = [one.id for one in _following(backlog, begin, MOST)] if begin else []
    name = ident.spelled(by, "S")
    first = begin if name in ahead else select.sprint(backlog, by)
    stage = ahead.index(name) if name in ahead else 0
    if first and begin and first.start > begin.start:
        first, stage = begin, ahead.index(first.id)
    return slots(backlog, capacities, max(count, stage + 1), first=first), stage


def ahead(backlog: Backlog, capacities: Sequence[Fraction] = (), count: int = 0) -> tuple[Slot, ...]:
    """Return the sprints to look at, as many as the horizon says unless it is said otherwise.

    There are none where it is not known what fits.

    Raises:
        PoError: as `slots`, but for what fits.
    """
    count = count or (len(capacities) if len(capacities) > 1 else backlog.config.horizon)
    begin = _next(backlog)
    if not capacities and (begin is None or any(one.capacity is None for one in _following(backlog, begin, count))):
        return ()
    return slots(backlog, capacities, count, first=begin)


def further(backlog: Backlog, begun: tuple[Slot, ...], count: int, *, files: bool = True) -> tuple[Slot, ...]:
    """Return the sprints of a plan and those after them, `count` in all unless it has more.

    Into each fits what its file says, else as much again as into the one before it.

    Args:
        backlog: its sprints are looked at.
        begun: the sprints of the plan.
        count: how many are looked at.
        files: whether what the files say counts in the unit of the plan.
    """
    first = begun[0].sprint if begun else None
    missing = max(0, min(count, MOST) - len(begun)) if begun else 0
    named = _following(backlog, first, len(begun) + missing)[len(begun) :] if first else (None,) * missing
    found = list(begun)
    for sprint in named:
        known = sprint.capacity if sprint and sprint.path and files else None
        found.append(Slot(sprint, found[-1].capacity if known is None else known))
    return tuple(found)


def overlaps(found: Sequence[Slot]) -> tuple[tuple[Sprint, Sprint], ...]:
    """Return the neighbours that share days."""
    named = [slot.sprint for slot in found if slot.sprint]
    return tuple((one, two) for one, two in pairwise(named) if two.start <= one.end)


def _ordered(backlog: Backlog) -> list[Sprint]:
    return sorted(backlog.sprints, key=lambda one: (one.start, ident.order(one.id)))


def _next(backlog: Backlog) -> Sprint | None:
    ordered = [one for one in _ordered(backlog) if one.state != "closed"]
    return next((one for one in ordered if one.state == "planned"), ordered[0] if ordered else None)


def _following(backlog: Backlog, first: Sprint, count: int) -> tuple[Sprint, ...]:
    ordered = _ordered(backlog)
    found = ordered[ordered.index(first) :][:count]
    while len(found) < count:
        found.append(_thought(backlog, found[-1], {*(one.id for one in ordered), *(one.id for one in found)}))
    return tuple(found)


def _thought(backlog: Backlog, last: Sprint, taken: set[str]) -> Sprint:
    """Think a sprint on from the one before it: its length and capacity, the next free number."""
    number = ident.order(last.id)[1] + 1
    while f"S-{number}" in taken:
        number += 1
    start = last.start + timedelta(days=max(backlog.config.sprint_days, (last.end - last.start).days + 1))
    name = last.name.replace(last.id.rpartition("-")[2], str(number))
    return Sprint("", f"S-{number}", start, start + (last.end - last.start), name, capacity=last.capacity)


def _own(sprints: Sequence[Sprint | None]) -> list[Fraction]:
    rooms = [sprint.capacity if sprint else None for sprint in sprints]
    known = [room for room in rooms if room is not None]
    if len(known) < len(rooms):
        missing = next(sprint for sprint, room in zip(sprints, rooms, strict=True) if room is None)
        name = f"into {missing.id}" if missing else "into the sprint"
        raise PoError(f"it is not known how much fits {name}", "give a capacity: po plan --capacity 40")
    return known
