"""How does a page look in a browser and on paper? One file that asks nobody for anything."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from fractions import Fraction
from hashlib import sha256

from pocli import svg
from pocli.page import Bars, Block, Cell, Chart, Checklist, Fold, Heading, Item, Line, Page, Points, Table, Timeline
from pocli.svg import text

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6270; --paper: #fff; --rule: #d9dce1; --fill: #2f6fab;
  --faint: #b9cfe3; --good: #1a7f37; --bad: #b42318; --warning: #8a5a00; --accent: #1f5f9e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #9aa3b0; --paper: #16181c; --rule: #363b43;
  --fill: #6aa9e0; --faint: #33506b; --good: #57c274; --bad: #ff7b72; --warning: #e3b341; --accent: #79b8f3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 66rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; white-space: pre-wrap; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--rule); }
th { color: var(--soft); font-weight: 600; font-size: .875rem; white-space: nowrap; }
th, td { overflow-wrap: normal; }
td.grow { width: 40%; min-width: 12rem; overflow-wrap: anywhere; } td.grow ~ td.grow { width: auto; min-width: 8rem; }
.right { text-align: right; } .right, .short { white-space: nowrap; } .right + td, .right + th { padding-left: .5rem; } td.name { white-space: nowrap; }
.strong { font-weight: 600; }
.muted, .legend { color: var(--soft); }
.good { color: var(--good); } .bad { color: var(--bad); } .warning { color: var(--warning); } .accent { color: var(--accent); }
ul.checklist { list-style: none; padding: 0; margin: .25rem 0 1rem; }
ul.checklist li { padding-left: 1.75rem; text-indent: -1.75rem; }
.chart { display: block; width: 100%; height: auto; margin: .5rem 0; }
.bar { display: inline-block; width: 100%; min-width: 5rem; height: .7rem; }
.bars td.length { width: 70%; }
.columns, .strip { fill: var(--fill); } .strip.warning { fill: var(--warning); } .strip.good { fill: var(--good); }
.faint { fill: var(--faint); } .line { fill: none; stroke: var(--ink); stroke-width: 2; stroke-dasharray: 2 5; stroke-linecap: round; }
.dots { fill: var(--accent); } .grid { stroke: var(--rule); } .tick { fill: var(--soft); font-size: 12px; }
.key { display: inline-block; width: .8rem; height: .8rem; margin-left: .75rem; border-radius: 2px; background: var(--fill); }
.key.faint { background: var(--faint); } .key.line { background: none; border-top: 2px dotted var(--soft); height: 0; vertical-align: middle; }
.key.dots { border-radius: 50%; background: var(--accent); }
@media (max-width: 36rem) { .list thead { display: none; } .list, .list tbody, .list tr { display: block; }
  .list tr { padding: .4rem 0; border-bottom: 1px solid var(--rule); } .list td { display: inline; border: 0; padding: 0 .5rem 0 0; }
  .list td.grow { display: block; width: auto; } .tick { font-size: 19px; } .bar { min-width: 3rem; } .list td:empty { display: none; }
  .list td:not(.grow)[data-title]:not([data-title=""])::before { content: attr(data-title) " "; color: var(--soft); font-size: .875rem; } }
@media print { :root { color-scheme: light; font-size: 10pt; --ink: #000; --soft: #444; --paper: #fff; --rule: #bbb; --fill: #2f6fab; --faint: #b9cfe3; }
  body { padding: 0; max-width: none; } th, .short:not(.right):not(.word) { white-space: normal; } h2 { break-after: avoid; } tr, svg, li { break-inside: avoid; }
  svg, .key { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .wide { overflow: visible; } }
"""
SHORT = 16
"""A cell of so few characters stays on one line: a day, a figure with its unit."""
POLICY = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; base-uri 'none'; form-action 'none'"
"""No script, no picture, no request: only this style sheet."""


def render(page: Page, width: int, colour: bool) -> str:  # noqa: ARG001 - every look takes both
    """Return the page as a whole HTML document."""
    title = next((block.text for block in page.blocks if isinstance(block, Heading)), "po")
    body = "\n".join(filter(None, _blocks(page.blocks, "h1")))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _blocks(blocks: Iterable[Block], first: str = "h2") -> Iterator[str]:
    """Yield each block; the first heading has its own level."""
    level = first
    for block in blocks:
        if isinstance(block, Heading):
            yield f"<{level}>{text(block.text)}</{level}>"
            level = "h2"
        elif isinstance(block, Line):
            yield f"<p>{_cells(block.cells)}</p>" if any(cell.text for cell in block.cells) else ""
        else:
            yield _block(block)


def _block(block: Table | Checklist | Points | Fold | Bars | Chart | Timeline) -> str:
    match block:
        case Table():
            return _table(block)
        case Checklist(items):
            return f'<ul class="checklist">{"".join(map(_item, items))}</ul>'
        case Points() | Fold():
            return _listed(block)
        case Bars():
            return _bars(block)
        case Chart():
            return f"{svg.legend(block)}\n{svg.chart(block)}"
        case Timeline():
            return _timeline(block)


def _listed(block: Points | Fold) -> str:
    if isinstance(block, Fold):
        inside = "\n".join(filter(None, _blocks(block.blocks)))
        return f"<details><summary>{text(block.title)}</summary>\n{inside}\n</details>"
    points = ("<br>".join((_cells(point.cells), *map(text, point.below))) for point in block.items)
    return f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>"


def _cells(cells: Iterable[Cell]) -> str:
    return "".join(map(_cell, cells))


def _cell(cell: Cell) -> str:
    return f'<span class="{cell.role}">{text(cell.text)}</span>' if cell.role else text(cell.text)


def _table(table: Table) -> str:
    heads = "".join(f"<th{_class(right=one.right)}>{text(one.title)}</th>" for one in table.columns)
    rows = (
        "".join(
            f"<td{_class(right=column.right, grow=column.grow, short=len(cell.text) <= SHORT, word=_is_word(cell.text))} "
            f'data-title="{text(column.title)}">{_cell(cell)}</td>'
            for column, cell in zip(table.columns, row, strict=True)
        )
        for row in table.rows
    )
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f'<div class="wide"><table{_class(list=any(one.grow for one in table.columns))}>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody></table></div>'


def _is_word(text: str) -> bool:
    """Tell whether a cell is a short word, such as an id, which not even paper may break."""
    return 0 < len(text) <= SHORT and " " not in text


def _class(**names: bool) -> str:
    chosen = [name for name, holds in names.items() if holds]
    return f' class="{" ".join(chosen)}"' if chosen else ""


def _item(item: Item) -> str:
    said = "<br>".join(map(text, item.lines or ("",)))
    note = f' <span class="muted">({text(item.note)})</span>' if item.note else ""
    number = f"{item.number}. " if item.number else ""
    return f"<li>{'☑' if item.done else '☐'} {number}{said}{note}</li>"


def _bars(block: Bars) -> str:
    top = max((bar.value for bar in block.bars), default=Fraction(0))
    rows = (
        f'<tr><td>{text(bar.label)}</td><td class="length">{svg.bar(bar, top)}</td><td class="right">{text(bar.text)}</td></tr>'
        for bar in block.bars
    )
    return f'<div class="wide"><table class="bars"><tbody>{"".join(rows)}</tbody></table></div>'


def _timeline(block: Timeline) -> str:
    named = any(lane.name.text for lane in block.lanes)
    first = "<th></th>" * (1 + named)
    heads = "".join(f"<th>{text(title)} {text(below)}</th>" for title, below in block.columns)
    rows = (
        (f'<tr><td class="name">{_cell(lane.name)}</td>' if named else "<tr>")
        + f'<td class="grow">{text(lane.title)}</td>'
        + "".join(f"<td>{svg.mark(one)}{_cell(Cell(one.text, one.role))}</td>" for one in lane.marks)
        + "</tr>"
        for lane in block.lanes
    )
    return (
        f'<div class="wide"><table><thead><tr>{first}{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )
