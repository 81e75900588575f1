"""How many sprints does all of something take, at least?"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.planning.candidates import PlanQuery, remaining, with_deadline
from pocli.planning.claims import soonest
from pocli.planning.demand import build
from pocli.planning.horizon import MOST, Slot
from pocli.planning.wish import Wish, wish

TRIES = (3, 8, MOST)
"""So many sprints are looked at, one number after the other: a short plan is a small problem."""


class Fewest(NamedTuple):
    """What is wanted, and the question whose plan does it in the fewest sprints."""

    wishes: tuple[Wish, ...]
    ask: PlanQuery


def fewest(backlog: Backlog, ask: PlanQuery, words: Sequence[str], slots: Callable[[int], tuple[Slot, ...]]) -> Fewest:
    """Find the fewest sprints in which all of the wishes are delivered, and ask for the best plan that does so.

    Args:
        backlog: what is planned.
        ask: the question but for its sprints.
        words: what is wanted: stories, epics, requests, goals.
        slots: gives the next so many sprints.

    Raises:
        PoError: it does not fit into a year, or it is not known in time whether it does.
    """
    ask = with_deadline(ask)
    wishes = tuple(wish(backlog, ask, word) for word in dict.fromkeys(words))
    parts = tuple(dict.fromkeys(part for one in wishes for part in one.parts))
    lifted = frozenset(name for one in wishes for chain in one.chains.values() for name in chain)
    whole = ask._replace(must=(*ask.must, *parts), lifted=lifted)
    for count in TRIES:
        model = build(backlog, whole._replace(slots=slots(count)))
        stage = soonest(model, [*parts, *(name for name in ask.must if name in model.place)], partial(remaining, ask))
        if stage is not None:
            return Fewest(wishes, whole._replace(slots=slots(stage + 1)))
    names = ", ".join(one.of.id for one in wishes)
    raise PoError(f"{names} does not fit into {MOST} sprints with everything that it needs", "give a larger --capacity")
