"""What goes into a plan before anything is weighed: what must be in, what is pinned, what is due; and what cannot?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.graph import closure
from pocli.model.story import CLOSED
from pocli.planning.candidates import LeftOut
from pocli.planning.demand import Model, position
from pocli.planning.remedy import refusal, remedy
from pocli.ranking.parts import container
from pocli.solver.choice import with_needs
from pocli.solver.solve import packed

TRIED = 2000
"""So many sets are tried in search of the smallest one that contradicts itself."""


class Claims(NamedTuple):
    """What is in, whatever it is worth."""

    why: Mapping[str, str]
    """must, pinned or due, by id."""
    forced: frozenset[int]
    """Nodes, with everything that they need."""
    start: frozenset[int]
    """A choice that fits and has them all."""
    cannot: tuple[LeftOut, ...]
    """Pinned and due stories that cannot be in."""


class _Claim(NamedTuple):
    name: str
    reason: str
    stages: tuple[int, ...]
    """The stages that it may be delivered by, the one that is wanted most first."""
    wanted: int
    """The last stage that counts as in the plan; what comes after it is only looked at."""


def claims(model: Model, left: Callable[[], float]) -> Claims:
    """Find out what goes in first.

    Raises:
        PoError: what must be in cannot be, or not together; the smallest set that contradicts itself is named.
    """
    musts = _musts(model)
    forced = with_needs(model.problem, (node for _, node in musts))
    start, certain = packed(model.problem, forced, frozenset(), left)
    if start is None:
        raise _contradiction(model, musts, left) if certain else _late()
    why = dict.fromkeys((name for name, _ in musts), "must")
    cannot: list[LeftOut] = []
    reasons = {one.id: one for one in model.pool.left}
    place = model.place
    for claim in _wishes(model):
        if claim.name in why:
            continue
        for stage in claim.stages if claim.name in place else ():
            more = forced | with_needs(model.problem, [model.node(place[claim.name], stage)])
            fuller = packed(model.problem, more, start, left).chosen
            if fuller is not None:
                forced, start, why[claim.name] = more, fuller, claim.reason
                cannot += [LeftOut(claim.name, "later", stage=stage)] if stage > claim.wanted else []
                break
        else:
            cannot += (
                [reasons.get(claim.name, LeftOut(claim.name, "too-big"))] if claim.wanted >= claim.stages[0] else []
            )
    return Claims(why, forced, start, tuple(dict.fromkeys(cannot)))


def soonest(model: Model, names: Sequence[str], left: Callable[[], float]) -> int | None:
    """Return the first stage by which all of them can be delivered; None where they cannot.

    Raises:
        PoError: one of them can be in no plan, or time ended before it was known.
    """
    place = model.place
    for name in names:
        if name not in place:
            raise _refused(model, name)
    for stage in range(model.problem.stages):
        forced = with_needs(model.problem, (model.node(place[name], stage) for name in names))
        found = packed(model.problem, forced, frozenset(), left)
        if found.chosen is not None:
            return stage
        if not found.certain:
            raise _late()
    return None


def _musts(model: Model) -> list[tuple[str, int]]:
    """Return the ids that must be in, and those that stay where they are written, with their nodes.

    Raises:
        PoError: one can be in no plan.
    """
    ask, backlog, place = model.seen.ask, model.seen.backlog, model.place
    found = []
    for name in dict.fromkeys(ask.must):
        story = model.seen.stories[name]
        if backlog.state(story) in (*CLOSED, "doing"):
            if backlog.state(story) == "dropped":
                raise PoError(f"{name} is dropped, so it cannot be planned", remedy(model.seen, model.pool, name))
            continue
        if name not in place:
            raise _refused(model, name)
        found.append((name, model.node(place[name], ask.by.get(name, model.shown - 1))))
    written = [(name, stage) for name, stage in ask.written.items() if ask.fixed and name in place]
    return found + [(name, model.node(place[name], stage)) for name, stage in written]


def _refused(model: Model, name: str) -> PoError:
    ask = model.seen.ask
    if name in ask.without:
        return PoError(f"--must {name} contradicts --without {name}", "keep only one of the two")
    waits = {one.id: one.detail for one in model.pool.left if one.reason == "prerequisite"}
    causes = [one for one in closure(waits, [name]) if one not in waits]
    barred = sorted(set(causes).intersection(ask.without), key=lambda one: position(model, one))
    if barred:
        needed = f"{name} waits for {barred[0]}"
        return PoError(f"--must {name} contradicts --without {barred[0]}: {needed}", "keep only one of the two")
    return refusal(model.seen, model.pool, name)


def _late() -> PoError:
    return PoError("time ran out before po knew what fits together", "give a larger --time-limit")


def _contradiction(model: Model, musts: list[tuple[str, int]], left: Callable[[], float]) -> PoError:
    """Say which of the stories that must be in do not fit together: the smallest set, as far as it can be found."""
    names = [name for name, _ in _smallest(model, musts, left)]
    room = _room(model, names)
    if len(names) == 1:
        return PoError(f"{names[0]} does not fit {room} with everything that it needs", "give a larger --capacity")
    said = f"{', '.join(names[:-1])} and {names[-1]} do not fit {room} together with everything that they need"
    return PoError(said, "leave one of them out, or give a larger --capacity")


def _room(model: Model, names: Sequence[str]) -> str:
    """Say where they must fit."""
    slots = model.seen.ask.answered
    stage = min(model.seen.ask.by.get(name, len(slots) - 1) for name in names)
    last = slots[stage].sprint
    if stage == 0:
        return f"into {last.id}" if last else "into the sprint"
    return f"into {stage + 1} sprints" if stage + 1 == len(slots) or not last else f"into the sprints up to {last.id}"


def _smallest(model: Model, musts: list[tuple[str, int]], left: Callable[[], float]) -> list[tuple[str, int]]:
    tried = 0
    for size in range(1, len(musts)):
        for some in combinations(musts, size):
            tried += 1
            if tried > TRIED or left() <= 0:
                return _irreducible(model, musts, left)
            if not _together(model, some, left):
                return list(some)
    return musts


def _irreducible(model: Model, musts: list[tuple[str, int]], left: Callable[[], float]) -> list[tuple[str, int]]:
    """Leave out whatever is not needed for the contradiction."""
    kept = list(musts)
    for one in musts:
        fewer = [other for other in kept if other != one]
        if fewer and not _together(model, fewer, left):
            kept = fewer
    return kept


def _together(model: Model, some: Iterable[tuple[str, int]], left: Callable[[], float]) -> bool:
    forced = with_needs(model.problem, (node for _, node in some))
    found = packed(model.problem, forced, frozenset(), left)
    return found.chosen is not None or not found.certain


def _wishes(model: Model) -> list[_Claim]:
    """Return the pinned stories, each as early as it fits, then those due, by the last sprint that ends in time."""
    backlog, ask = model.seen.backlog, model.seen.ask
    pins = {name: index for index, name in enumerate(backlog.config.pins)}
    free = [
        story
        for story in backlog.open()
        if story.id not in ask.without and backlog.state(story) != "doing" and not container(model.seen, story)
    ]
    pinned = sorted(
        (story for story in free if story.pinned),
        key=lambda story: (pins.get(story.id, len(pins)), position(model, story.id)),
    )
    ends = [slot.sprint.end for slot in ask.slots if slot.sprint]
    due = sorted(
        (story.due, position(model, story.id), story.id)
        for story in free
        if story.due and ends and story.due <= ends[-1]
    )
    every = tuple(range(len(ask.slots)))
    last = model.shown - 1
    claims = [_Claim(story.id, "pinned", every, last) for story in pinned]
    return claims + [
        _Claim(name, "due", (max((stage for stage, end in enumerate(ends) if end <= day), default=0),), last)
        for day, _, name in due
    ]
