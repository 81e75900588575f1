"""How does what was found read: which records, and the line in which the words stand?"""

import re
from collections.abc import Sequence

from pocli.features.search.answer import Hit, Hits, Match, pattern
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.page import Cell, Column, Line, Page, Table, line
from pocli.page import page as pages
from pocli.pages import story_table, words
from pocli.text import plural, unaccented

TITLE = "Found"
COLUMNS = (
    Column("id", "id"),
    Column("title", "title", grow=True, wrap=True),
    Column("status", "status"),
    Column("field", "in"),
    Column("text", "line", grow=True, wrap=True),
)
AROUND, LONGEST = 24, 72
"""How many characters are shown before what matched, and at most."""


def page(answer: Hits) -> Page:
    """Word what was found as a table; what was looked for instead of a word stands above."""
    instead = [_instead(word, found) for word, found in answer.meant.items()]
    left_out = story_table.left_out(answer.backlog.unreadable)
    if not answer.items:
        nothing = line(Cell("nothing has these words"), Cell("; try fewer letters, or: po list --all", "hint"))
        return pages(instead, nothing, left_out)
    more = answer.total - len(answer.items)
    rest = [line(Cell(f"and {plural(more, 'other')}", "muted"), Cell(" (--limit 0 shows all)", "hint"))] if more else []
    return pages(instead, Table(COLUMNS, tuple(_row(answer, hit) for hit in answer.items)), rest, left_out)


def _instead(word: str, found: str) -> Line:
    said = f"; this is for `{found}`" if found else ""
    return line(Cell(f"nothing has `{word}`{said}", "warning"))


def _row(answer: Hits, hit: Hit) -> tuple[Cell, ...]:
    record, match = hit.record, _elsewhere(hit)
    return (
        Cell(record.id, "accent"),
        Cell(_title(hit)),
        _status(answer, hit),
        Cell(match.field if match else "", "muted"),
        Cell(window(match.text, answer.words) if match else "", "", match.text if match else ""),
    )


def _elsewhere(hit: Hit) -> Match | None:
    """Return the best match that is not shown already, as the id and the title are."""
    return next((one for one in hit.matches if one.field not in {"id", "title", "sprint goal"}), None)


def _title(hit: Hit) -> str:
    return hit.record.sprint_goal or hit.record.name if isinstance(hit.record, Sprint) else hit.record.title


def _status(answer: Hits, hit: Hit) -> Cell:
    record = hit.record
    if isinstance(record, Story):
        return words.status(record.status, answer.backlog.state(record))
    return Cell(_state(hit) or "–", "muted", _state(hit))


def _state(hit: Hit) -> str:
    return getattr(hit.record, "state", "") or getattr(hit.record, "status", "") or getattr(hit.record, "horizon", "")


def window(text: str, wanted: Sequence[str]) -> str:
    """Return the part of a text, in one line, around the first of the words that it has."""
    said = " ".join(text.split())
    patterns = [pattern(word) for word in wanted]
    words_ = ((found.start(), unaccented(found[0])) for found in re.finditer(r"\S+", said))
    at = next((place for place, word in words_ if any(one.search(word) for one in patterns)), 0)
    start = 0 if at <= AROUND else said.rfind(" ", 0, at - AROUND + 1) + 1
    part = said[start : start + LONGEST]
    return f"{'…' if start else ''}{part}{'…' if start + LONGEST < len(said) else ''}"


def data(answer: Hits) -> dict[str, object]:
    """Return what was found as `po.search/1`."""
    return {
        "schema": "po.search/1",
        "words": list(answer.words),
        "instead_of": {word: found or None for word, found in answer.meant.items()},
        "total": answer.total,
        "items": [
            {
                "id": hit.record.id,
                "title": _title(hit),
                "file": hit.record.path,
                "status": _state(hit) or None,
                "score": round(hit.score, 4),
                "words": hit.words,
                "matches": [{"field": one.field, "text": one.text} for one in hit.matches],
            }
            for hit in answer.items
        ],
        "unreadable": story_table.unreadable(answer.backlog.unreadable),
    }
