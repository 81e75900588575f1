"""What is worth most, through what waits for what?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.select import Filters, matches
from pocli.analysis.value import Figures, figures
from pocli.model import ident
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.graph import components
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


class Ranking(NamedTuple):
    """The order, and what is not in it."""

    model: str
    items: tuple[Ranked, ...]
    unscored: tuple[Story, ...]
    under_way: tuple[Story, ...]
    unreadable: tuple[Unreadable, ...]


def rank(backlog: Backlog, *, own: bool = False, filters: Filters = Filters()) -> Ranking:  # noqa: B008 - a value
    """Rank the open stories; the filters choose what is shown, after the order is worked out.

    The order: pinned; effective score, descending; prerequisites before what needs them; own score, descending; id.
    Done and dropped stories and epics neither raise nor are raised; they are shown when a filter asks for them.
    """
    worth = figures(backlog)
    stories = {story.id: story for story in backlog.open() if story.type != "epic"}
    waits = _waits(backlog, stories)
    groups = components(waits)
    best = {} if own else _best(groups, waits, {name: worth[name].score for name in stories})
    depth = {} if own else _levels(groups, waits, stories)
    pins = {name: place for place, name in enumerate(backlog.config.pins)}

    def key(story: Story) -> tuple[object, ...]:
        score = worth[story.id].score
        effective = score if own else best[story.id][0]
        pinned = (0, pins.get(story.id, len(pins))) if story.pinned else (1, 0)
        falling = (_falling(effective), 0 if own else depth[story.id], _falling(score))
        return pinned, *falling, ident.order(story.id)

    doing = {name for name, story in stories.items() if backlog.state(story) == "doing"}
    candidates = [
        story
        for name, story in stories.items()
        if name not in doing
        and (story.pinned or worth[name].score is not None or (not own and best[name][0] is not None))
    ]
    items = []
    for place, story in enumerate(sorted(candidates, key=key), 1):
        effective, raiser = (None, "") if own else best[story.id]
        items.append(_ranked(place, story, worth[story.id], effective, raiser))
    ranked = {story.id for story in candidates}
    shown = [item for item in items if matches(backlog, item.story, filters)]
    asked = sorted(_asked(backlog, filters, stories), key=lambda story: _first((worth[story.id].score, story.id)))
    shown += [_ranked(0, story, worth[story.id], None, "") for story in asked]
    rest = [story for name, story in stories.items() if name not in ranked and matches(backlog, story, filters)]
    return Ranking(
        backlog.config.scoring,
        tuple(shown),
        tuple(story for story in rest if story.id not in doing),
        tuple(story for story in rest if story.id in doing),
        backlog.unreadable,
    )


def _ranked(place: int, story: Story, has: Figures, effective: Fraction | None, raiser: str) -> Ranked:
    raised = raiser if effective != has.score else ""
    return Ranked(
        place,
        story,
        has.score,
        effective,
        raised,
        has.inherited_from,
        has.reach,
        has.impact,
        has.confidence,
        has.effort,
    )


def _falling(score: Fraction | None) -> tuple[float, Fraction]:
    """Return a key that sorts scores downwards: correctly rounded floats first, exact where they tie."""
    return (1.0, Fraction(0)) if score is None else (-(score.numerator / score.denominator) - 0.0, -score)


def _waits(backlog: Backlog, stories: Mapping[str, Story]) -> Graph:
    """Return what each open story waits for; an epic, or a closed story, stands for its children, at any depth."""
    known = {story.id for story in backlog.stories}
    children = backlog.children()
    waits: dict[str, tuple[str, ...]] = {}
    for story in backlog.stories:
        parts = story.depends_on if story.id in stories else (child.id for child in children.get(story.id, ()))
        waits[story.id] = tuple(part for part in parts if part in known)
    return waits


def _best(
    groups: tuple[tuple[str, ...], ...], waits: Graph, scores: Mapping[str, Fraction | None]
) -> dict[str, tuple[Fraction | None, str]]:
    """Return each story's effective score and whose score it is, from those that wait down to what they wait for."""
    best: dict[str, tuple[Fraction | None, str]] = {name: (scores.get(name), name) for name in waits}
    for group in reversed(groups):
        top = min((best[name] for name in group), key=_first)
        for name in group:
            best[name] = top
            for need in waits[name]:
                best[need] = min(best[need], top, key=_first)
    return best


def _levels(groups: tuple[tuple[str, ...], ...], waits: Graph, stories: Mapping[str, Story]) -> dict[str, int]:
    """Return how many open stories stand before each in its longest chain; a ring counts as one."""
    levels: dict[str, int] = {}
    after: dict[str, int] = {}
    for group in groups:
        level = max((after[need] for name in group for need in waits[name] if need in after), default=0)
        levels |= dict.fromkeys(group, level)
        after |= dict.fromkeys(group, level + any(name in stories for name in group))
    return levels


def _first(one: tuple[Fraction | None, str]) -> tuple[object, ...]:
    score, name = one
    return _falling(score), ident.order(name)


def _asked(backlog: Backlog, filters: Filters, ranked: Mapping[str, Story]) -> tuple[Story, ...]:
    """Return the done, dropped and epic stories that the filters ask for by name."""
    found = [story for story in backlog.stories if story.id not in ranked and matches(backlog, story, filters)]
    return tuple(
        story
        for story in found
        if (filters.status and backlog.state(story) in CLOSED)
        or ("epic" in map(str.lower, filters.type) and (filters.status or backlog.state(story) not in CLOSED))
    )


def scores(backlog: Backlog) -> Mapping[str, Fraction | None]:
    """Return each story's own score, by id."""
    return {name: found.score for name, found in figures(backlog).items()}
