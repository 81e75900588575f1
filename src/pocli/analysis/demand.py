"""What does the choice of stories for a sprint look like in numbers?"""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.candidates import Ask, Look, Pool, look, open_parts, pool, size, value
from pocli.analysis.choice import Limit, Problem, grain
from pocli.analysis.rank import Ranked, rank
from pocli.analysis.value import figures
from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Request
from pocli.model.story import Story

ZERO = Fraction(0)
ASIDE = ("bug", "chore")
"""The types that the reserve is kept for when they have no score."""


class Model(NamedTuple):
    """A backlog, what may be planned, and the problem in numbers."""

    seen: Look
    pool: Pool
    items: tuple[Story, ...]
    ranked: Mapping[str, Ranked]
    asked: tuple[tuple[Request, Fraction, frozenset[int]], ...]
    """Each request that can be met, its value, and the items that it still needs."""
    capacity: Fraction
    problem: Problem
    """Items first, then a node for each request of `asked`."""
    unit: Fraction
    """What the problem's values are multiples of."""

    def place(self) -> dict[str, int]:
        """Return the item of each candidate."""
        return {story.id: index for index, story in enumerate(self.items)}


def _capacity(ask: Ask) -> Fraction:
    capacity = ask.sprint.capacity if ask.capacity is None and ask.sprint else ask.capacity
    if capacity is None:
        raise PoError("how much fits into the sprint is not known", "say it: po plan --capacity 40")
    if capacity < 0:
        raise PoError("a capacity cannot be negative", "say how much fits: po plan --capacity 40")
    return capacity


def build(backlog: Backlog, ask: Ask) -> Model:
    """Look at the backlog and put it into numbers, nothing forced yet."""
    seen = look(backlog, ask, figures(backlog))
    found = pool(seen)
    ranked = {item.story.id: item for item in rank(backlog).items}
    last = len(ranked) + 1

    def place(story: Story) -> tuple[object, ...]:
        return (ranked[story.id].rank if story.id in ranked else last, ident.order(story.id))

    items = tuple(sorted(found.candidates, key=place))
    capacity = _capacity(ask)
    asked = _asked(seen, items)
    model = Model(seen, found, items, ranked, asked, capacity, Problem((), (), (), ()), Fraction(1))
    problem, unit = _problem(model)
    return model._replace(problem=problem, unit=unit)


def _problem(model: Model) -> tuple[Problem, Fraction]:
    seen, items = model.seen, model.items
    place = model.place()
    room = model.capacity - sum((size(seen, story) or ZERO for story in model.pool.under_way), ZERO)
    spare = room - min(max(room, ZERO), model.capacity * seen.backlog.config.reserve)
    weights = [size(seen, story) or ZERO for story in items]
    main = [ZERO if aside(seen, story) else weight for story, weight in zip(items, weights, strict=True)]
    none = (ZERO,) * len(model.asked)
    limits = [_limit(room, (*weights, *none))]
    if spare < room:
        limits.append(_limit(spare, (*main, *none)))
    values = [value(seen, story) or ZERO for story in items] + [gain for _, gain, _ in model.asked]
    needs = [tuple(place[need] for need in model.pool.needs[story.id]) for story in items]
    needs += [tuple(sorted(parts)) for _, _, parts in model.asked]
    unit = grain(values)
    costs = (*_costs(model), *(0 for _ in model.asked))
    return Problem(_multiples(values, unit), tuple(needs), tuple(limits), costs), unit


def _limit(room: Fraction, weights: tuple[Fraction, ...]) -> Limit:
    unit = grain(weights)
    return Limit(math.floor(room / unit), _multiples(weights, unit))


def _multiples(numbers: Iterable[Fraction], unit: Fraction) -> tuple[int, ...]:
    """Return how often the unit is in each number, exactly."""
    above, below = unit.denominator, unit.numerator
    return tuple(number.numerator * above // (number.denominator * below) for number in numbers)


def aside(seen: Look, story: Story) -> bool:
    """Say whether the story is an unscored bug or chore."""
    return story.type in ASIDE and value(seen, story) is None


def _costs(model: Model) -> list[int]:
    """Fewest changes of `sprint:` first, then the best ranks."""
    last = len(model.ranked) + 1
    ranks = [model.ranked[story.id].rank if story.id in model.ranked else last for story in model.items]
    sprint = model.seen.ask.sprint
    if sprint is None:
        return ranks
    change = sum(ranks) + 1
    return [
        place + (-change if story.sprint == sprint.id else change)
        for story, place in zip(model.items, ranks, strict=True)
    ]


def _asked(seen: Look, items: tuple[Story, ...]) -> tuple[tuple[Request, Fraction, frozenset[int]], ...]:
    place = {story.id: index for index, story in enumerate(items)}
    moving = {story.id for story in seen.backlog.stories if seen.backlog.state(story) == "doing"}
    asked = []
    for request in seen.backlog.requests:
        if request.status not in ("open", "accepted") or not request.needs:
            continue
        parts = {part for need in request.needs for part in open_parts(seen, need)} - moving
        if parts <= place.keys():
            asked.append((request, _worth(seen, request), frozenset(place[part] for part in parts)))
    return tuple(asked)


def _worth(seen: Look, request: Request) -> Fraction:
    if request.value is None or not request.currency:
        return request.value or ZERO
    rate = seen.backlog.config.money.get(request.currency)
    return request.value / rate if rate else ZERO


def position(model: Model, name: str) -> tuple[int, tuple[str, int]]:
    """Return the sort key of a story: its rank, then its id."""
    found = model.ranked.get(name)
    return (found.rank if found else len(model.ranked) + 1, ident.order(name))
