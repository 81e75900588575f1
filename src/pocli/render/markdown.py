"""How does a page read in a pull request or a wiki? GitHub's Markdown; no text can make structure."""

import re
from collections.abc import Iterable
from itertools import groupby

from pocli import drawing
from pocli.page import Bars, Block, Cell, Chart, Checklist, Column, Heading, Item, Line, Page, Table, Timeline, tabled
from pocli.text import safe

INLINE = re.compile(r"[\\`*_\[\]|~#$]")
START = re.compile(r"([-+=:]|[0-9]{1,9}[.)])")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

WIDTH = 80


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page as Markdown."""
    parts: list[str] = []
    for lines, group in groupby(page.blocks, lambda block: isinstance(block, Line)):
        blocks = list(group)
        parts += _paragraphs(blocks) if lines else [_block(block) for block in blocks]
    text = "\n\n".join(filter(None, parts))
    return f"{text}\n" if text else ""


def _paragraphs(lines: list[Block]) -> list[str]:
    """Return lines as paragraphs: an empty line parts them, others are kept apart by a hard break."""
    texts = [_start("".join(part.text for part in line.cells)) for line in lines if isinstance(line, Line)]
    return ["\\\n".join(group) for some, group in groupby(texts, bool) if some]


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {_inline(text)}".rstrip()
        case Table(columns, rows):
            return "\n".join(_table(columns, rows)) if columns else ""
        case Checklist(items):
            return "\n".join(map(_item, items))
        case Bars() | Chart():
            return _fenced(drawing.drawn(block, WIDTH, plain=True))
        case Timeline():
            return "\n".join(_table(*tabled(block)))
        case Line():  # pragma: no cover - `render` keeps lines together
            return ""


def _fenced(rows: Iterable[tuple[Cell, ...]]) -> str:
    """Return what is drawn as code; no line of it can end the fence, for none begins with a backquote."""
    lines = ("".join(cell.text for cell in row).rstrip() for row in rows)
    return "\n".join(["```text", *(f" {line}" for line in lines), "```"])


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    head = _row(tuple(column.title for column in columns))
    rule = "| " + " | ".join("---:" if column.right else "---" for column in columns) + " |"
    return [head, rule, *(_row(tuple(cell.text for cell in row)) for row in rows)]


def _row(texts: tuple[str, ...]) -> str:
    return "| " + " | ".join(map(_inline, texts)) + " |"


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
    escaped = INLINE.sub(r"\\\g<0>", safe(text).strip())
    return "".join(ENTITIES.get(character, character) for character in escaped)
