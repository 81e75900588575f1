"""What is a story in a sprint for, that is there for the sake of what comes later?"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from pocli.model import ident
from pocli.model.graph import closure
from pocli.planning.decision import Decision
from pocli.planning.demand import Model, position


class Aim(NamedTuple):
    """A story or a request that another story is taken for."""

    id: str
    stage: int | None
    """The sprint of the horizon, from 0, in which it is delivered; None: after the last one."""


class Enabler(NamedTuple):
    """A story that is taken for what comes after the sprints that are wanted."""

    id: str
    aims: tuple[Aim, ...]
    """The soonest first, then by rank."""


def enablers(model: Model, decision: Decision, alone: Container[int] | None) -> tuple[Enabler, ...]:
    """Return what is in the wanted sprints for what comes later, in the order of the plan.

    Args:
        model: the problem.
        decision: what was chosen.
        alone: what would be in those sprints were nothing else looked at; None where that is not known.
    """
    delivered = model.delivered(decision.full)
    here = [item for item, stage in delivered.items() if stage < model.shown and item < len(model.items)]
    here = [item for item in sorted(here) if item not in decision.filled]
    if not here or model.seen.ask.horizon == 1:
        return ()
    waiters = _waiters(model)
    pays = {item for item in range(model.problem.width) if model.problem.values[item]}
    found = []
    for item in here:
        aims = closure(waiters, [item]).intersection(pays) - {item}
        soon = any(delivered.get(aim, model.shown) < model.shown for aim in aims)
        taken = alone is not None and item not in alone
        later = [aim for aim in aims if delivered.get(aim, model.shown) >= model.shown]
        if later and (taken or not (soon or item in pays)):
            planned = [aim for aim in later if aim in delivered] or later
            found.append(Enabler(model.items[item].id, _aims(model, planned, delivered)))
    return tuple(found)


def _waiters(model: Model) -> Mapping[int, Sequence[int]]:
    """Return what needs each item of the last stage: items, and requests by their number."""
    found: dict[int, list[int]] = {}
    first = (model.problem.stages - 1) * model.problem.width
    for item in range(model.problem.width):
        for need in model.problem.needs[first + item]:
            found.setdefault(need - first, []).append(item)
    return found


def _aims(model: Model, aims: Iterable[int], delivered: Mapping[int, int]) -> tuple[Aim, ...]:
    count = len(model.items)
    names = {aim: model.items[aim].id if aim < count else model.asked[aim - count].request.id for aim in aims}
    never = model.problem.stages

    def key(aim: int) -> tuple[object, ...]:
        place = position(model, names[aim]) if aim < count else (0, ident.order(names[aim]))
        return (delivered.get(aim, never), *place)

    return tuple(Aim(names[aim], delivered.get(aim)) for aim in sorted(names, key=key))
