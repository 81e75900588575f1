"""What goes into the room that is left: first what pays only after the last sprint, then unscored bugs and chores."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pocli.model import ident
from pocli.model.graph import closure
from pocli.model.story import Story
from pocli.planning.demand import LIMITS, Model, aside
from pocli.solver.choice import Problem, ever, free, take, with_needs


class FilledChoice(NamedTuple):
    """A choice, with what fills the room that it leaves."""

    chosen: frozenset[int]
    spare: frozenset[int]
    """The items that fill it for no other reason."""


def filled(model: Model, chosen: frozenset[int], left: Callable[[], float]) -> FilledChoice:
    """Fill the room that is left, each sprint as early as things fit.

    What leads to value that lies beyond the last sprint goes first, by rank, so that nobody idles before a story whose
    prerequisites are longer than the plan; then unscored bugs and chores: pinned, then due, then oldest.
    """
    found, room = set(chosen), free(model.problem, chosen)
    if model.seen.ask.horizon > 1:
        _steps(model, found, room, left)
    before = frozenset(found)
    place = model.place
    waiting = [story for story in model.items if aside(model.seen, story)]
    waiting.sort(key=lambda story: (not story.pinned, *_when(story), ident.order(story.id)))
    _fill(model, (place[story.id] for story in waiting), found, room, left)
    spare = frozenset(node % model.problem.width for node in found - before)
    return FilledChoice(frozenset(found), spare)


def _fill(model: Model, items: Iterable[int], found: set[int], room: list[int], left: Callable[[], float]) -> bool:
    """Take each item, as early as it fits; say whether there was one that did."""
    any_taken = False
    last = model.problem.stages - 1
    for item in items:
        if model.node(item, last) in found:
            continue
        if left() <= 0:
            break
        any_taken |= any(take(model.problem, model.node(item, stage), found, room) for stage in range(last + 1))
    return any_taken


def _steps(model: Model, found: set[int], room: list[int], left: Callable[[], float]) -> None:
    """Take what is on the way to a value that can be had some day, until nothing more fits."""
    problem, last = model.problem, model.problem.stages - 1
    if left() <= 0 or not any(min(room[LIMITS * stage : LIMITS * stage + 2]) > 0 for stage in range(problem.stages)):
        return
    first = model.node(0, last)
    hopeful = (first + item for item in _hopeful(problem))
    wanted = with_needs(problem, (node for node in hopeful if problem.values[node])) - found
    items = [item for item in range(len(model.items)) if first + item in wanted]
    while items and left() > 0 and _fill(model, items, found, room, left):
        items = [item for item in items if model.node(item, last) not in found]


def _hopeful(problem: Problem) -> frozenset[int]:
    """Return the items that can be had some day: they and all that they need fit into a sprint one by one."""
    waiters: dict[int, list[int]] = {}
    items = range(problem.width)
    hopeless = [item for item in items if not ever(problem, item)]
    for item in items if hopeless else ():
        for need in problem.needs[item]:
            if need < problem.width:
                waiters.setdefault(need, []).append(item)
    lost: frozenset[int] = closure(waiters, hopeless)
    return frozenset(items) - lost


def _when(story: Story) -> tuple[bool, int]:
    return (story.due is None, story.due.toordinal() if story.due else 0)
