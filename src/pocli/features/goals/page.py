"""How do the Product Goals read: how far, how much of the plan, and on the way or not?"""

from fractions import Fraction

from pocli.features.goals.answer import Goals, Way, served
from pocli.lookup.first_commands import first
from pocli.model.number import plain
from pocli.page import Block, Cell, Column, Heading, Line, Page, Role, Table, blank, line
from pocli.page import page as pages
from pocli.pages import goal_words, sprint_words
from pocli.pages.reasons import UNITS, WHY, amount
from pocli.pages.sprint_words import span
from pocli.planning.plan import Plan
from pocli.planning.shares import PlacedStory
from pocli.text import figure, percent, plural

TITLE = "Product Goals"
COLUMNS = (
    Column("id", "id"),
    Column("title", "goal", grow=True, wrap=True),
    Column("progress", "metric", right=True),
    Column("by", "by"),
    Column("stories", "stories", right=True),
    Column("share", "plan", right=True),
    Column("outlook", "outlook"),
)
ROLES: dict[str, Role] = {"reached": "good", "done": "warning", "late": "bad", "waiting": "warning"}
"""No outlook that rests on stories alone is good."""
SURE = 85
"""The confidence of the forecast that is told, in percent."""
WAITING = 3
"""So many stories that wait are named."""


def page(answer: Goals, *, whole: bool = False) -> Page:
    """Word the goals as a table; `whole` shows each with its stories."""
    if whole:
        return pages(
            *(_whole(answer, way) for way in answer.ways), sprint_words.unplanned(answer.plan, "po goals --capacity 40")
        )
    if not answer.ways:
        return pages(line(f"there is no Product Goal yet; {first('goal')}"))
    blocks: list[Block] = [Table(COLUMNS, tuple(_row(way) for way in answer.ways))]
    waiting = [line(f"{way.goal.id} waits for {_waiting(way)}") for way in answer.ways if way.waiting and answer.plan]
    waiting += [one for way in answer.ways for one in goal_words.warned(way.far, way.goal.id)]
    part = (
        [line(f"{percent(_rounded(served(answer)))} of the plan ({span(answer.plan)}) serves a goal.")]
        if answer.plan
        else []
    )
    return pages(
        blocks,
        [blank()] if waiting or part else [],
        waiting,
        part,
        sprint_words.unplanned(answer.plan, "po goals --capacity 40"),
    )


def _row(way: Way) -> tuple[Cell, ...]:
    goal = way.goal
    return (
        Cell(goal.id, "strong"),
        Cell(goal.title),
        goal_words.metric(way.far),
        Cell(goal.by.isoformat() if goal.by else "–", "" if goal.by else "muted"),
        Cell(f"{way.done} of {len(way.stories)}"),
        Cell(percent(_rounded(way.share.part)) if way.share else "–"),
        Cell(outlook(way), ROLES.get(way.outlook, "")),
    )


def _rounded(part: Fraction) -> Fraction:
    return Fraction(round(part * 100), 100)


def outlook(way: Way) -> str:
    """Say whether the goal is on the way."""
    ends = f"{way.ends.id}, " if way.ends else ""
    said = {
        "reached": "reached",
        "empty": "no story yet",
        "done": "all stories done",
        "waiting": f"{plural(way.waiting, 'story waits', 'stories wait')}",
        "in time": f"{ends}in time",
        "late": f"{ends}late",
        "planned": ends.removesuffix(", ") or "in the plan",
        "under way": "all under way",
    }
    return said.get(way.outlook, "–")


def _waiting(way: Way) -> str:
    found = [one for one in way.stories if one.state not in {"done", "doing"} and one.stage is None]
    named = [f"{one.story.id} ({WHY.get(one.reason, 'not planned')})" for one in found[:WAITING]]
    more = [f"{len(found) - WAITING} more"] if len(found) > WAITING else []
    return ", ".join([*named, *more])


def _whole(answer: Goals, way: Way) -> list[Block]:
    goal = way.goal
    blocks: list[Block] = [Heading(f"{goal.id}  {goal.title}"), *_metric(way)]
    if way.share and answer.plan:
        size = amount(answer.plan.unit, way.share.size)
        blocks.append(line(f"In the plan ({span(answer.plan)}): {size}, {percent(_rounded(way.share.part))} of it"))
    blocks.append(line("Outlook: ", Cell(goal_words.spent(way.far) or outlook(way), ROLES.get(way.outlook, ""))))
    day = answer.likely.get(goal.id, {}).get(SURE)
    if day:
        blocks.append(line(f"Forecast: all of it is done by {day} ({SURE} %), if it comes first"))
    if way.stories:
        rows = tuple(sprint_words.row(one, answer.plan, _size(one, answer.plan)) for one in way.stories)
        unit = UNITS[answer.plan.unit][2] if answer.plan else "pts"
        blocks += [blank(), Table(sprint_words.columns("title", unit), rows)]
    return [*blocks, blank()]


def _metric(way: Way) -> list[Line]:
    goal = way.goal
    figures = (("baseline", goal.baseline), ("now", goal.current), ("target", goal.target))
    known = [f"{name} {figure(value)}" for name, value in figures if value is not None]
    reached = f" ({goal_words.share(way.progress)} of the way)" if way.progress is not None else ""
    metric = goal.metric or ("the metric has no name" if known else "it has no metric")
    by = f", by {goal.by.isoformat()}" if goal.by else ""
    return [line(f"{metric}{': ' if known else ''}{', '.join(known)}{reached}{by}")]


def _size(one: PlacedStory, found: Plan | None) -> Fraction | None:
    """Return the size of a story in the plan's unit."""
    return found.sizes.get(one.story.id) if found else one.story.points


def data(answer: Goals) -> dict[str, object]:
    """Return the goals as `po.goals/1`."""
    return {
        "schema": "po.goals/1",
        "goals": [_data(answer, way) for way in answer.ways],
        "shares": sprint_words.shares("goal", answer.shares),
    }


def _data(answer: Goals, way: Way) -> dict[str, object]:
    goal = way.goal
    return {
        "id": goal.id,
        "title": goal.title,
        "metric": goal.metric,
        **goal_words.data(way.far),
        "by": goal.by.isoformat() if goal.by else None,
        "done": way.done,
        "under_way": way.under_way,
        "planned": way.planned,
        "waiting": way.waiting,
        "points_planned": plain(way.share.size) if way.share else 0,
        "value_planned": plain(way.share.value) if way.share else 0,
        "share": plain(way.share.part) if way.share else 0,
        "ends": way.ends.id if way.ends else None,
        "outlook": way.outlook,
        "done_by": {str(level): day.isoformat() if day else None for level, day in answer.likely[goal.id].items()}
        if goal.id in answer.likely
        else {},
        "stories": [sprint_words.data(one, answer.plan, _size(one, answer.plan)) for one in way.stories],
    }
