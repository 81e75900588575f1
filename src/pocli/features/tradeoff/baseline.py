"""What do the files say already of the sprints that are looked at: which stories are in which of them?"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.planning.candidates import Look, PlanQuery, look, pool, remaining, size, with_deadline
from pocli.planning.demand import build
from pocli.planning.horizon import Slot
from pocli.ranking.parts import container, needed, open_parts
from pocli.solver.choice import with_needs
from pocli.solver.solve import packed


class UnmetDependency(NamedTuple):
    """A story that is planned, in the files, before something that it waits for."""

    id: str
    needs: str
    sprint: str
    """The one in which the files have what it waits for; empty: in none."""


class Full(NamedTuple):
    """A sprint that holds more, in the files, than fits."""

    stage: int
    size: Fraction
    capacity: Fraction


class WrittenPlan(NamedTuple):
    """The stories that are not under way and that the files have in a sprint that is not over."""

    ask: PlanQuery
    """The question in which what is written keeps its place, and only the rest is chosen."""
    sprints: Mapping[str, str]
    """The sprint of each story, also of those before and after the ones that are looked at."""
    requests: frozenset[str]
    """The requests all of whose open needs are in a sprint, or under way."""
    full: tuple[Full, ...]
    unmet: tuple[UnmetDependency, ...]
    sizeless: tuple[str, ...]
    """They have no size, so no plan counts them."""


def written(backlog: Backlog, ask: PlanQuery) -> WrittenPlan:
    """Read what the files say, and ask for the best plan that leaves it as it is.

    A story that is written counts as ready, since somebody planned it; where it waits for what does not come in time,
    it stays all the same. One that is written for an earlier sprint than those of the question is there when they
    begin; one for a later sprint stays out.
    """
    seen = look(backlog, ask)
    named = [story for story in backlog.open() if story.sprint and backlog.state(story) != "doing"]
    named = [story for story in named if not container(seen, story)]
    known = {name: _when(backlog, ask.slots, name) for name in {story.sprint for story in named}}
    when = {story.id: known[story.sprint] for story in named}
    stages = {name: at for name, at in when.items() if at is not None and 0 <= at < len(ask.slots)}
    beyond = tuple(name for name, at in when.items() if at is not None and at >= len(ask.slots))
    question = ask._replace(
        written=stages,
        fixed=True,
        promised={},
        lifted=ask.lifted.union(stages),
        before=frozenset(name for name, at in when.items() if at is not None and at < 0),
        without=(*ask.without, *beyond),
    )
    question = question._replace(waived=_waived(backlog, question))
    sprints = {story.id: story.sprint for story in named if when[story.id] is not None}
    doing = {story.id for story in backlog.stories if backlog.state(story) == "doing"}
    placed = doing.union(name for name in sprints if name not in beyond)
    met = (request.id for request in backlog.requests if request.needs and needed(seen, request) <= placed)
    sizeless = tuple(sorted((name for name in stages if size(seen, seen.stories[name]) is None), key=ident.order))
    return WrittenPlan(question, sprints, frozenset(met), _full(seen, stages), _unmet(question, sprints), sizeless)


def _when(backlog: Backlog, slots: tuple[Slot, ...], name: str) -> int | None:
    """Return which of the sprints one is, from 0: -1 before them, their number after; None: it is over, or unknown."""
    known: dict[str, Sprint] = {one.id: one for one in backlog.sprints}
    order = [slot.sprint.id for slot in slots if slot.sprint]
    if name in order:
        return order.index(name)
    first, last = slots[0].sprint, slots[-1].sprint
    of = known.get(name)
    if first is None or last is None or (of and of.state == "closed"):
        return None
    if of is None:
        return len(slots) if ident.order(name) > ident.order(last.id) else None
    return -1 if (of.start, ident.order(of.id)) < (first.start, ident.order(first.id)) else len(slots)


def _waived(backlog: Backlog, ask: PlanQuery) -> frozenset[tuple[str, str]]:
    """Return what the stories that are written do not wait for: what does not come in time as the files have it."""
    seen = look(backlog, ask)
    waits = [(name, need) for name in ask.written for need in _waits(seen, name)]
    found = pool(seen._replace(ask=ask._replace(waived=frozenset(waits))))
    candidates = {story.id for story in found.candidates}
    waits = [(name, need) for name, need in waits if need not in found.moving]
    late = {
        (name, need)
        for name, need in waits
        if need not in candidates or ask.written.get(need, ask.written[name]) > ask.written[name]
    }
    kept = ask._replace(waived=frozenset(late))
    pulled = [pair for pair in waits if pair not in late and pair[1] not in ask.written]
    return kept.waived if not pulled or _fits(backlog, kept) else kept.waived.union(pulled)


def _waits(seen: Look, name: str) -> Iterable[str]:
    return dict.fromkeys(part for need in seen.stories[name].depends_on for part in open_parts(seen, need))


def _fits(backlog: Backlog, ask: PlanQuery) -> bool:
    """Say whether what is written has room where it is, with all that it waits for."""
    model = build(backlog, ask)
    nodes = (model.node(model.place[name], stage) for name, stage in ask.written.items() if name in model.place)
    clock = partial(remaining, with_deadline(ask))
    return packed(model.problem, with_needs(model.problem, nodes), frozenset(), clock).chosen is not None


def _full(seen: Look, stages: Mapping[str, int]) -> tuple[Full, ...]:
    """Return the sprints that are written too full, with what is under way in the first one."""
    held = [Fraction(0)] * len(seen.ask.slots)
    for name, stage in stages.items():
        held[stage] += size(seen, seen.stories[name]) or 0
    held[0] += sum((size(seen, story) or Fraction(0) for story in pool(seen).under_way), Fraction(0))
    pairs = enumerate(zip(held, seen.ask.slots, strict=True))
    return tuple(Full(at, taken, slot.capacity) for at, (taken, slot) in pairs if taken > slot.capacity)


def _unmet(ask: PlanQuery, sprints: Mapping[str, str]) -> tuple[UnmetDependency, ...]:
    pairs = sorted(ask.waived, key=lambda pair: (ident.order(pair[0]), ident.order(pair[1])))
    return tuple(UnmetDependency(name, need, sprints.get(need, "")) for name, need in pairs)
