"""How does measured reach read beside what the stories say?"""

from pocli.features.imports.measured_reach import MeasuredReach, ReachComparison
from pocli.page import Block, Cell, Column, Page, Table, blank, line
from pocli.page import page as pages
from pocli.text import plural

TITLE = "Measured reach"
COLUMNS = (
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("event", "event"),
    Column("old", "reach", right=True),
    Column("new", "measured", right=True),
)


def page(answer: ReachComparison) -> Page:
    """Word what was measured."""
    if not answer.stories:
        return pages(line("no story names an event; write one into those that have it: x-reach-event: Export clicked"))
    blocks: list[Block] = [Table(COLUMNS, tuple(map(_row, answer.stories))), blank()]
    blocks += [line(Cell(f"row {row}: ", "warning"), text) for row, text in answer.notes]
    if answer.unused:
        named = "no story names it" if answer.unused == 1 else "no story names them"
        blocks.append(line(Cell(f"{plural(answer.unused, 'more event')} in the file: {named}", "muted")))
    period = f"reach counts people per {answer.period} here: is that what the file counts?"
    return pages(blocks, line(Cell(period, "muted")))


def _row(one: MeasuredReach) -> tuple[Cell, ...]:
    measured = Cell(one.new or "not in the file", "" if one.new else "warning")
    return (
        Cell(one.story.id, "accent"),
        Cell(one.story.title),
        Cell(one.event),
        Cell(one.old or "–", value=one.old),
        measured,
    )


def message(answer: ReachComparison) -> str:
    """Return in a line what was changed."""
    return f"measured reach of {plural(len(answer.changed), 'story', 'stories')}"


def data(answer: ReachComparison) -> dict[str, object]:
    """Return the reach as `po.reach/1`."""
    return {
        "schema": "po.reach/1",
        "stories": [
            {"id": one.story.id, "event": one.event, "reach": one.old or None, "measured": one.new or None}
            for one in answer.stories
        ],
        "unused": answer.unused,
        "notes": [{"row": row, "message": text} for row, text in answer.notes],
    }
