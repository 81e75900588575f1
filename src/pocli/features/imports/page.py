"""How does an import read: what it made, what each column became, and what has no home?"""

from collections.abc import Iterator

from pocli.features.imports import own_words, repeats
from pocli.features.imports.import_plan import ImportPlan, PlannedRow
from pocli.page import Block, Cell, Column, Heading, Page, Table, blank, line
from pocli.page import page as pages
from pocli.text import plural

TITLE = "Import"
SHOWN = 20
ROWS = 5
"""So many rows of one note are named."""
COLUMNS = (Column("column", "column", grow=True), Column("field", "becomes"), Column("filled", "cells", right=True))
STORIES = (
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("status", "status"),
    Column("points", "pts", right=True),
    Column("is", ""),
)
WORDS = (Column("word", "status there", grow=True), Column("status", "here"), Column("stories", "stories", right=True))


def page(answer: ImportPlan, *, dry_run: bool = False) -> Page:
    """Word what was imported, or would be."""
    blocks: list[Block] = []
    if dry_run and answer.rows:
        blocks += [Table(STORIES, tuple(map(_story, answer.rows[:SHOWN])))]
        blocks += [*_more(len(answer.rows)), blank()]
    blocks += _columns(answer)
    if answer.words:
        blocks += [Table(WORDS, tuple(_word(*one) for one in answer.words)), blank()]
    blocks += _notes(answer)
    if answer.sprints:
        made = ", ".join(f"{box.ident} {box.fields['name']}" for box in answer.sprints[:SHOWN])
        blocks += [line(f"new sprints: {made}"), *_more(len(answer.sprints)), blank()]
    return pages(blocks)


def _story(row: PlannedRow) -> tuple[Cell, ...]:
    changed = "changes " + ", ".join(change.field for change in row.changes) if row.changes else "unchanged"
    said = (str(row.fields.get(field, "")) for field in ("status", "points"))
    return Cell(row.ident, "accent"), Cell(row.title), *map(Cell, said), Cell(changed if row.path else "new", "muted")


def _columns(answer: ImportPlan) -> list[Block]:
    """Show what each column becomes; those without a value are only counted."""
    found = repeats.columns(answer.columns)
    told = [one for one in found if one.field or one.filled]
    empty = sum(one.columns for one in found if not one.filled and not one.field)
    ordered = sorted(told, key=lambda one: not one.field)
    blocks: list[Block] = [Table(COLUMNS, tuple(map(_column, ordered)))] if told else []
    blocks += [line(Cell(f"{plural(empty, 'more column')} without a value", "muted"))] if empty else []
    if any(not one.field for one in told):
        first = next(one.name for one in ordered if not one.field)
        keep = f'to keep one: --map "{first}=labels", or =x-…, or any other field'
        blocks.append(line(Cell(keep, "hint")))
    return [*blocks, blank()]


def _column(one: repeats.Columns) -> tuple[Cell, ...]:
    becomes = "its key" if one.field == "key" else one.field
    name = one.name + (f" ×{one.columns}" if one.columns > 1 else "")
    return (
        Cell(name or "(no name)"),
        Cell(becomes) if one.field else Cell("not used", "warning"),
        Cell(f"{one.filled:,}", value=str(one.filled)),
    )


def _word(word: str, becomes: str, times: int) -> tuple[Cell, ...]:
    return Cell(word), Cell(becomes) if becomes else Cell("unknown", "warning"), Cell(f"{times:,}", value=str(times))


def _notes(answer: ImportPlan) -> list[Block]:
    found = repeats.notes(answer.notes)
    if not found:
        return []
    lines = [line(Cell(_where(one.rows, answer), "warning"), one.text) for one in found[:SHOWN]]
    hints = [line(Cell(one, "hint")) for one in _ways(answer)]
    return [Heading("Left out or changed"), *lines, *_more(len(found)), *hints, blank()]


def _ways(answer: ImportPlan) -> Iterator[str]:
    """Return how what was left out can be brought in."""
    word = next((one.word for one in answer.words if not one.becomes), "")
    if word:
        yield f'map it: --status "{word}=doing"'
    kind = next(own_words.unknown(answer.notes), "")
    if kind:
        yield f'map it: --type "{kind}=chore"'
    if any("could be two days" in text for _, text in answer.notes):
        yield "say how dates read: --dates d/m, or m/d"
    if answer.parents:
        column = next((one.name for one in answer.columns if one.field == "parent"), "")
        keep = f', or keep the words: --map "{column}=labels"' if column else ""
        yield f"make epics of the names of parents: --epics create{keep}"


def _where(rows: tuple[int, ...], answer: ImportPlan) -> str:
    """Name the rows of a note, the first few of many; nothing for the file as a whole."""
    named = [answer.places.get(row) or f"{row:,}" for row in rows if row]
    if not named:
        return ""
    more = f" and {len(named) - ROWS:,} more" if len(named) > ROWS else ""
    return f"{answer.unit}{'s' if len(named) > 1 else ''} {', '.join(named[:ROWS])}{more}: "


def _more(count: int) -> list[Block]:
    said = Cell(f"… and {count - SHOWN:,} more", "muted"), Cell(" (all of them: --format json)", "hint")
    return [line(*said)] if count > SHOWN else []


def message(answer: ImportPlan, *, dry_run: bool = False) -> str:
    """Return in a line what was imported, or would be."""
    parts = [plural(answer.new, "new story", "new stories")] if answer.new else []
    parts += [f"{plural(answer.changed, 'story', 'stories')} changed"] if answer.changed else []
    same = answer.known - answer.changed
    parts += [f"{plural(same, 'story', 'stories')} unchanged"] if same else []
    made = ", ".join(parts) or "no stories"
    return f"would import {made}; nothing was written" if dry_run else f"imported {made}"


def following(answer: ImportPlan, *, dry_run: bool = False) -> str:
    """Return the next command that works on what was imported."""
    if dry_run:
        return "next: the same command without --dry-run"
    return "next: po rank" if any(row.fields.get("rice") for row in answer.rows) else "next: po list"


def data(answer: ImportPlan) -> dict[str, object]:
    """Return the import as `po.import/1`."""
    return {
        "schema": "po.import/1",
        "stories": [_data(row) for row in answer.rows],
        "columns": [
            {"column": name, "field": field or None, "filled": filled} for name, field, filled in answer.columns
        ],
        "statuses": [{"word": one.word, "status": one.becomes or None, "stories": one.times} for one in answer.words],
        "sprints": [dict(box.fields) for box in answer.sprints],
        "notes": [_note(row, text, answer) for row, text in answer.notes],
    }


def _data(row: PlannedRow) -> dict[str, object]:
    changes = [{"field": one.field, "old": one.old, "new": one.new} for one in row.changes]
    return {"id": row.ident, "title": row.title, "new": not row.path, "changes": changes}


def _note(row: int, text: str, answer: ImportPlan) -> dict[str, object]:
    place = answer.places.get(row)
    return {"row": row or None, **({"path": place} if place else {}), "message": text}
