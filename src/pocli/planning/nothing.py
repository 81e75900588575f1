"""When nothing can be planned: why, and what would work?"""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, cast

from pocli.model.graph import components
from pocli.model.story import Story
from pocli.planning.candidates import Look, Pool, Unit, pool, size, value
from pocli.ranking.parts import container


class Nothing(NamedTuple):
    """Why nothing is in the plan."""

    reasons: tuple[tuple[str, int], ...]
    """Reasons of po.plan/1 with how many stories they hold for; a story may count for several."""
    unit: str = ""
    """Of the question that would work; empty when none would."""
    capacity: Fraction = Fraction(0)
    include_drafts: bool = False


def explain(seen: Look, found: Pool, left: Callable[[], float]) -> Nothing:
    """Count why nothing can be planned, and find a question that can be answered, as far as there is time."""
    stories = [story for story in seen.backlog.open() if not container(seen, story)]
    counts = {
        "draft": sum(seen.backlog.state(story) == "draft" for story in stories),
        "no-points": sum(size(seen, story) is None for story in stories),
    }
    for out in found.left:
        if out.reason not in ("draft", "no-points", "epic"):
            counts[out.reason] = counts.get(out.reason, 0) + 1
    if found.candidates:
        counts["too-big"] = sum(value(seen, story) is not None for story in found.candidates)
        counts["no-value"] = len(found.candidates) - counts["too-big"]
    reasons = tuple((reason, count) for reason, count in counts.items() if count)
    unit, capacity = seen.ask.unit, max(slot.capacity for slot in seen.ask.answered)
    tries = ((unit, False), (unit, True), ("effort", False), ("effort", True), ("count", True))
    for other, drafts in tries:
        if left() <= 0:
            break
        needed = _needed(seen, cast("Unit", other), capacity, left, drafts=drafts or seen.ask.include_drafts)
        if needed is not None:
            return Nothing(reasons, other, needed, drafts or seen.ask.include_drafts)
    return Nothing(reasons)


def _needed(seen: Look, unit: Unit, capacity: Fraction, left: Callable[[], float], *, drafts: bool) -> Fraction | None:
    """Return a capacity with which something would be planned."""
    again = seen._replace(ask=seen.ask._replace(unit=unit, include_drafts=drafts))
    found = pool(again)
    sizes = {story.id: size(again, story) or Fraction(0) for story in found.candidates}
    wanted = [story for story in found.candidates if value(again, story) or story.type in ("bug", "chore")]
    least = _least(found.needs, wanted, sizes, left)
    if least is None:
        return None
    if unit == "effort" and seen.ask.unit == "points":
        capacity /= seen.backlog.config.points_per_person_month
    if unit == "count" != seen.ask.unit:
        capacity = Fraction(5)
    return Fraction(max(math.ceil(capacity), math.ceil(least)))


def _least(
    needs: Mapping[str, tuple[str, ...]],
    wanted: Sequence[Story],
    sizes: Mapping[str, Fraction],
    left: Callable[[], float],
) -> Fraction | None:
    """Return how large the smallest of the wanted stories is with all that it needs; the best known when time ends.

    Each is looked at after what it needs, and walked through only as far as it may be smaller than the smallest so far:
    it is no smaller than its longest chain.
    """
    names = {story.id for story in wanted}
    best: Fraction | None = None
    low: dict[str, Fraction] = {}
    for group in components(needs):
        before = {need for name in group for need in needs[name]}.difference(group)
        own = sum((sizes[name] for name in group), Fraction(0))
        least = own + max((low[need] for need in before), default=Fraction(0))
        low |= dict.fromkeys(group, least)
        if names.intersection(group) and (best is None or least < best):
            whole = _whole(needs, group[0], sizes, best)
            best = whole if whole is not None else best
            if left() <= 0:
                break
    return best


def _whole(
    needs: Mapping[str, tuple[str, ...]], name: str, sizes: Mapping[str, Fraction], limit: Fraction | None
) -> Fraction | None:
    """Return how large a story is with all that it needs; None where that is not below the limit."""
    seen: set[str] = set()
    stack, total = [name], Fraction(0)
    while stack:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            total += sizes[at]
            if limit is not None and total >= limit:
                return None
            stack += [need for need in needs[at] if need not in seen]
    return total
