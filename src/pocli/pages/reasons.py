"""Why is a story not in a plan, in words?"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from pocli.lookup.first_commands import another
from pocli.model.number import text
from pocli.page import Cell, Line, line
from pocli.planning.plan import LeftOut, Plan
from pocli.planning.wish import Wish
from pocli.text import figure, percent, plural

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {
    "points": ("point", "points", "pts"),
    "effort": ("person-month", "person-months", "pm"),
    "count": ("story", "stories", ""),
}
ASSUMED = {"draft": "a draft", "not-ready": "not ready", "blocked": "blocked"}
WHY = {
    "not-ready": "not ready",
    "blocked": "blocked",
    "prerequisite": "waits for others",
    "too-big": "too big",
    "displaced": "others are worth more",
    "no-points": "no points",
    "no-value": "not scored",
    "draft": "a draft",
    "without": "left out",
    "filtered": "left out",
    "later": "comes later",
    "time": "not looked at in time",
}
"""The reasons in a word or two."""
COUNTED = {
    "draft": ("draft", "drafts"),
    "no-points": ("without {unit}", "without {unit}"),
    "not-ready": ("not ready", "not ready"),
    "blocked": ("blocked", "blocked"),
    "prerequisite": ("waiting for others", "waiting for others"),
    "too-big": ("too big", "too big"),
    "no-value": ("without a score", "without a score"),
    "without": ("left out on request", "left out on request"),
    "filtered": ("not asked for", "not asked for"),
}


def reason(answer: Plan, left: LeftOut) -> str:
    """Return in words why a story is left out."""
    detail = ", ".join(name.replace("_", " ") for name in left.detail)
    words = {
        "not-ready": f"not ready: no {detail}",
        "blocked": f"blocked: {', '.join(left.detail)}",
        "prerequisite": f"waits for {_waits(answer, left)}",
        "too-big": f"too big with {detail}" if detail else _too_big(answer, left),
        "no-points": f"no {UNITS[answer.unit][1]}",
        "no-value": "not scored, and nothing needs it",
        "draft": "a draft",
        "epic": "an epic: its stories are planned",
        "without": "left out on request",
        "filtered": "not among the stories asked for",
        "time": "time ended before it was looked at",
    }
    return words.get(left.reason) or (_later(answer, left) if left.reason == "later" else _displaced(answer, left))


def _too_big(answer: Plan, left: LeftOut) -> str:
    """Say how much of a sprint there is for a story that no sprint has room for."""
    size = answer.sizes.get(left.id, Fraction(0))
    sprints = (*answer.sprints, *answer.beyond)
    whole, beside = (max(one.capacity - part * one.reserve for one in sprints) for part in (0, 1))
    if size <= beside:
        return "too big for what is left"
    fits = f"a sprint holds {figure(whole)}" if size > whole else f"a sprint holds {figure(beside)} beside its reserve"
    return f"too big: {amount(answer.unit, size)}, {fits}"


def named(answer: Plan, stage: int) -> str:
    """Return how a sprint is called, also one after those that are wanted: by its id, or by its place."""
    found = (*answer.sprints, *answer.beyond)[stage].sprint
    return found.id if found else f"sprint {stage + 1}"


def _later(answer: Plan, left: LeftOut) -> str:
    """Say in which sprint it comes, and what it would cost to have it now."""
    sprint = named(answer, left.stage or 0)
    where = f"{'planned for' if answer.stories[left.id].sprint == sprint else 'would come in'} {sprint}"
    return where if left.price is None else f"{where}; now it {_displaced(answer, left)}"


def _waits(answer: Plan, left: LeftOut) -> str:
    reasons = {other.id: other.reason for other in answer.left_out}
    kinds = {"draft": ", a draft", "blocked": ", blocked", "not-ready": ", not ready", "without": ", left out"}
    shown = [name + kinds.get(reasons.get(name, ""), "") for name in left.detail[:2]]
    more = f" and {len(left.detail) - 2} more" if len(left.detail) > 2 else ""  # noqa: PLR2004
    return "; ".join(shown) + more


def _displaced(answer: Plan, left: LeftOut) -> str:
    if left.price is None:
        return "other stories are worth more"
    sign = "−" if left.price > 0 else "+"
    cost = f"{sign}{percent(abs(left.price) / answer.value)}" if left.price and answer.value else "no loss"
    moved = left.pushes or left.delays
    more = f" and {len(moved) - 1} more" if len(moved) > 1 else ""
    verb = "push out" if left.pushes else "delay"
    if not moved:
        return f"would cost: {cost}" if left.price else "would cost nothing"
    return f"would {verb} {moved[0]}{more}: {cost}"


def cannot(answer: Plan, left: LeftOut) -> str:
    """Say that what is pinned or due cannot go in, and why."""
    story = answer.stories[left.id]
    claim = f"due {day(story.due)}" if story.due and not story.pinned else "pinned"
    return f"{left.id} is {claim} but cannot go in: {reason(answer, left)}"


def day(when: date) -> str:
    """Return a day as `30 Nov`."""
    return f"{when.day} {MONTHS[when.month - 1]}"


def amount(unit: str, size: Fraction) -> str:
    """Return an amount of work such as `5 points`."""
    one, many, _ = UNITS[unit]
    return f"{figure(size)} {one if size == 1 else many}"


def nothing_planned(answer: Plan) -> tuple[Cell, ...]:
    """Say why nothing can be planned, and what would work."""
    found = answer.nothing
    if found is None or not found.reasons:
        return Cell("nothing can be planned: no story is open", "warning"), Cell(f"; {another('story')}", "hint")
    unit = UNITS[answer.unit][1]
    counts = [plural(count, *COUNTED[word]).format(unit=unit) for word, count in found.reasons]
    if not found.unit:
        return (Cell(f"nothing can be planned: {', '.join(counts)}", "warning"),)
    words = f"try po plan --capacity {text(found.capacity)}"
    words += f" --unit {found.unit}" if found.unit != "points" else ""
    words += " --include-drafts" if found.include_drafts else ""
    return Cell(f"nothing can be planned: {', '.join(counts)}", "warning"), Cell(f"; {words}", "hint")


def assumed(wishes: Sequence[Wish]) -> list[Line]:
    """Say what a wish takes for granted, and what of it is left aside."""
    found = [one for wish in wishes for one in wish.assumed]
    ready = [f"{one.id} ({ASSUMED[one.reason]})" for one in found if one.reason in ASSUMED]
    lost = [one.id for one in found if one.reason not in ASSUMED]
    said = [f"Assumed to be ready in time: {', '.join(ready)}."] if ready else []
    said += [f"Left out, as they have no size: {', '.join(lost)}."] if lost else []
    return [line(Cell(one, "warning")) for one in said]
