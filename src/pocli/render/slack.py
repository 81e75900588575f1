"""How does a page read in Slack? Short bullets in its mrkdwn, never a wide table; no text can mention anybody."""

import re
from collections.abc import Iterator

from pocli import drawing
from pocli.page import Bars, Block, Chart, Checklist, Fold, Heading, Line, Page, Points, Table, Timeline, tabled
from pocli.text import safe

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MARKS = re.compile(r"([*_~`])")
NARROW = 40
JOINT = "\u2060"
"""A word joiner: it keeps a mark from being one."""


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page as text to be pasted into Slack, or posted by a webhook."""
    lines = [line for block in page.blocks for line in _block(block)]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"{text}\n" if text else ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from ("", f"*{_text(text)}*")
        case Line(cells):
            yield _text("".join(cell.text for cell in cells))
        case Table():
            yield from map(_row, _rows(block))
        case Timeline():
            yield from map(_row, _rows(tabled(block)))
        case Checklist(items):
            yield from (f"• {'✓' if one.done else '☐'} {_text(' / '.join(one.lines))}" for one in items)
        case Points() | Fold():
            yield from _listed(block)
        case Bars() | Chart():
            drawn = drawing.drawn(block, NARROW, plain=False)
            lines = ("".join(cell.text for cell in row).replace("`", "'").rstrip() for row in drawn)
            yield from ("```", *map(_escaped, lines), "```")


def _listed(block: Points | Fold) -> Iterator[str]:
    if isinstance(block, Fold):
        yield from ("", f"*{_text(block.title)}*")
        yield from (line for inner in block.blocks for line in _block(inner))
        return
    for point in block.items:
        yield f"• {_text(''.join(cell.text for cell in point.cells))}"
        yield from (f"    {_text(line)}" for line in point.below)


def _rows(table: Table) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield each row's cells that say something, with the titles of their columns."""
    for row in table.rows:
        yield tuple(
            (column.title if column.right else "", cell.text)
            for column, cell in zip(table.columns, row, strict=True)
            if cell.text.strip() not in {"", "–"}
        )


def _row(cells: tuple[tuple[str, str], ...]) -> str:
    """Return a row as a bullet; a figure has its title, a text speaks for itself."""
    return "• " + " · ".join(f"{_text(said)} {_text(title)}".strip() for title, said in cells)


def _text(text: str) -> str:
    """Return a text that is only a text: no mention, no link, no bold."""
    return MARKS.sub(rf"{JOINT}\1{JOINT}", _escaped(safe(text)))


def _escaped(text: str) -> str:
    return "".join(ENTITIES.get(character, character) for character in text)
