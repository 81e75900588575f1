"""What is worth most, through what waits for what?"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.select import EVERY, Filters, matches
from pocli.analysis.value import Figures, Ratio, figures, model, ratios
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.formula import Formula
from pocli.model.graph import closure, components
from pocli.model.ident import order as by_id
from pocli.model.order import Order
from pocli.model.story import CLOSED, Story

Graph = Mapping[str, tuple[str, ...]]


class Ranked(NamedTuple):
    """A story in its place."""

    rank: int
    """From 1; 0 for what is shown but not in the order (done, dropped, epics)."""
    story: Story
    score: Fraction | None
    effective: Fraction | None
    """The best of the own score and of the effective scores of what waits for it; None under `own`."""
    raised_by: str
    """The story whose score it is, where that is another one's."""
    inherited_from: str
    """The epic whose inputs these are."""
    reach: Fraction | None
    impact: Fraction | None
    confidence: Fraction | None
    effort: Fraction | None
    """Under RICE that of the formula: an heir's is its epic's."""
    value: Fraction | None = None
    """The value part of the scoring model; an heir's share of its epic's."""
    size: Fraction | None = None
    """What the value is divided by; an heir's share of its epic's."""
    inputs: tuple[Fraction | None, ...] = ()
    """The figures that the own score is worked out from, in the order of the formula."""
    ranged: tuple[str, ...] = ()
    """Those of them that are the middle of a range."""


class Ranking(NamedTuple):
    """The order, and what is not in it."""

    model: str
    formula: Formula
    items: tuple[Ranked, ...]
    more: int
    """How many others would follow, were there no limit."""
    unscored: tuple[Story, ...]
    under_way: tuple[Story, ...]
    unreadable: tuple[Unreadable, ...]


def rank(backlog: Backlog, *, own: bool = False, filters: Filters = EVERY) -> Ranking:
    """Rank the open stories; the filters choose what is shown, after the order is worked out."""
    return ranking(backlog, order(backlog, own=own), filters)


def ranking(
    backlog: Backlog,
    known: Order,
    filters: Filters = EVERY,
    *,
    limit: int = 0,
) -> Ranking:
    """Return what of an order passes the filters; and done, dropped stories and epics, when those ask for them.

    Args:
        backlog: where the stories are.
        known: their order.
        filters: which of them are shown.
        limit: how many of them at most; 0: all.
    """
    stories = {story.id: story for story in backlog.stories}
    shown = stories if filters == EVERY else {s.id: s for s in backlog.stories if matches(backlog, s, filters)}
    placed = [(at, shown[name]) for at, name in enumerate(known.placed, 1) if name in shown]
    asked = _asked(backlog, filters, shown)
    if asked:
        worth = figures(backlog, asked)
        scores = _ratios({story.id: worth[story.id] for story in asked})
        place = {name: at for at, name in enumerate(_by_score(scores)[0])}
        placed += [(0, story) for story in sorted(asked, key=lambda story: place[story.id])]
    passed = placed[:limit] if limit else placed
    worth = figures(backlog, [story for _, story in passed])
    by = model(backlog)
    items = tuple(_ranked(at, story, worth[story.id], known)._replace(ranged=ranged(by, story)) for at, story in passed)
    unscored, under_way = (
        tuple(shown[name] for name in names if name in shown) for names in (known.unscored, known.under_way)
    )
    name = backlog.config.scoring
    more = len(placed) - len(passed)
    return Ranking(name, by, items, more, unscored, under_way, backlog.unreadable)


def _ranked(at: int, story: Story, has: Figures, known: Order) -> Ranked:
    raiser = (known.raised_by or {}).get(story.id, "")
    effective = known.counts.get(story.id, has.score) if at and known.raised_by is not None else None
    effort = has.inputs[-1] if has.inputs[:3] == has[:3] else has.effort
    used = (*has[:3], effort, has.value, has.size, has.inputs)
    return Ranked(at, story, has.score, effective, raiser, has.inherited_from, *used)


def ranged(by: Formula, story: Story) -> tuple[str, ...]:
    """Return the fields of a formula that a story says as a range."""
    ends = {} if story.rice is None else {"rice.reach": story.rice.reach_range, "rice.effort": story.rice.effort_range}
    return tuple(field for field in by.fields if ends.get(field))


def order(backlog: Backlog, *, own: bool = False) -> Order:
    """Work out the order of the open stories by the backlog's scoring model.

    Pinned; effective score, descending; prerequisites before what needs them; own score, descending; id. Done and
    dropped stories and epics neither raise nor are raised. With `own`, whatever waits for a story counts nothing.
    """
    stories = {story.id: story for story in backlog.open() if story.type != "epic"}
    scores, raisers = ratios(backlog), None
    if backlog.config.scoring == "cd3" and not own:
        scores, raisers = _summed(backlog, scores)
    first, level = _by_score({name: scores[name] for name in stories})
    place = {name: at for at, name in enumerate(first)}
    waits = {} if own else _waits(backlog, stories)
    groups = components(waits)
    best, depth = _best(groups, waits, place), _levels(groups, waits, stories)
    pins = {name: at for at, name in enumerate(backlog.config.pins)}
    keys: dict[str, tuple[float, int, int, int]] = {}
    raised: dict[str, str] = dict(raisers or {})
    counted = {name: Fraction(*found) for name in raised if (found := scores[name])}
    unscored, under_way = [], []
    scored = sum(scores[name] is not None for name in stories)
    for name, story in stories.items():
        mine = place[name]
        counts = best.get(name, mine)
        if backlog.state(story) == "doing":
            under_way.append(name)
        elif story.pinned or counts < scored:
            pinned = pins.get(name, len(pins)) if story.pinned else math.inf
            keys[name] = pinned, level[counts], depth.get(name, 0), mine
            if level[counts] != level[mine]:
                raised.setdefault(name, first[counts])
                counted[name] = Fraction(*(scores[first[counts]] or (0, 1)))
        else:
            unscored.append(name)
    placed = sorted(keys, key=keys.__getitem__)
    return Order(tuple(placed), None if own else raised, tuple(unscored), tuple(under_way), counted)


def _summed(backlog: Backlog, own: Mapping[str, Ratio | None]) -> tuple[Mapping[str, Ratio | None], Mapping[str, str]]:
    """Return each story's score with those of all open stories that wait for it, and which of these adds most."""
    waiters: dict[str, list[str]] = {}
    for name, needs in web(backlog).waits.items():
        for need in needs:
            waiters.setdefault(need, []).append(name)
    live = {story.id for story in backlog.open() if story.type != "epic"}
    found, raisers = dict(own), dict[str, str]()
    for name in waiters:
        behind = closure(waiters, [name]) & live - {name}
        adding = {one: Fraction(*(own[one] or (0, 1))) for one in behind}
        if name in own and any(adding.values()):
            total = Fraction(*(own[name] or (0, 1))) + sum(adding.values(), Fraction(0))
            found[name] = total.as_integer_ratio()
            raisers[name] = min(adding, key=lambda one: (-adding[one], by_id(one)))
    return found, raisers


class Web(NamedTuple):
    """What waits for what, and how long the chains are."""

    groups: tuple[tuple[str, ...], ...]
    """Stories that wait for each other in a ring, or each alone; each group after all that it waits for."""
    waits: Graph
    depth: Mapping[str, int]
    """How many open stories stand before each."""


def web(backlog: Backlog) -> Web:
    """Return what raises the stories of a backlog in the order."""
    stories = {story.id: story for story in backlog.open() if story.type != "epic"}
    waits = _waits(backlog, stories)
    groups = components(waits)
    return Web(groups, waits, _levels(groups, waits, stories))


def _ratios(worth: Mapping[str, Figures]) -> Mapping[str, Ratio | None]:
    return {name: one.score.as_integer_ratio() if one.score is not None else None for name, one in worth.items()}


def _by_score(scores: Mapping[str, Ratio | None]) -> tuple[list[str], list[int]]:
    """Return the ids by score, downwards, then as they came; and for each place how many different scores are before.

    Correctly rounded floats tell most scores apart; those that share one are compared exactly. None comes last.
    """
    near: dict[str, float] = {}
    of: dict[float, Ratio] = {}
    apart: set[float] = set()
    for name, score in scores.items():
        if score is None:
            near[name] = math.inf
            continue
        near[name] = -(score[0] / score[1])
        twin = of.setdefault(near[name], score)
        if twin[0] * score[1] != score[0] * twin[1]:
            apart.add(near[name])
    exact = {name: -Fraction(*score) for name, score in scores.items() if score and near[name] in apart}
    keys: Mapping[str, object] = {name: (one, exact.get(name, 0)) for name, one in near.items()} if exact else near
    first = sorted(keys, key=keys.__getitem__)  # type: ignore[arg-type]
    level = [0] * len(first)
    for at in range(1, len(first)):
        level[at] = level[at - 1] + (keys[first[at]] != keys[first[at - 1]])
    return first, level


def _waits(backlog: Backlog, stories: Mapping[str, Story]) -> Graph:
    """Return what each open story waits for; an epic, or a closed story, stands for its children, at any depth."""
    known = {story.id for story in backlog.stories}
    children = backlog.children()
    waits: dict[str, tuple[str, ...]] = {}
    for story in backlog.stories:
        parts = story.depends_on if story.id in stories else tuple(child.id for child in children.get(story.id, ()))
        if parts and (present := tuple([part for part in parts if part in known])):
            waits[story.id] = present
    return waits


def _best(groups: tuple[tuple[str, ...], ...], waits: Graph, place: Mapping[str, int]) -> dict[str, int]:
    """Return which place counts for each story that waits or is waited for: the first of its own and of what waits."""
    nowhere = len(place)
    best = {name: place.get(name, nowhere) for group in groups for name in group}
    for group in reversed(groups):
        top = best[group[0]] if len(group) == 1 else min(best[name] for name in group)
        for name in group:
            best[name] = top
            for need in waits.get(name, ()):
                best[need] = min(best[need], top)
    return best


def _levels(groups: tuple[tuple[str, ...], ...], waits: Graph, stories: Mapping[str, Story]) -> dict[str, int]:
    """Return how many open stories stand before each in its longest chain; a ring counts as one."""
    levels: dict[str, int] = {}
    after: dict[str, int] = {}
    for group in groups:
        level = 0
        for name in group:
            for need in waits.get(name, ()):
                level = max(level, after.get(need, 0))
        then = level + any(name in stories for name in group)
        for name in group:
            levels[name], after[name] = level, then
    return levels


def _asked(backlog: Backlog, filters: Filters, shown: Mapping[str, Story]) -> tuple[Story, ...]:
    """Return the done, dropped and epic stories that the filters ask for by name."""
    if not filters.status and not filters.type:
        return ()
    found = [story for story in shown.values() if story.type == "epic" or backlog.state(story) in CLOSED]
    return tuple(
        story
        for story in found
        if (filters.status and backlog.state(story) in CLOSED)
        or ("epic" in map(str.lower, filters.type) and (filters.status or backlog.state(story) not in CLOSED))
    )


def scores(backlog: Backlog) -> Mapping[str, Fraction | None]:
    """Return each story's own score, by id."""
    return {name: found.score for name, found in figures(backlog).items()}
