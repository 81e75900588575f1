"""How does a page read in a pull request or a wiki? GitHub's Markdown; no text can make structure."""

from collections.abc import Iterable
from itertools import groupby

from pocli import drawing, markup
from pocli.page import (
    Bars,
    Block,
    Cell,
    Chart,
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

WIDTH = 80


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page as Markdown."""
    text = _text(page.blocks, "#")
    return f"{text}\n" if text else ""


def _text(inside: tuple[Block, ...], first: str = "##") -> str:
    """Return blocks with empty lines between them; the first heading has its own level."""
    parts: list[str] = []
    level = first
    for lines, group in groupby(inside, lambda block: isinstance(block, Line)):
        blocks = list(group)
        if lines:
            parts += _paragraphs(blocks)
            continue
        for block in blocks:
            parts.append(f"{level} {markup.inline(block.text)}" if isinstance(block, Heading) else _block(block))
            level = "##" if isinstance(block, Heading) else level
    return "\n\n".join(filter(None, parts))


def _paragraphs(lines: list[Block]) -> list[str]:
    """Return lines as paragraphs: an empty line parts them, others are kept apart by a hard break."""
    texts = [markup.start("".join(part.text for part in line.cells)) for line in lines if isinstance(line, Line)]
    return ["\\\n".join(group) for some, group in groupby(texts, bool) if some]


def _block(block: Block) -> str:
    match block:
        case Table() | Timeline():
            columns, rows = tabled(block) if isinstance(block, Timeline) else block
            return "\n".join(_table(columns, rows)) if columns else ""
        case Checklist(items):
            return "\n".join(map(_item, items))
        case Bars() | Chart():
            return _fenced(drawing.drawn(block, WIDTH, plain=True))
        case Points() | Fold():
            return _listed(block)
        case Line() | Heading():  # pragma: no cover - `_text` has written them
            return ""


def _listed(block: Points | Fold) -> str:
    if isinstance(block, Points):
        return "\n".join(map(_point, block.items))
    title = markup.within_html(block.title)
    return f"<details><summary>{title}</summary>\n\n{_text(block.blocks)}\n\n</details>"


def _point(point: Point) -> str:
    first = markup.start("".join(part.text for part in point.cells).strip())
    return "\n".join([f"- {first}", *(f"  - {markup.start(text)}" for text in point.below if safe(text).strip())])


def _fenced(rows: Iterable[tuple[Cell, ...]]) -> str:
    """Return what is drawn as code; no line of it can end the fence, for none begins with a backquote."""
    lines = ("".join(cell.text for cell in row).rstrip() for row in rows)
    return "\n".join(["```text", *(f" {line}" for line in lines), "```"])


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    head = _row(tuple(column.title for column in columns))
    rule = "| " + " | ".join("---:" if column.right else "---" for column in columns) + " |"
    return [head, rule, *(_row(tuple(cell.text for cell in row)) for row in rows)]


def _row(texts: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(markup.inline, texts)) + " |"


def _item(item: Item) -> str:
    first, *further = item.lines or ("",)
    note = f" ({markup.inline(item.note)})" if item.note else ""
    number = f"{item.number}. " if item.number else ""
    lines = [
        f"- [{'x' if item.done else ' '}] {number}{markup.inline(first)}",
        *filter(None, map(markup.start, further)),
    ]
    return "\\\n  ".join(lines) + note
