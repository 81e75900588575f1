"""How does a page read in Slack? Short bullets in its mrkdwn, never a wide table; no text can mention anybody."""

import re
from collections.abc import Iterator

from pocli import drawing, markup
from pocli.page import Bars, Block, Chart, Checklist, Fold, Heading, Item, Lane, Line, Page, Points, Table, Timeline

MARKS = re.compile(r"([*_~`])")
FIGURE = re.compile(r"[#+−-]?[0-9]")
MARK = re.compile(r"[^\w\s]")
"""What marks a row, in a column without a title."""
NARROW = 40


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
            yield from (_lane(lane, block.columns) for lane in block.lanes)
        case Checklist(items):
            yield from (f"• {'✓' if one.done else '☐'} {_numbered(one)}" for one in items)
        case Points() | Fold():
            yield from _listed(block)
        case Bars() | Chart():
            drawn = drawing.drawn(block, NARROW, plain=False)
            lines = ("".join(cell.text for cell in row).replace("`", "'").rstrip() for row in drawn)
            yield from ("```", *map(markup.chat, lines), "```")


def _numbered(item: Item) -> str:
    return _text(f"{item.number}. " * bool(item.number) + " / ".join(item.lines))


def _listed(block: Points | Fold) -> Iterator[str]:
    if isinstance(block, Fold):
        yield from ("", f"*{_text(block.title)}*")
        yield from (line for inner in block.blocks for line in _block(inner))
        return
    for point in block.items:
        yield f"• {_text(''.join(cell.text for cell in point.cells))}"
        yield from (f"    {_text(line)}" for line in point.below)


def _rows(table: Table) -> Iterator[tuple[tuple[str, str, bool], ...]]:
    """Yield each row's cells that say something, with the titles of their columns, and whether they are figures."""
    for row in table.rows:
        yield tuple(
            ("#" if column.name == "rank" else column.title, cell.text, column.right)
            for column, cell in zip(table.columns, row, strict=True)
            if cell.text.strip() not in {"", "–"}
        )


def _row(cells: tuple[tuple[str, str, bool], ...]) -> str:
    """Return a row as a bullet: its marks first, then what it says."""
    marks = [_text(text) for title, text, _ in cells if not title and MARK.fullmatch(text)]
    said = [_text(_said(*cell)) for cell in cells if cell[0] or not MARK.fullmatch(cell[1])]
    return " ".join(["•", *marks, " · ".join(said)])


def _said(title: str, text: str, right: bool) -> str:
    """Say what a cell holds; a figure has its title, so has a day (`likely by`), a text speaks for itself."""
    if title == "#":
        return f"#{text.removeprefix('#')}"
    if title.endswith(" by"):
        return f"{title} {text}"
    return f"{text} {title}" if right and FIGURE.match(text) else text.removeprefix("– ")


def _lane(lane: Lane, columns: tuple[tuple[str, str], ...]) -> str:
    """Return a lane as a bullet; a mark has the title of its column."""
    marks = (f"{title}: {mark.text}" for (title, _), mark in zip(columns, lane.marks, strict=True) if mark.text)
    return "• " + " · ".join(map(_text, filter(None, (lane.name.text, lane.title, *marks))))


def _text(text: str) -> str:
    """Return a text that is only a text: no mention, no link, no bold."""
    return MARKS.sub(rf"{markup.JOINT}\1{markup.JOINT}", markup.chat(text))
