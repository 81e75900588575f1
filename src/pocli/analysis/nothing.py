"""When nothing can be planned: why, and what would work?"""

import math
from fractions import Fraction
from typing import NamedTuple, cast

from pocli.analysis.candidates import Look, Pool, Unit, pool, size, value
from pocli.analysis.parts import container
from pocli.model.graph import closure


class Nothing(NamedTuple):
    """Why nothing is in the plan."""

    reasons: tuple[tuple[str, int], ...]
    """Reasons of po.plan/1 with how many stories they hold for; a story may count for several."""
    unit: str = ""
    """Of the question that would work; empty when none would."""
    capacity: Fraction = Fraction(0)
    include_drafts: bool = False


def explain(seen: Look, found: Pool) -> Nothing:
    """Count why nothing can be planned, and find a question that can be answered."""
    stories = [story for story in seen.backlog.open() if not container(seen, story)]
    counts = {
        "draft": sum(seen.backlog.state(story) == "draft" for story in stories),
        "no-points": sum(size(seen, story) is None for story in stories),
    }
    for left in found.left:
        if left.reason not in ("draft", "no-points", "epic"):
            counts[left.reason] = counts.get(left.reason, 0) + 1
    if found.candidates:
        counts["too-big"] = sum(value(seen, story) is not None for story in found.candidates)
        counts["no-value"] = len(found.candidates) - counts["too-big"]
    reasons = tuple((reason, count) for reason, count in counts.items() if count)
    unit, capacity = seen.ask.unit, max(slot.capacity for slot in seen.ask.slots)
    tries = ((unit, False), (unit, True), ("effort", False), ("effort", True), ("count", True))
    for other, drafts in tries:
        needed = _needed(seen, cast("Unit", other), capacity, drafts=drafts or seen.ask.include_drafts)
        if needed is not None:
            return Nothing(reasons, other, needed, drafts or seen.ask.include_drafts)
    return Nothing(reasons)


def _needed(seen: Look, unit: Unit, capacity: Fraction, *, drafts: bool) -> Fraction | None:
    """Return a capacity with which something would be planned."""
    again = seen._replace(ask=seen.ask._replace(unit=unit, include_drafts=drafts))
    found = pool(again)
    sizes = {story.id: size(again, story) or Fraction(0) for story in found.candidates}
    wanted = [story for story in found.candidates if value(again, story) or story.type in ("bug", "chore")]
    totals = [sum(sizes[part] for part in closure(found.needs, [story.id])) for story in wanted]
    if not totals:
        return None
    if unit == "effort" and seen.ask.unit == "points":
        capacity /= seen.backlog.config.points_per_person_month
    if unit == "count" != seen.ask.unit:
        capacity = Fraction(5)
    return Fraction(max(math.ceil(capacity), math.ceil(min(totals))))
