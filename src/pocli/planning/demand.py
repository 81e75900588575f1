"""What does the choice of stories for sprints look like in numbers?

A story that is there by sprint k is worth its value in k and in every later sprint of the plan: so the sum over the
nodes of a choice weights a story that is delivered in sprint k of n by n − k + 1.
"""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.graph import direct
from pocli.model.records import LIVE, Request
from pocli.model.story import Story
from pocli.planning.candidates import Look, PlanQuery, Pool, asked_for, look, pool, promises, size, value
from pocli.ranking.ordering import order
from pocli.ranking.parts import needed
from pocli.solver.choice import Problem, grain

ZERO = Fraction(0)
LIMITS = 3
"""So many limits has each sprint: its room, that beside the reserve, and one into which nothing fits."""
ASIDE = ("bug", "chore")
"""The types that the reserve is kept for when they have no score."""


class DemandedRequest(NamedTuple):
    """A request that can be met."""

    request: Request
    worth: Fraction
    """All of it, however much of what it needs was delivered before: it is worth nothing until the last is there."""
    parts: frozenset[int]
    """The items that it still needs; none where all of that is under way."""


class Model(NamedTuple):
    """A backlog, what may be planned, and the problem in numbers."""

    seen: Look
    pool: Pool
    items: tuple[Story, ...]
    ranks: Mapping[str, int]
    """Of what has a place in the ranking, from 1."""
    asked: tuple[DemandedRequest, ...]
    problem: Problem
    """At each stage (a sprint): a node for each item, then one for each request of `asked`."""
    unit: Fraction
    """What the problem's values are multiples of."""
    promised: Mapping[int, int]
    """The stage that each item is promised for, by item."""

    @property
    def place(self) -> dict[str, int]:
        """Return the item of each candidate."""
        return {story.id: index for index, story in enumerate(self.items)}

    @property
    def shown(self) -> int:
        """Return of how many sprints the plan is wanted."""
        return len(self.seen.ask.answered)

    def node(self, item: int, stage: int) -> int:
        """Return the node of an item that is there by the end of a stage."""
        return stage * self.problem.width + item

    def delivered(self, chosen: Iterable[int]) -> dict[int, int]:
        """Return the stage at which each item of a choice, or request from `len(items)` on, is delivered."""
        width = self.problem.width
        return {node % width: node // width for node in sorted(chosen, reverse=True)}


def build(backlog: Backlog, ask: PlanQuery) -> Model:
    """Look at the backlog and put it into numbers, nothing forced yet."""
    seen = look(backlog, ask)
    found = pool(seen)
    known = ask.order or order(backlog)
    ranks = {name: at for at, name in enumerate(known.placed, 1)}
    last = len(ranks) + 1

    def place(story: Story) -> tuple[object, ...]:
        return (ranks.get(story.id, last), ident.order(story.id))

    items = tuple(sorted(found.candidates, key=place))
    places = {story.id: index for index, story in enumerate(items)}
    promised = {places[name]: stage for name, stage in promises(seen).items() if name in places}
    asked = _asked(seen, found, items)
    model = Model(seen, found, items, ranks, asked, Problem((), (), (), (), ()), Fraction(1), promised)
    problem, unit = _problem(model)
    return model._replace(problem=problem, unit=unit)


def alone(model: Model) -> Model:
    """Return the model that looks at nothing after the sprints that are wanted."""
    ask = model.seen.ask
    near = model._replace(
        seen=model.seen._replace(ask=ask._replace(slots=ask.answered, shown=0, horizon=1)),
        promised={item: stage for item, stage in model.promised.items() if stage < model.shown},
    )
    return near._replace(problem=_problem(near)[0])


def _problem(model: Model) -> tuple[Problem, Fraction]:
    stages = len(model.seen.ask.slots)
    one = [*(_own(model, story) for story in model.items), *(asked.worth for asked in model.asked)]
    unit = grain(one)
    rooms, weights = _limits(model)
    values = _multiples(one, unit)
    return Problem(values * stages, _needs(model, stages), rooms, weights, _costs(model), stages), unit


def _own(model: Model, story: Story) -> Fraction:
    return (value(model.seen, story) or ZERO) if asked_for(model.seen, story) else ZERO


def _needs(model: Model, stages: int) -> tuple[tuple[int, ...], ...]:
    """Return what each node needs directly: itself one stage later, and its prerequisites by the same stage."""
    place = model.place
    every = [tuple(place[need] for need in model.pool.needs[story.id]) for story in model.items]
    one = direct([*every, *(tuple(sorted(asked.parts)) for asked in model.asked)])
    width = len(one)
    return tuple(
        (*(stage * width + need for need in needs), *([(stage + 1) * width + item] if stage + 1 < stages else []))
        for stage in range(stages)
        for item, needs in enumerate(one)
    )


def _limits(model: Model) -> tuple[tuple[int, ...], tuple[tuple[tuple[int, int], ...], ...]]:
    """Return the rooms of each sprint, and what each node weighs: in its own stage, and less of it in the next."""
    seen, slots = model.seen, model.seen.ask.slots
    exact = [size(seen, story) or ZERO for story in model.items]
    unit = grain(exact)
    sizes = _multiples(exact, unit)
    beside = [aside(seen, story) for story in model.items]
    rooms: list[int] = []
    weights: list[tuple[tuple[int, int], ...]] = []
    for stage, slot in enumerate(slots):
        here = [item for item, story in enumerate(model.items) if seen.ask.written.get(story.id) == stage]
        room = slot.capacity - (under_way(model) if stage == 0 else ZERO)
        spare = max(room, ZERO) - min(max(room, ZERO), slot.capacity * seen.backlog.config.reserve)
        held = sum(exact[item] for item in here), sum(exact[item] for item in here if not beside[item])
        rooms += [math.floor(max(room, held[0], ZERO) / unit), math.floor(max(spare, held[1]) / unit), 0]
        for item, weight in enumerate(sizes):
            own = [] if not weight else [(0, weight)] if beside[item] else [(0, weight), (1, weight)]
            later = [(limit + LIMITS, -weight) for limit, _ in own] if stage + 1 < len(slots) else []
            closed = (room < 0 and item not in here) or _early(seen, model.items[item], stage)
            shut = [(2, 1)] if closed else []
            weights.append(tuple((LIMITS * stage + limit, part) for limit, part in (*own, *later, *shut)))
        weights += [()] * len(model.asked)
    return tuple(rooms), tuple(weights)


def _early(seen: Look, story: Story, stage: int) -> bool:
    """Say whether the story would come sooner than is written."""
    return story.id not in seen.ask.soon and seen.ask.written.get(story.id, 0) > stage


def under_way(model: Model) -> Fraction:
    """Return how much of the first sprint's capacity is taken by what is under way."""
    return sum((size(model.seen, story) or ZERO for story in model.pool.under_way), ZERO)


def _multiples(numbers: Iterable[Fraction], unit: Fraction) -> tuple[int, ...]:
    """Return how often the unit is in each number, exactly."""
    above, below = unit.denominator, unit.numerator
    return tuple(number.numerator * above // (number.denominator * below) for number in numbers)


def aside(seen: Look, story: Story) -> bool:
    """Say whether the story is an unscored bug or chore."""
    return story.type in ASIDE and value(seen, story) is None


def _costs(model: Model) -> tuple[int, ...]:
    """Fewest changes of what is promised first, then the best ranks, early."""
    last = len(model.ranks) + 1
    stages = len(model.seen.ask.slots)
    ranks = [model.ranks.get(story.id, last) for story in model.items]
    named = bool(model.promised) or any(slot.sprint for slot in model.seen.ask.slots)
    change = sum(ranks) * stages + 1 if named else 0
    costs = [[*ranks, *([0] * len(model.asked))] for _ in range(stages)]
    for item in range(len(model.items)):
        stage = model.promised.get(item)
        if stage is None:
            costs[-1][item] += change
            continue
        costs[stage][item] -= change
        if stage:
            costs[stage - 1][item] += change
    return tuple(cost for row in costs for cost in row)


def _asked(seen: Look, found: Pool, items: tuple[Story, ...]) -> tuple[DemandedRequest, ...]:
    """Return the requests that the plan can meet: it delivers something that they still need, and then all of it."""
    place = {story.id: index for index, story in enumerate(items)}
    here = {story.id for story in found.under_way}
    asked = []
    for request in seen.backlog.requests:
        parts = needed(seen, request) if request.status in LIVE else frozenset()
        own = parts.intersection(place.keys() | here)
        if own and parts - found.moving <= place.keys():
            counts = all(asked_for(seen, seen.stories[part]) for part in own)
            worth = (worth_of(seen.backlog.config, request) or ZERO) if counts else ZERO
            asked.append(DemandedRequest(request, worth, frozenset(place[part] for part in parts - found.moving)))
    return tuple(asked)


def worth_of(config: Config, request: Request) -> Fraction | None:
    """Return what a request is worth in units of expected value; None: not valued, or its currency has no rate."""
    if request.value is None or not request.currency:
        return request.value
    rate = config.money.get(request.currency)
    return request.value / rate if rate else None


def position(model: Model, name: str) -> tuple[int, tuple[str, int]]:
    """Return the sort key of a story: its rank, then its id."""
    return (model.ranks.get(name, len(model.ranks) + 1), ident.order(name))
