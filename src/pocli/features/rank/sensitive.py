"""Which input, and by how much, would change a story's place?

A score is a value divided by a size; to be another one, either the value or the size has to be.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.formula import Formula
from pocli.model.graph import closure, turned
from pocli.model.story import Story
from pocli.ranking import density
from pocli.ranking.blocks import Net, nets
from pocli.ranking.rank import Ranked, Ranking, absent

LIMITS = {
    "rice.reach": 10**9,
    "rice.impact": 3,
    "rice.confidence": 1,
    "rice.effort": 10**4,
    "points": 1000,
    "wsjf.value": 20,
    "wsjf.time_criticality": 20,
    "wsjf.risk_reduction": 20,
    "wsjf.job_size": 20,
    "ice.impact": 10,
    "ice.confidence": 10,
    "ice.ease": 10,
    "cost_of_delay": 10**12,
    "duration": 10**12,
}
"""The most that a field may be."""
Pair = tuple[Fraction | None, ...]
"""For what is above, and for what is below."""


class Lever(NamedTuple):
    """An input, and the value beyond which the story changes its place."""

    name: str
    now: Fraction
    up: Fraction | None
    """Beyond this it comes before the one above; None: no value that is allowed is enough, or nothing is above."""
    down: Fraction | None
    share: bool = False
    """It is written in percent."""


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
        raise PoError(f"{story.id} has no score of its own", absent(backlog, story))
    if item.story.pinned:
        raise PoError(f"{story.id} is pinned, so its inputs do not change its place", f"po unpin {story.id}")
    if item.inherited_from:
        raise PoError(
            f"{story.id} is scored with the inputs of {item.inherited_from}", f"see them: po show {item.inherited_from}"
        )
    tie = _tie(backlog, story)
    others = [one for one in ranking.items if one.rank and not one.story.pinned and one.story.id not in tie.names]
    mine = _counts(item)
    higher = [one for one in others if one.rank < item.rank and _counts(one) > mine]
    lower = [one for one in others if one.rank > item.rank and _counts(one) < mine]
    above, below = (higher[-1] if higher else None), (lower[0] if lower else None)
    if below and _worth(item, tie, _counts(below)) <= 0:
        below = None
    marks = tuple(None if one is None else _worth(item, tie, _counts(one)) for one in (above, below))
    sizes = tuple(None if one is None else _work(item, tie, _counts(one)) for one in (above, below))
    levers = (_lever(ranking.formula, item, at, marks, sizes) for at in range(len(item.inputs)))
    return Sensitivity(item, above, below, tuple(lever for lever in levers if lever))


class Tie(NamedTuple):
    """A story, and what it is tied to."""

    names: frozenset[str]
    """All that it is tied to, itself included."""
    net: Net | None
    """None where it is tied to nothing."""
    node: int
    own: tuple[int, int]
    """What it adds itself to the value and the size of its node."""


def _tie(backlog: Backlog, story: Story) -> Tie:
    """Return what a story is tied to, by whatever waits for what."""
    for found in nets(backlog, {story.id}):
        node = next(at for at, names in enumerate(found.names) if story.id in names)
        return Tie(frozenset(name for names in found.names for name in names), found, node, found.own[story.id])
    return Tie(frozenset([story.id]), None, 0, (0, 0))


def _hurdle(tie: Tie, score: Fraction) -> Fraction:
    """Return how much more than its size × score a story has to be worth to be built before what has this score.

    That is what its needs lack of it, less what is gained with all that waits: the best that can be built without the
    story, less the best that can be built with it, each set weighed by Σ value - Σ size × score.
    """
    found = tie.net
    if found is None:
        return Fraction(0)
    scale = (found.scale[1] * score.denominator, found.scale[0] * score.numerator)
    weights = {
        at: value * scale[0] - size * scale[1]
        for at, (value, size) in enumerate(zip(found.values, found.sizes, strict=True))
    }
    own = tie.own[0] * scale[0] - tie.own[1] * scale[1]
    graph = dict(enumerate(found.needs))
    needed, waiting = closure(graph, [tie.node]), closure(turned(graph), [tie.node])
    base = sum(weights[at] for at in needed) - own
    with_it = base + _best(found, {at: one for at, one in weights.items() if at not in needed})
    without = _best(found, {at: one for at, one in weights.items() if at not in waiting})
    return Fraction(without - with_it, found.scale[0] * found.scale[1] * score.denominator)


def _best(found: Net, weights: Mapping[int, int]) -> int:
    return sum(weights[at] for at in density.closure(found.needs, weights))


def _worth(item: Ranked, tie: Tie, score: Fraction) -> Fraction:
    """Return the value from which on a story counts with a score."""
    return score * (item.size or 0) + _hurdle(tie, score)


def _work(item: Ranked, tie: Tie, score: Fraction) -> Fraction | None:
    """Return the size up to which a story counts with a score; None where any size is too much, or none is."""
    left = (item.value or 0) - _hurdle(tie, score)
    return left / score if score and left > 0 else None


def _counts(one: Ranked) -> Fraction:
    best = one.effective if one.effective is not None else one.score
    return Fraction(-1) if best is None else best


def _lever(by: Formula, item: Ranked, at: int, values: Pair, sizes: Pair) -> Lever | None:
    now = item.inputs[at]
    if not now or item.value is None:
        return None
    up, down = (_needed(by, item, at, value, size) for value, size in zip(values, sizes, strict=True))
    return Lever(by.names[at], now, up, down, by.fields[at] in by.shares)


def _needed(by: Formula, item: Ranked, at: int, value: Fraction | None, size: Fraction | None) -> Fraction | None:
    """Return the figure of an input that makes a value, or a size; None: no figure that is allowed."""
    now = item.inputs[at] or Fraction(0)
    if at < len(by.terms):
        found = (
            None if value is None else now + value - (item.value or 0) if by.adds else _times(now, value, item.value)
        )
    else:
        found = None if size is None else 1 / size if by.eases else size
    fits = found is not None and 0 <= found <= LIMITS.get(by.fields[at], found)
    return found if fits else None


def _times(now: Fraction, value: Fraction, of: Fraction | None) -> Fraction | None:
    return now * value / of if of else None
