"""What does it cost to do something now: which stories move, who waits, and what is it worth?"""

from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import NamedTuple

from pocli.errors import PoError
from pocli.features.tradeoff.baseline import WrittenPlan, written
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.planning.candidates import PlanQuery, part, remaining, with_deadline
from pocli.planning.claims import soonest
from pocli.planning.demand import ZERO, build
from pocli.planning.plan import Plan, plan
from pocli.planning.wish import Wish, wish
from pocli.text import plural

TRIED, EFFORT = 14, 4000
"""So many parts of a wish are tried, fewer where many stories are ranked: each is one more plan."""


class MovedItem(NamedTuple):
    """A story or a request that is delivered in another sprint than in the baseline."""

    id: str
    before: int | None
    """The sprint, from 0; None: in none of the plan's."""
    after: int | None
    gain: Fraction
    """What that is worth; below zero where it is lost."""
    wanted: bool
    """It is part of the wish, or the wish waits for it."""
    days: int | None
    """How much later; below zero: sooner. None where a sprint has no date, or it is in none."""
    written: bool
    """It is planned for `before` in the files; else the best plan would have it there."""

    @property
    def late(self) -> bool:
        """Say whether it comes later than in the baseline, or not in its sprints."""
        return self.before is not None and (self.after is None or self.after > self.before)


class Wait(NamedTuple):
    """A goal that gets less, or later, than in the baseline."""

    id: str
    before: int
    """The sprint in which the last story for it is delivered."""
    after: int | None
    late: Fraction
    """How much of the work for it is delivered later, or not, in the plan's unit."""
    planned: Fraction
    """How much of it there is in the baseline."""
    days: int | None
    """How long it waits for the last of it; None where that is not known."""


class WishPart(NamedTuple):
    """A part of a wish, and what it costs."""

    ids: tuple[str, ...]
    size: Fraction
    cost: Fraction
    moves: int
    """How many other stories come later, or not."""


class Option(NamedTuple):
    """What becomes of the baseline when a wish is met: or, where it has it by then already, when it is not."""

    wishes: tuple[Wish, ...]
    parts: tuple[str, ...]
    """The stories that it takes, without those that these wait for."""
    stage: int
    """The sprint, from 0, by which it is met."""
    planned: bool
    """The baseline has it by then already; the option is to leave it out."""
    written: bool
    """All of it is planned in the files; else the best plan would have it, or none."""
    plan: Plan
    moves: tuple[MovedItem, ...]
    """What is lost most first."""
    goals: tuple[Wait, ...]
    gained: Fraction
    lost: Fraction
    cheaper: WishPart | None = None
    """The part of the wish that costs least, where that is half of what all of it costs, or less."""


class Tradeoff(NamedTuple):
    """The baseline, and what it becomes."""

    plan: Plan
    """What the files say, and where they say nothing the best that fits beside it."""
    options: tuple[Option, ...]
    written: WrittenPlan


def tradeoff(backlog: Backlog, ask: PlanQuery, sides: Sequence[Sequence[str]], *, stage: int | None = None) -> Tradeoff:
    """Compare what the files plan, filled up by the best plan, with the plan that meets each of the sides.

    Args:
        backlog: what is planned.
        ask: the sprints and the limits of the plan.
        sides: the ids that are wanted together; further ones are alternatives.
        stage: the sprint, from 0, by which they are wanted; else the first one in which they can be.

    Raises:
        PoError: what is wanted cannot be planned.
    """
    ask = with_deadline(ask._replace(priced=0, horizon=backlog.config.horizon))
    count = len(sides)
    files = written(backlog, ask)
    base = plan(backlog, part(files.ask, count + 2))
    loose = _loose(backlog, files.ask, base, count + 1)
    options = tuple(
        _option(backlog, files, base, part(loose, count - place), side, stage) for place, side in enumerate(sides)
    )
    return Tradeoff(base, options, files)


def _loose(backlog: Backlog, ask: PlanQuery, base: Plan, parts: int) -> PlanQuery:
    """Return the question in which what the baseline has may move, but only for more than moving it would bring anyway.

    What is written may be in the way of more value. A wish is not praised for that: it takes as much more to move it.
    """
    freed = ask._replace(fixed=False, promised=base.places(), stake=ask.min_gain * base.value)
    if not ask.written:
        return freed
    best = plan(backlog, part(freed._replace(promised={}, ties=False), parts))
    return freed._replace(firm=max(best.value - base.value, ZERO))


def _option(
    backlog: Backlog, files: WrittenPlan, base: Plan, ask: PlanQuery, words: Sequence[str], stage: int | None
) -> Option:
    wishes = tuple(wish(backlog, files.ask, word) for word in dict.fromkeys(words))
    parts = tuple(dict.fromkeys(part for one in wishes for part in one.parts))
    chains = {part: chain for one in wishes for part, chain in one.chains.items()}
    places = base.places()
    needed = _all(chains, parts)
    by = _soonest(backlog, _freed(ask, needed), parts, places) if stage is None else stage
    planned = all(places.get(part, len(ask.slots)) <= by for part in parts)
    found = _without(backlog, ask, parts) if planned else _with(backlog, _freed(ask, needed), parts, by)
    moves = _moves(base, found, needed, files.requests.union(files.sprints))
    option = Option(
        wishes=wishes,
        parts=parts,
        stage=max(places[part] for part in parts) if planned else by,
        planned=planned,
        written=all(part in files.sprints for part in parts),
        plan=found,
        moves=moves,
        goals=_waits(base, found),
        gained=sum((move.gain for move in moves if move.gain > 0), ZERO),
        lost=sum((-move.gain for move in moves if move.gain < 0), ZERO),
    )
    return option if planned else option._replace(cheaper=_cheaper(backlog, ask, base, option, chains))


def _freed(ask: PlanQuery, names: frozenset[str]) -> PlanQuery:
    """Return the question in which what a wish takes counts as ready, and may come whenever it is wanted."""
    return ask._replace(
        lifted=ask.lifted | names,
        soon=names,
        without=tuple(name for name in ask.without if name not in names),
        waived=frozenset(pair for pair in ask.waived if pair[0] not in names),
    )


def _all(chains: Mapping[str, tuple[str, ...]], parts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for part in parts for name in chains[part])


def _with(backlog: Backlog, ask: PlanQuery, parts: Iterable[str], stage: int) -> Plan:
    wanted = tuple(parts)
    return plan(backlog, ask._replace(must=(*ask.must, *wanted), by={**ask.by, **dict.fromkeys(wanted, stage)}))


def _without(backlog: Backlog, ask: PlanQuery, parts: Sequence[str]) -> Plan:
    return plan(backlog, ask._replace(without=(*ask.without, *parts)))


def _soonest(backlog: Backlog, ask: PlanQuery, parts: Sequence[str], places: Mapping[str, int]) -> int:
    """Return the first sprint, from 0, by which all of it can be delivered, were there nothing else.

    Raises:
        PoError: it does not fit into all of them, and the files do not have it there all the same.
    """
    stage = soonest(build(backlog, ask._replace(written={})), parts, partial(remaining, ask))
    if stage is None and all(part in places for part in parts):
        return max(places[part] for part in parts)
    if stage is None:
        said = f"{', '.join(parts)} do not fit" if len(parts) > 1 else f"{parts[0]} does not fit"
        hint = "look further ahead with --sprints, or take less of it"
        raise PoError(f"{said} into {plural(len(ask.slots), 'sprint')} with everything that is needed", hint)
    return stage


def _weight(stage: int | None, count: int) -> Fraction:
    return ZERO if stage is None else Fraction(count - stage, count)


def _days(base: Plan, before: int | None, after: int | None) -> int | None:
    one = None if before is None else base.sprints[before].sprint
    two = None if after is None else base.sprints[after].sprint
    return (two.end - one.end).days if one and two else None


def _moves(
    base: Plan, found: Plan, needed: frozenset[str], files: Container[str] = frozenset()
) -> tuple[MovedItem, ...]:
    before, after, count = base.places(), found.places(), len(base.sprints)
    values = {
        row.story.id: row.value or ZERO for one in (base, found) for sprint in one.sprints for row in sprint.stories
    }
    values |= {**base.worths, **found.worths}
    moves = [
        MovedItem(
            name,
            before.get(name),
            after.get(name),
            value * (_weight(after.get(name), count) - _weight(before.get(name), count)),
            name in needed,
            _days(base, before.get(name), after.get(name)),
            name in before and name in files,
        )
        for name, value in values.items()
        if before.get(name) != after.get(name)
    ]
    return tuple(sorted(moves, key=lambda move: (move.gain, ident.order(move.id))))


def _waits(base: Plan, found: Plan) -> tuple[Wait, ...]:
    """Return the goals for which less is done, or later."""
    after = found.places()
    never = len(base.sprints)
    rows = [
        (base.serves[row.story.id], stage, after.get(row.story.id, never), row.size)
        for stage, sprint in enumerate(base.sprints)
        for row in sprint.stories
        if not row.under_way
    ]
    waits = []
    for goal in sorted({goal for goal, *_ in rows if goal}, key=ident.order):
        own = [(was, now, size) for name, was, now, size in rows if name == goal]
        last, then = max(was for was, _, _ in own), max(now for _, now, _ in own)
        late = sum((size for was, now, size in own if now > was), ZERO)
        if late:
            whole = sum((size for _, _, size in own), ZERO)
            end = None if then == never else then
            waits.append(Wait(goal, last, end, late, whole, _days(base, last, end)))
    return tuple(waits)


def _cheaper(
    backlog: Backlog, ask: PlanQuery, base: Plan, option: Option, chains: Mapping[str, tuple[str, ...]]
) -> WishPart | None:
    """Return the part of a wish that costs least, where it costs half of all or less; of equals what moves least."""
    places, parts = base.places(), option.parts
    tries = min(TRIED, EFFORT // max(1, len(base.ranks)))
    sets = [some for size in (1, len(parts) - 1) for some in combinations(parts, size)] if len(parts) > 1 else []
    fresh = [some for some in dict.fromkeys(sets) if any(places.get(part, 99) > option.stage for part in some)]
    found = []
    for some in fresh[:tries]:
        if remaining(ask) <= 0:
            break
        needed = _all(chains, some)
        other = _with(backlog, _freed(ask, needed)._replace(ties=False), some, option.stage)
        moves = [move for move in _moves(base, other, needed) if move.late and not move.wanted]
        size = sum((base.sizes[part] for part in some), ZERO)
        found.append(WishPart(some, size, base.value - other.value, len(moves)))
    best = min(found, key=lambda part: (max(part.cost, ZERO), part.moves, -part.size), default=None)
    late = sum(move.late and not move.wanted for move in option.moves)
    cheap = best and best.cost <= (base.value - option.plan.value) / 2 and best.moves < max(late, 1)
    return best if cheap else None
