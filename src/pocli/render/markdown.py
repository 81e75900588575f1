"""How does a page read in a pull request or a wiki? GitHub's Markdown; no text can make structure."""

import re
from itertools import groupby

from pocli.page import (
    Block,
    Cell,
    Checklist,
    Column,
    Fold,
    Heading,
    Item,
    Line,
    Page,
    Point,
    Points,
    Table,
    Timeline,
    tabled,
)
from pocli.text import safe

INLINE = re.compile(r"[\\`*_\[\]|~#$]")
START = re.compile(r"([-+=:]|[0-9]{1,9}[.)])")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page as Markdown."""
    text = _text(page.blocks)
    return f"{text}\n" if text else ""


def _text(inside: tuple[Block, ...]) -> str:
    """Return blocks with empty lines between them."""
    parts: list[str] = []
    for lines, group in groupby(inside, lambda block: isinstance(block, Line)):
        blocks = list(group)
        parts += _paragraphs(blocks) if lines else [_block(block) for block in blocks]
    return "\n\n".join(filter(None, parts))


def _paragraphs(lines: list[Block]) -> list[str]:
    """Return lines as paragraphs: an empty line parts them, others are kept apart by a hard break."""
    texts = [_start("".join(part.text for part in line.cells)) for line in lines if isinstance(line, Line)]
    return ["\\\n".join(group) for some, group in groupby(texts, bool) if some]


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_inline(text)}".rstrip()
        case Table() | Timeline():
            columns, rows = tabled(block) if isinstance(block, Timeline) else block
            return "\n".join(_table(columns, rows)) if columns else ""
        case Checklist(items):
            return "\n".join(map(_item, items))
        case Points(points):
            return "\n".join(map(_point, points))
        case Fold(title, blocks):
            return f"<details><summary>{_entities(title)}</summary>\n\n{_text(blocks)}\n\n</details>"
        case Line():  # pragma: no cover - `render` keeps lines together
            return ""


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    head = _row(tuple(column.title for column in columns))
    rule = "| " + " | ".join("---:" if column.right else "---" for column in columns) + " |"
    return [head, rule, *(_row(tuple(cell.text for cell in row)) for row in rows)]


def _row(texts: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_inline, texts)) + " |"


def _point(point: Point) -> str:
    first = _start("".join(part.text for part in point.cells).strip())
    return "\n".join([f"- {first}", *(f"  - {_start(text)}" for text in point.below if safe(text).strip())])


def _item(item: Item) -> str:
    first, *further = item.lines or ("",)
    note = f" ({_inline(item.note)})" if item.note else ""
    lines = [f"- [{'x' if item.done else ' '}] {_inline(first)}", *filter(None, map(_start, further))]
    return "\\\n  ".join(lines) + note


def _start(text: str) -> str:
    """Escape a text that begins a line: no heading, list, quote, rule or code block comes of it."""
    shown = _inline(text)
    return START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", shown, count=1) if START.match(shown) else shown


def _inline(text: str) -> str:
    """Escape a text within a line."""
    return _entities(INLINE.sub(r"\\\g<0>", safe(text).strip()))


def _entities(text: str) -> str:
    return "".join(ENTITIES.get(character, character) for character in safe(text))
