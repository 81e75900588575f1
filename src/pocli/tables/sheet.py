"""Which items does a table hold, given what its tool means by its columns?

Each cell becomes a field, or a part that only together with others becomes one; the tool's own `finish` puts such
parts together. What is not used is named in the answer.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model import days
from pocli.tables import accounting, amounts, columns, heads, html_text, item_fields
from pocli.tables.columns import LISTS, NONE, RICE, Hints
from pocli.tables.csv_table import DELIMITERS, Record, records
from pocli.tables.items import Import, ImportItem, ImportLink, Note, SourceColumn, Timebox
from pocli.text import plural

JSON = re.compile(r"\s*[\[{]\s*[\]\"{}\[]|\s*[\[{]\s*$")
TIMEBOX = ("sprint_start", "sprint_end")
FEW = 4
"""With fewer columns, prose looks like rows."""
MARKED = ("_html", "_wiki")
"""How the name of a part ends whose markup is accounted for where it is read."""
KEPT = frozenset({"kind", "period"})
"""The parts that the backlog judges."""
UNIQUE = frozenset({"id", "key", "title"})


class SheetRow(NamedTuple):
    """A row on its way to an item."""

    number: int
    line: int
    fields: dict[str, object]
    parts: dict[str, list[str]]
    """The cells of the parts, by part, in the order of the columns, without the empty ones."""
    notes: list[Note]
    refused: set[str]
    """The fields of which a cell could not be used."""
    used: set[str]
    """The parts whose cells mean something that no text of the item shows."""

    def part(self, name: str) -> str:
        """Return the first cell of a part, or an empty text."""
        return next(iter(self.parts.get(name, ())), "").strip()

    def markdown(self, name: str) -> str:
        """Return the cells of a part, which may be HTML, as one text; what of them is lost is named."""
        found = [html_text.read(cell) for cell in self.parts.get(name, ())]
        for why in dict.fromkeys(why for _, lost in found for why in lost):
            self.say(f"{name.partition('_')[0]}: {why}")
        return "\n\n".join(said for said, _ in found if said)

    def take(self, field: str, cell: str, name: str) -> None:
        """Read a cell as a field; one that cannot be used is named, by the name of its column, and left out."""
        if cell:
            _cell(self, name, field, cell, NONE)

    def lose(self, name: str, cell: str) -> None:
        """Name what of a cell no file can hold, and what was perhaps not meant to be in it."""
        if why := columns.lost(cell):
            self.say(f"{name}: {why}")

    def say(self, why: str) -> None:
        """Name what is left out or changed."""
        self.notes.append((self.number, why))


Finish = Callable[[SheetRow], ImportItem | None]


class Tool(NamedTuple):
    """How a tool writes its tables."""

    key_field: str
    """Where a story keeps the tool's name of it."""
    meanings: Mapping[str, str]
    """What a header may say, by field or part."""
    finish: Finish
    parts: Mapping[str, str] = {}
    """What becomes of each part, in words."""
    merged: frozenset[str] = LISTS
    """The fields that several columns may fill."""
    of: Callable[[str], str] = lambda _: ""
    """The field of a header that no list of words can hold, or an empty text."""
    alias: Callable[[str], str] = str
    """The header that a translated one stands for."""
    empty: frozenset[str] = frozenset()
    """What a cell says that is empty."""
    groups: bool = False
    """Whether the header, and a row with the name of a group, may stand above each group of rows."""


def read(text: str, mapping: Mapping[str, str], tool: Tool) -> Import:
    """Read a table of stories.

    Args:
        text: the table, with any delimiter, with or without a byte order mark.
        mapping: the field of a column by its header; an empty field leaves the column out.
        tool: how the tool writes it.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    notes: list[Note] = []
    head, rows, fields = _headed(records(text) or [Record(1, 1, [])], mapping, tool, notes)
    items: list[ImportItem] = []
    links: list[ImportLink] = []
    boxes: dict[str, Timebox] = {}
    order = mapping.order if isinstance(mapping, columns.Wanted) else ""
    rows = [_bared(row, tool.empty) for row in rows] if tool.empty else rows
    for row in _rows(rows, head.cells, fields, notes, order):
        made = tool.finish(row)
        links += _links(row, made)
        _timebox(row, boxes)
        if made:
            items.append(item_fields.item(_whole(made, row, fields, tool), notes))
            _unplaced(row, items[-1], head.cells, fields)
    named = tuple(_named(head.cells, fields, rows, tool))
    likely = "" if {"title", "title_1"} & set(fields) else heads.likely(head.cells, rows, fields)
    return Import(tool.key_field, tuple(items), named, tuple(notes), tuple(links), tuple(boxes.values()), likely=likely)


def _headed(
    found: list[Record], mapping: Mapping[str, str], tool: Tool, notes: list[Note]
) -> tuple[Record, list[Record], list[str]]:
    """Return the header, the rows below it, and the field of each column; name the rows above.

    Raises:
        PoError: no column holds titles, or the mapping names what is not there.
    """
    merged = tool.merged | set(tool.parts)
    meanings = {**tool.meanings, **{part: "" for part in tool.parts if part not in tool.meanings}}

    def match(cells: Sequence[str]) -> list[str]:
        spelled = [tool.alias(name) for name in cells]
        own = {name: field for name in spelled if (field := tool.of(name))}
        return columns.matched(spelled, own, meanings, merged=merged)

    at = heads.found(found, mapping, match)
    head, rows = found[at], found[at + 1 :]
    notes += [(row.row, f"`{heads.shown(row)}` stands above the header: left out") for row in found[:at]]
    spelled = [tool.alias(name) for name in head.cells]
    told = {name: field for name in spelled if (field := tool.of(name))}
    told |= {name if name in spelled else tool.alias(name): field for name, field in mapping.items()}
    fields = columns.matched(spelled, told, meanings, merged=merged, poor=heads.poor(head.cells, rows))
    rows = list(heads.grouped(rows, head, notes)) if tool.groups else rows
    if not any(field in {"title", "id", "title_1"} for field in fields):
        if JSON.match(head.cells[0] if head.cells else ""):
            raise PoError("this looks like JSON, not a table", "try: po import github, trello or json")
        raise heads.refused(head.cells, rows, fields)
    return head, rows, fields


def plain(row: SheetRow) -> ImportItem:
    """Make an item of a row that has no parts."""
    return ImportItem(row.number, row.line, str(row.fields.pop("key", "")), row.fields)


def _rows(
    rows: Sequence[Record], names: Sequence[str], fields: Sequence[str], notes: list[Note], order: str
) -> Iterator[SheetRow]:
    """Read the cells of every row."""
    used = [(at, field) for at, field in enumerate(fields) if field]
    hints = _hints({at: columns.hints(names[at], field, _column(rows, at)) for at, field in used}, order)
    for number, line, cells in rows:
        row = SheetRow(number, line, {}, {}, notes, set(), set())
        if any(cells[len(names) :]):
            row.say(f"the row has {len(cells)} cells, the header {len(names)}: the rest is left out")
        for at, field in used:
            if at < len(cells) and cells[at].strip():
                if "\n" in cells[at] and (inside := _swallowed(cells[at], len(names))):
                    row.say(f"{names[at].strip()}: holds {inside} that may be rows of their own: check its quotes")
                _cell(row, names[at].strip(), field, cells[at], hints[at])
        rice = {part: row.fields.pop(part) for part in RICE if part in row.fields}
        row.fields.update({"rice": rice} if rice else {})
        yield row


def _bared(row: Record, empty: frozenset[str]) -> Record:
    """Return a row whose cells are empty where the tool says so with a word."""
    return row._replace(cells=["" if cell.strip() in empty else cell for cell in row.cells])


def _hints(hints: Mapping[int, Hints], order: str) -> dict[int, Hints]:
    """Let the columns of a file tell of each other: decimals have one mark, and dates one order."""
    comma = any(one.amounts.comma for one in hints.values())
    orders = {one.order for one in hints.values() if one.order}
    common = order or (next(iter(orders)) if len(orders) == 1 else "")
    return {
        at: Hints(one.amounts._replace(comma=comma), one.order if one.order and not order else common)
        for at, one in hints.items()
    }


def _swallowed(cell: str, width: int) -> str:
    """Return how many lines of a cell look like whole rows, as where a quote was not closed; nothing for none."""
    lines = cell.split("\n")[1:]
    found = sum(any(line.count(mark) >= width - 1 for mark in DELIMITERS) for line in lines) if width >= FEW else 0
    return plural(found, "line") if found else ""


def _cell(row: SheetRow, name: str, field: str, cell: str, hint: Hints) -> None:
    """Take a cell into its row."""
    _mark(row, field, cell, hint)
    if field not in columns.MEANINGS and not field.startswith("x-"):
        row.parts.setdefault(field, []).append(columns.tidy(cell))
        row.lose(name, cell)
        return
    try:
        value = columns.value(field, cell, hint)
    except ValueError as error:
        row.refused.add(field)
        if field != "type":
            row.say(f"{name}: {error}: left out")
        return
    old = row.fields.get(field)
    if isinstance(old, list) and isinstance(value, list):
        value = [*old, *(one for one in value if one not in old)]
    elif old is not None and old != value and field != "sprint":
        row.say(f"{name}: `{str(value)[:60]}` is a second {field}: left out")
        return
    elif old is not None and old != value:
        row.say(f"{name}: no longer in `{str(old)[:60]}`, which stands before it")
    row.fields[field] = value
    row.lose(name, cell)


def _mark(row: SheetRow, field: str, cell: str, hint: Hints) -> None:
    """Keep what of a cell only the backlog can judge: the word of a type, the period of a reach."""
    if field == "type":
        row.parts["kind"] = [columns.one_line(cell)]
    if field == "reach" and (period := amounts.period(columns.one_line(cell), hint.amounts)):
        row.parts["period"] = [period]


def _links(row: SheetRow, made: ImportItem | None) -> Iterator[ImportLink]:
    """Turn round what a row says of those that wait for it."""
    later = row.fields.pop("blocks", ())
    own = (made.key or str(made.fields.get("id") or made.fields.get("title") or "")) if made else ""
    if isinstance(later, list):
        yield from (ImportLink(row.number, name, own) for name in later)


def _timebox(row: SheetRow, boxes: dict[str, Timebox]) -> None:
    """Remember the sprint of a row, if the row says when it is."""
    name = str(row.fields.get("sprint", ""))
    found = [row.part(part) for part in TIMEBOX]
    if name and all(found) and name not in boxes:
        try:
            boxes[name] = Timebox(name, days.day(found[0]), days.day(found[1]))
            row.used.update(TIMEBOX)
        except ValueError as error:
            row.say(f"sprint `{name[:60]}`: {error}: left out")


def _unplaced(row: SheetRow, made: ImportItem, names: Sequence[str], fields: Sequence[str]) -> None:
    """Name each cell of a part that the item shows nothing of."""
    parts = [part for part in row.parts if part not in row.used and not part.endswith(MARKED) and part not in KEPT]
    if not parts:
        return
    there = accounting.told(made)
    for part in parts:
        name = names[fields.index(part)].strip() if part in fields else part
        for cell in row.parts[part]:
            if not accounting.holds(there, cell):
                row.say(f"{name}: `{columns.one_line(cell)[:60]}`: left out")


def _whole(made: ImportItem, row: SheetRow, fields: Sequence[str], tool: Tool) -> ImportItem:
    """Add which fields the row says to be empty."""
    homes = {tool.parts.get(field, "depends_on" if field == "blocks" else field) for field in fields if field}
    said = {"rice" if home in RICE else home for home in homes if home in columns.MEANINGS}
    gone = said - UNIQUE - set(made.fields) - row.refused
    cleared = frozenset(gone if "rice" not in gone or not row.refused & set(RICE) else gone - {"rice"})
    over = "done" if "finished" in made.fields and not made.fields.get("status") and "status" not in row.refused else ""
    kind = row.part("kind") if "type" in {*row.fields, *row.refused} else ""
    return made._replace(cleared=cleared, kind=kind, period=row.part("period"), state=made.state or over)


def _named(names: Sequence[str], fields: Sequence[str], rows: Sequence[Record], tool: Tool) -> Iterator[SourceColumn]:
    """Return each column with what it becomes."""
    for at, (name, field) in enumerate(zip(names, fields, strict=True)):
        filled = sum(bool(cell) for cell in _column(rows, at))
        yield SourceColumn(name.strip(), tool.parts.get(field, "depends_on" if field == "blocks" else field), filled)


def _column(rows: Iterable[Record], at: int) -> Iterator[str]:
    return (record.cells[at].strip() for record in rows if at < len(record.cells))
