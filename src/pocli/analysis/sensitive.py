"""Which input, and by how much, would change a story's place?

A score is a product, so that each input alone has to grow, or shrink, by the same factor as the score.
"""

from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.rank import Ranked, Ranking, scores, web
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.story import Story

LIMITS = {"reach": Fraction(10**9), "impact": Fraction(3), "confidence": Fraction(1), "effort": Fraction(10**4)}
"""The most that FORMAT allows."""


class Lever(NamedTuple):
    """An input, and the value beyond which the story changes its place."""

    name: str
    now: Fraction
    up: Fraction | None
    """Beyond this it comes before the one above; None: no value that is allowed is enough, or nothing is above."""
    down: Fraction | None


class Sensitivity(NamedTuple):
    """A story's place, and what would change it."""

    item: Ranked
    above: Ranked | None
    """The next one up that its own score can overtake."""
    below: Ranked | None
    """The next one down, unless what waits for the story keeps it above."""
    levers: tuple[Lever, ...]


def sensitivity(backlog: Backlog, ranking: Ranking, story: Story) -> Sensitivity:
    """Return what would change the place of a story.

    Raises:
        PoError: it has no place, or not by its own inputs.
    """
    item = next((one for one in ranking.items if one.story.id == story.id and one.rank), None)
    if item is None or item.score is None:
        raise PoError(f"{story.id} has no score of its own", f"give it one: po show {story.id}")
    if item.story.pinned:
        raise PoError(f"{story.id} is pinned: its inputs do not matter for its place", f"po unpin {story.id}")
    if item.raised_by:
        hint = f"po rank --sensitive {item.raised_by}"
        raise PoError(f"{story.id} has its place through {item.raised_by}, which waits for it", hint)
    if item.inherited_from:
        raise PoError(
            f"{story.id} has the inputs of {item.inherited_from}", f"look at them: po show {item.inherited_from}"
        )
    waits = web(backlog).waits
    waiters: dict[str, list[str]] = {}
    for name, needs in waits.items():
        for need in needs:
            waiters.setdefault(need, []).append(name)
    waiting = closure(waiters, [story.id])
    bound = closure(waits, [story.id]) | waiting
    others = [one for one in ranking.items if one.rank and not one.story.pinned and one.story.id not in bound]
    higher = [one for one in others if one.rank < item.rank and _counts(one) > item.score]
    lower = [one for one in others if one.rank > item.rank and _counts(one) < item.score]
    above, below = (higher[-1] if higher else None), (lower[0] if lower else None)
    if below and _held(backlog, waiting - {story.id}) >= _counts(below):
        below = None
    levers = (_lever(item, name, above, below) for name in LIMITS)
    return Sensitivity(item, above, below, tuple(lever for lever in levers if lever))


def _held(backlog: Backlog, waiting: frozenset[str]) -> Fraction:
    """Return the score that a story counts with whatever its own is: the best of what waits for it."""
    known = scores(backlog)
    found = [known[story.id] for story in backlog.open() if story.id in waiting and story.type != "epic"]
    return max((score for score in found if score is not None), default=Fraction(-1))


def _counts(one: Ranked) -> Fraction:
    best = one.effective if one.effective is not None else one.score
    return Fraction(-1) if best is None else best


def _lever(item: Ranked, name: str, above: Ranked | None, below: Ranked | None) -> Lever | None:
    now: Fraction | None = getattr(item, name)
    if not now:
        return None
    return Lever(name, now, _needed(item, name, now, above), _needed(item, name, now, below))


def _needed(item: Ranked, name: str, now: Fraction, other: Ranked | None) -> Fraction | None:
    """Return the value of the input at which the score is that of the other."""
    if other is None or not item.score:
        return None
    factor = _counts(other) / item.score
    if name == "effort":
        return now / factor if factor > 0 and now / factor <= LIMITS[name] else None
    return now * factor if factor >= 0 and now * factor <= LIMITS[name] else None
