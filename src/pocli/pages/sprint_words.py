"""How do the sprints of a plan read, and where in them is a story?"""

from collections.abc import Sequence
from fractions import Fraction

from pocli.model.number import plain
from pocli.page import Cell, Column, Line
from pocli.pages import words
from pocli.pages.reasons import WHY
from pocli.planning.plan import Plan
from pocli.planning.shares import PlacedStory, Share
from pocli.text import figure


def span(found: Plan) -> str:
    """Return which sprints a plan is for, such as `S-25 to S-27`."""
    names = [one.sprint.id if one.sprint else f"sprint {place}" for place, one in enumerate(found.sprints, 1)]
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def stage_id(found: Plan | None, stage: int | None) -> str | int | None:
    """Return a sprint's id, or its place from 1 where it has none; None for no sprint."""
    if found is None or stage is None:
        return None
    sprint = found.sprints[stage].sprint
    return sprint.id if sprint else stage + 1


def where(one: PlacedStory, found: Plan | None) -> str:
    """Say in which sprint of the plan a story is, or why in none."""
    if one.stage is not None and found and one.state != "doing":
        sprint = found.sprints[one.stage].sprint
        return sprint.id if sprint else f"sprint {one.stage + 1}"
    if one.state == "done":
        return one.story.sprint or "–"
    return "under way" if one.state == "doing" else WHY.get(one.reason, "–")


def columns(title: str, unit: str = "pts") -> tuple[Column, ...]:
    """Return the columns of a table of stories, each with its place in the plan."""
    return (
        Column("id", "id"),
        Column("title", title, grow=True, wrap=True),
        Column("status", "status"),
        Column("points", unit, right=True),
        Column("sprint", "sprint"),
    )


def row(one: PlacedStory, found: Plan | None, size: Fraction | None) -> tuple[Cell, ...]:
    """Return a story as a row of that table."""
    return (
        Cell(one.story.id, "strong"),
        Cell(one.story.title),
        words.status(one.story.status, one.state),
        Cell("–" if size is None else figure(size)),
        Cell(where(one, found), "" if one.stage is not None else "muted"),
    )


def data(one: PlacedStory, found: Plan | None, size: Fraction | None) -> dict[str, object]:
    """Return a story with its place in the plan as JSON values."""
    return {
        "id": one.story.id,
        "status": one.story.status,
        "points": None if size is None else plain(size),
        "sprint": stage_id(found, one.stage),
        "reason": one.reason or None,
    }


def shares(key: str, found: Sequence[Share]) -> list[dict[str, object]]:
    """Return the shares of a plan as JSON values; `key` says of whom they are."""
    return [
        {key: one.name or None, "points": plain(one.size), "share": plain(one.part), "value": plain(one.value)}
        for one in found
    ]


def unplanned(found: Plan | None, command: str) -> list[Line]:
    """Say that nothing is planned, and how to give a capacity; nothing where there is a plan."""
    return [] if found else [words.no_room(command)]
