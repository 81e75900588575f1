"""What is worth most, through what waits for what?"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis import epics
from pocli.analysis.epics import Parts
from pocli.analysis.select import EVERY, Filters, matches
from pocli.analysis.value import Figures, Ratio, figures, ratios
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.graph import components
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
    parts: Parts | None = None
    """How far it is, where it is an epic that was split."""
    state: str = ""
    """The built-in status that the story's stands for."""


class Ranking(NamedTuple):
    """The order, and what is not in it."""

    model: str
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
    by: Mapping[str, Figures] | None = None,
) -> Ranking:
    """Return what of an order passes the filters; and done, dropped stories and epics, when those ask for them.

    Args:
        backlog: where the stories are.
        known: their order.
        filters: which of them are shown.
        limit: how many of them at most; 0: all.
        by: the figures that they count with; None: those of `figures`.
    """
    stories = {story.id: story for story in backlog.stories}
    shown = stories if filters == EVERY else {s.id: s for s in backlog.stories if matches(backlog, s, filters)}
    placed = [(at, shown[name]) for at, name in enumerate(known.placed, 1) if name in shown]
    asked = _asked(backlog, filters, shown)
    if asked:
        worth = figures(backlog, asked) if by is None else by
        scores = _ratios({story.id: worth[story.id] for story in asked})
        place = {name: at for at, name in enumerate(_by_score(scores)[0])}
        placed += [(0, story) for story in sorted(asked, key=lambda story: place[story.id])]
    passed = placed[:limit] if limit else placed
    raised = known.raised_by or {}
    needed = {name for _, story in passed for name in (story.id, raised.get(story.id, story.id))}
    worth = figures(backlog, [stories[name] for name in needed]) if by is None else by
    parts = epics.parts(backlog, asked)
    found = (_ranked(at, story, worth, known.raised_by) for at, story in passed)
    items = tuple(item._replace(parts=parts.get(item.story.id), state=backlog.state(item.story)) for item in found)
    unscored, under_way = (
        tuple(shown[name] for name in names if name in shown) for names in (known.unscored, known.under_way)
    )
    return Ranking("rice", items, len(placed) - len(passed), unscored, under_way, backlog.unreadable)


def of(backlog: Backlog, story: Story) -> Ranked:
    """Return a story's place; the rank is 0 where it has none, as without a score, under way, done or as an epic."""
    found = (one for one in rank(backlog).items if one.story.id == story.id)
    return next(found, None) or _ranked(0, story, figures(backlog, [story]), None)


def _ranked(at: int, story: Story, worth: Mapping[str, Figures], raised_by: Mapping[str, str] | None) -> Ranked:
    has, raiser = worth[story.id], (raised_by or {}).get(story.id, "")
    effective = worth[raiser or story.id].score if at and raised_by is not None else None
    return Ranked(at, story, has.score, effective, raiser, has.inherited_from, *has[:4])


def order(backlog: Backlog, *, own: bool = False, by: Mapping[str, Figures] | None = None) -> Order:
    """Work out the order of the open stories.

    Pinned; effective score, descending; prerequisites before what needs them; own score, descending; id. Done and
    dropped stories and epics neither raise nor are raised. With `own`, whatever waits for a story counts nothing. The
    figures are those of `by`, if it is given.
    """
    stories = {story.id: story for story in backlog.open() if story.type != "epic"}
    scores = ratios(backlog) if by is None else _ratios(by)
    first, level = _by_score({name: scores[name] for name in stories})
    place = {name: at for at, name in enumerate(first)}
    waits = {} if own else _waits(backlog, stories)
    groups = components(waits)
    best, depth = _best(groups, waits, place), _levels(groups, waits, stories)
    pins = {name: at for at, name in enumerate(backlog.config.pins)}
    keys: dict[str, tuple[float, int, int, int]] = {}
    raised: dict[str, str] = {}
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
                raised[name] = first[counts]
        else:
            unscored.append(name)
    placed = sorted(keys, key=keys.__getitem__)
    return Order(tuple(placed), None if own else raised, tuple(unscored), tuple(under_way))


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
