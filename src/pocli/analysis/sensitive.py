"""Which input, and by how much, would change a story's place?

A score is a value divided by a size; to be another one, either the value or the size has to be.
"""

from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.rank import Ranked, Ranking, scores, web
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.formula import Formula
from pocli.model.graph import closure
from pocli.model.story import Story

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
    levers = (_lever(ranking.formula, item, at, (above, below)) for at in range(len(item.inputs)))
    return Sensitivity(item, above, below, tuple(lever for lever in levers if lever))


def _held(backlog: Backlog, waiting: frozenset[str]) -> Fraction:
    """Return the score that a story counts with whatever its own is: the best of what waits for it."""
    known = scores(backlog)
    found = [known[story.id] for story in backlog.open() if story.id in waiting and story.type != "epic"]
    return max((score for score in found if score is not None), default=Fraction(-1))


def _counts(one: Ranked) -> Fraction:
    best = one.effective if one.effective is not None else one.score
    return Fraction(-1) if best is None else best


def _lever(by: Formula, item: Ranked, at: int, others: tuple[Ranked | None, Ranked | None]) -> Lever | None:
    now = item.inputs[at]
    if not now:
        return None
    up, down = (None if other is None else _needed(by, item, at, _counts(other)) for other in others)
    return Lever(by.names[at], now, up, down, by.fields[at] in by.shares)


def _needed(by: Formula, item: Ranked, at: int, score: Fraction) -> Fraction | None:
    """Return the figure of an input at which the score is another one; None: no figure that is allowed."""
    now, value, size = item.inputs[at], item.value, item.size
    if now is None or value is None or size is None:
        return None
    if at < len(by.terms):
        found = now + score * size - value if by.adds else now * score * size / value if value else None
    elif not score or not value:
        found = None
    else:
        found = score / value if by.eases else value / score
    fits = found is not None and 0 <= found <= LIMITS.get(by.fields[at], found)
    return found if fits else None
