"""How does a sprint read while it runs?"""

from datetime import date

from pocli.features.sprint.sprint import Board, StartWarnings
from pocli.model.number import plain
from pocli.model.records import Sprint
from pocli.page import Block, Cell, Column, Heading, Page, Table, line
from pocli.page import page as pages
from pocli.pages import words
from pocli.text import figure, plural, without_points

TITLE = "Sprint"
COLUMNS = (
    Column("status", "status"),
    Column("id", "id"),
    Column("title", "title", grow=True, wrap=True),
    Column("owner", "owner"),
    Column("points", "pts", right=True),
)


def page(answer: Board) -> Page:
    """Word a sprint as its goal, how much of it is done, and its stories."""
    sprint = answer.sprint
    goal = f"   Sprint Goal: {sprint.sprint_goal}" if sprint.sprint_goal else ""
    blocks: list[Block] = [Heading(f"{sprint.id}  {words.day(sprint.start)} – {words.day(sprint.end)}{goal}")]
    of = f" of {figure(sprint.capacity)} that fit" if sprint.capacity is not None else ""
    left = f"; {plural(answer.left, 'working day')} left" if answer.left and sprint.state == "active" else ""
    said = f"{sprint.state}: {figure(answer.points)} points{of}, {figure(answer.done)} done"
    blocks.append(line(f"{said}{without_points(answer.unsized)}{left}"))
    if sprint.goal_met:
        blocks.append(line(f"Sprint Goal met: {sprint.goal_met}", f". {sprint.outcome}" if sprint.outcome else ""))
    if not answer.stories:
        return pages(blocks, line(Cell("this sprint is empty", "muted"), Cell("; fill it with: po plan", "hint")))
    rows = tuple(
        (
            words.status(story.status, state),
            Cell(story.id, "accent"),
            Cell(story.title),
            Cell(story.owner),
            words.cell(story.points) if story.points is not None else Cell("–", "muted", ""),
        )
        for story, state in answer.stories
    )
    return pages(blocks, Table(COLUMNS, rows))


def doubts(sprint: Sprint, found: StartWarnings, today: date) -> tuple[str, ...]:
    """Word what speaks against beginning a sprint today, with the figures."""
    said = (
        [f"holds {figure(found.points)} points, but only {figure(sprint.capacity)} fit"]
        if found.over and sprint.capacity is not None
        else []
    )
    said += ["holds no open story"] if found.empty else []
    if found.early:
        word = "starts" if found.early > 0 else "should have started"
        when = "from now" if found.early > 0 else "ago"
        said.append(f"{word} on {words.day(sprint.start, of=today)}, {plural(abs(found.early), 'day')} {when}")
    if sprint.end < today:
        said.append(f"should have ended on {words.day(sprint.end, of=today)}")
    return tuple(said)


def data(answer: Board) -> dict[str, object]:
    """Return the sprint as `po.sprint/1`."""
    sprint = answer.sprint
    return {
        "schema": "po.sprint/1",
        "id": sprint.id,
        "state": sprint.state,
        "start": sprint.start.isoformat(),
        "end": sprint.end.isoformat(),
        "sprint_goal": sprint.sprint_goal or None,
        "goal_met": sprint.goal_met or None,
        "outcome": sprint.outcome or None,
        "capacity": words.number(sprint.capacity),
        "points": plain(answer.points),
        "done": plain(answer.done),
        "without_points": answer.unsized,
        "working_days_left": answer.left,
        "stories": [
            {
                "id": story.id,
                "title": story.title,
                "status": story.status,
                "state": state,
                "points": words.number(story.points),
            }
            for story, state in answer.stories
        ],
    }
