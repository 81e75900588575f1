"""What is worth most, through what waits for what?"""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.select import EVERY, Filters, matches
from pocli.analysis.value import Figures, figures
from pocli.model import ident
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.graph import components
from pocli.model.order import Order, Placed
from pocli.model.story import CLOSED, Story

Graph = Mapping[str, tuple[str, ...]]
First = tuple[float, Fraction | int, str, int]
"""A key by which what comes first is the smallest: a score, exactly where that is needed, and an id."""


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


class Ranking(NamedTuple):
    """The order, and what is not in it."""

    model: str
    items: tuple[Ranked, ...]
    unscored: tuple[Story, ...]
    under_way: tuple[Story, ...]
    unreadable: tuple[Unreadable, ...]


def rank(backlog: Backlog, *, own: bool = False, filters: Filters = EVERY) -> Ranking:
    """Rank the open stories; the filters choose what is shown, after the order is worked out."""
    return ranking(backlog, order(backlog, own=own), filters)


def ranking(backlog: Backlog, known: Order, filters: Filters = EVERY) -> Ranking:
    """Return what of an order passes the filters; and done, dropped stories and epics, when those ask for them."""
    stories = {story.id: story for story in backlog.stories}
    shown = stories if filters == EVERY else {s.id: s for s in backlog.stories if matches(backlog, s, filters)}
    items = [Ranked(at, shown[one.id], *one[1:]) for at, one in enumerate(known.placed, 1) if one.id in shown]
    asked = _asked(backlog, filters, shown)
    if asked:
        worth = figures(backlog)
        first = _first({story.id: worth[story.id].score for story in asked})
        ordered = sorted(asked, key=lambda story: first[story.id])
        items += [Ranked(0, story, *_placed(story.id, worth, "")[1:]) for story in ordered]
    unscored, under_way = (
        tuple(shown[name] for name in names if name in shown) for names in (known.unscored, known.under_way)
    )
    return Ranking("rice", tuple(items), unscored, under_way, backlog.unreadable)


def order(backlog: Backlog, *, own: bool = False, by: Mapping[str, Figures] | None = None) -> Order:
    """Work out the order of the open stories.

    Pinned; effective score, descending; prerequisites before what needs them; own score, descending; id. Done and
    dropped stories and epics neither raise nor are raised. With `own`, whatever waits for a story counts nothing. The
    figures are those of `by`, if it is given.
    """
    worth = figures(backlog) if by is None else by
    stories = {story.id: story for story in backlog.open() if story.type != "epic"}
    first = _first({story.id: worth[story.id].score if story.id in stories else None for story in backlog.stories})
    waits = {} if own else _waits(backlog, stories)
    groups = components(waits)
    raisers, depth = _raisers(groups, waits, first), _levels(groups, waits, stories)
    pins = {name: place for place, name in enumerate(backlog.config.pins)}

    def key(name: str) -> tuple[object, ...]:
        pinned = pins.get(name, len(pins)) if stories[name].pinned else math.inf
        return pinned, *first[raisers.get(name, name)][:2], depth.get(name, 0), *first[name]

    doing = {name for name, story in stories.items() if backlog.state(story) == "doing"}
    candidates = {
        name: None
        for name, story in stories.items()
        if name not in doing and (story.pinned or worth[raisers.get(name, name)].score is not None)
    }
    return Order(
        tuple(_placed(name, worth, "" if own else raisers.get(name, name)) for name in sorted(candidates, key=key)),
        tuple(name for name in stories if name not in candidates and name not in doing),
        tuple(name for name in stories if name in doing),
    )


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


def _placed(name: str, worth: Mapping[str, Figures], raiser: str) -> Placed:
    has = worth[name]
    effective = worth[raiser].score if raiser else None
    raised = raiser if raiser != name and effective != has.score else ""
    return Placed(name, has.score, effective, raised, has.inherited_from, *has[:4])


def _first(scores: Mapping[str, Fraction | None]) -> dict[str, First]:
    """Return keys that sort by scores, downwards, then by ids: correctly rounded floats, and exact where those tie."""
    near = {name: 1.0 if score is None else -(score.numerator / score.denominator) for name, score in scores.items()}
    of: dict[float, Fraction | None] = {}
    twins = {near[name] for name, score in scores.items() if of.setdefault(near[name], score) != score}
    return {
        name: (near[name], -(score or 0) if near[name] in twins else 0, *ident.order(name))
        for name, score in scores.items()
    }


def _waits(backlog: Backlog, stories: Mapping[str, Story]) -> Graph:
    """Return what each open story waits for; an epic, or a closed story, stands for its children, at any depth."""
    known = {story.id for story in backlog.stories}
    children = backlog.children()
    waits: dict[str, tuple[str, ...]] = {}
    for story in backlog.stories:
        parts = story.depends_on if story.id in stories else (child.id for child in children.get(story.id, ()))
        present = tuple(part for part in parts if part in known)
        if present:
            waits[story.id] = present
    return waits


def _raisers(groups: tuple[tuple[str, ...], ...], waits: Graph, first: Mapping[str, First]) -> dict[str, str]:
    """Return whose score counts for each story that waits or is waited for: the best of its own and of what waits."""
    best = {name: name for group in groups for name in group}
    for group in reversed(groups):
        top = min((best[name] for name in group), key=first.__getitem__)
        for name in group:
            best[name] = top
            for need in waits.get(name, ()):
                best[need] = min(best[need], top, key=first.__getitem__)
    return best


def _levels(groups: tuple[tuple[str, ...], ...], waits: Graph, stories: Mapping[str, Story]) -> dict[str, int]:
    """Return how many open stories stand before each in its longest chain; a ring counts as one."""
    levels: dict[str, int] = {}
    after: dict[str, int] = {}
    for group in groups:
        level = max((after[need] for name in group for need in waits.get(name, ()) if need in after), default=0)
        levels |= dict.fromkeys(group, level)
        after |= dict.fromkeys(group, level + any(name in stories for name in group))
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
