"""How does an import read: what it made, what each column became, and what has no home?"""

from pocli.analysis.intake import Intake, Row
from pocli.page import Block, Cell, Column, Heading, Page, Table, blank, line
from pocli.page import page as pages
from pocli.text import plural

SHOWN = 20
COLUMNS = (Column("column", "column", grow=True), Column("field", "becomes"))
STORIES = (Column("id", "id"), Column("title", "title", grow=True), Column("is", ""))


def page(answer: Intake, *, dry_run: bool = False) -> Page:
    """Word what each column became and what has no home; for a dry run, also the stories that would be made."""
    blocks: list[Block] = []
    if dry_run:
        blocks += [Table(STORIES, tuple(map(_story, answer.rows[:SHOWN])))]
        blocks += [*_more(len(answer.rows)), blank()]
    blocks += [Table(COLUMNS, tuple(_column(*one) for one in answer.columns)), blank()]
    if answer.notes:
        blocks.append(Heading("Left out or changed"))
        blocks += [line(Cell(f"row {row}: ", "warning"), text) for row, text in answer.notes[:SHOWN]]
        blocks += [*_more(len(answer.notes)), blank()]
    return pages(blocks)


def _story(row: Row) -> tuple[Cell, ...]:
    return Cell(row.ident, "accent"), Cell(row.title), Cell("changed" if row.path else "new", "muted")


def _column(name: str, field: str) -> tuple[Cell, ...]:
    becomes = "its key" if field == "key" else field
    return Cell(name.strip() or "(no name)"), Cell(becomes) if field else Cell("not used", "warning")


def _more(count: int) -> list[Block]:
    return [line(Cell(f"… and {count - SHOWN:,} more (all of them: --format json)", "muted"))] if count > SHOWN else []


def said(answer: Intake) -> str:
    """Return in a line what was imported."""
    parts = [plural(answer.new, "new story", "new stories")] if answer.new else []
    parts += [plural(answer.known, "story", "stories") + " that was here already"] if answer.known == 1 else []
    parts += [f"{answer.known:,} stories that were here already"] if answer.known > 1 else []
    return "imported " + (" and ".join(parts) or "no stories")


def following(answer: Intake, *, dry_run: bool = False) -> str:
    """Return the next command that works on what was imported."""
    if dry_run:
        return "nothing was written; next: the same command without --dry-run"
    return "next: po rank" if any(row.fields.get("rice") for row in answer.rows) else "next: po list"


def data(answer: Intake) -> dict[str, object]:
    """Return the import as `po.import/1`."""
    return {
        "schema": "po.import/1",
        "stories": [{"id": row.ident, "title": row.title, "new": not row.path} for row in answer.rows],
        "columns": [{"column": name, "field": field or None} for name, field in answer.columns],
        "notes": [{"row": row, "message": text} for row, text in answer.notes],
    }
