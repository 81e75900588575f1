"""How many people does each event or feature reach, as Google Analytics 4, Amplitude, Pendo export it as CSV?

The header may stand below a few lines about the chart.
"""

from collections.abc import Mapping, Sequence

from pocli.errors import PoError
from pocli.model import days
from pocli.tables import columns, heads, item_fields
from pocli.tables.csv_table import Record, records
from pocli.tables.items import Import, ImportItem, Note, SourceColumn

KEY = "x-reach-event"
"""Where a story names its event."""
SIGNS = ("featurename visitors", "event uniques", "eventtype uniqueusers", "eventname eventcount totalusers")
"""Headers by which a table is known to be one of analytics."""
MEANINGS = {
    "key": "event eventname eventtype trackevent feature featurename page pagename pagepath pagepathandscreenclass"
    " name",
    "reach": "uniqueusers uniques users visitors uniquevisitors numberofvisitors totalusers activeusers"
    " numberofusers people",
}
SEGMENT = "segment"
"""How the header of a chart begins whose further columns are periods."""


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read a table of events, or features, and their users; of a chart over time, its last period.

    Raises:
        PoError: the text is no table, or no row names an event and its users.
    """
    rows = [row._replace(cells=[cell.strip("\t") for cell in row.cells]) for row in records(text)]
    if not rows:
        raise PoError("the file is empty", "export it again, with the events in it")
    notes: list[Note] = []
    head, fields = _headed(rows, mapping, notes)
    names = rows[head].cells
    event, users = fields.index("key"), fields.index("reach")
    body = _first_table(rows[head + 1 :], notes)
    cells_say = columns.hints("", "reach", [row.cells[users] for row in body if users < len(row.cells)])
    items: list[ImportItem] = []
    for number, line, cells in body:
        if max(event, users) < len(cells) and cells[event].strip() and cells[users].strip():
            try:
                reach = columns.value("reach", cells[users], cells_say)
                item = ImportItem(number, line, columns.one_line(cells[event]), {"rice": {"reach": reach}})
                items.append(item_fields.item(item, notes))
            except ValueError as error:
                notes.append((number, f"{names[users]}: {error}: left out"))
    filled = {event: len(items), users: len(items)}
    named = (
        SourceColumn(name, field, filled.get(at, 0)) for at, (name, field) in enumerate(zip(names, fields, strict=True))
    )
    return Import(KEY, tuple(items), tuple(named), tuple(notes))


def _headed(rows: Sequence[Record], mapping: Mapping[str, str], notes: list[Note]) -> tuple[int, list[str]]:
    """Return where the header stands, and the field of each column."""

    def match(cells: Sequence[str]) -> list[str]:
        return _chart(cells) or columns.matched(cells, {}, MEANINGS)

    whole = (at for at, row in enumerate(rows[: heads.PREFACE]) if {"key", "reach"} <= set(match(row.cells)))
    head = next(whole, -1)
    if mapping or head < 0:
        head = heads.found(rows, mapping, match, frozenset({"key"})) if mapping else _widest(rows)
    names = rows[head].cells
    chart = [] if mapping else _chart(names)
    fields = chart or columns.matched(names, mapping, MEANINGS)
    if not {"key", "reach"} <= set(fields):
        shown = ", ".join(f"`{name}`" for name in names)
        hint = f"name them: --map COLUMN=key --map COLUMN=reach; the columns are: {shown}"
        raise PoError("no columns are known to hold events and their users", hint)
    if chart:
        notes.append((0, f"of {len(names) - 1} periods, the last counts: `{names[-1]}`"))
    return head, fields


def _chart(names: Sequence[str]) -> list[str]:
    """Return the fields of a chart over time: its last period holds the users; none for another table."""
    periods = [name for name in names[1:] if name.strip()]
    if names[0].strip().lower() != SEGMENT or not periods or not all(map(days.readings, periods)):
        return []
    return ["key", *[""] * (len(names) - 2), "reach"]


def _widest(rows: Sequence[Record]) -> int:
    """Return where the first of the widest rows stands, which may be the header."""
    sizes = [sum(map(bool, map(str.strip, row.cells))) for row in rows[: heads.PREFACE]]
    return sizes.index(max(sizes))


def _first_table(rows: Sequence[Record], notes: list[Note]) -> list[Record]:
    """Return the rows up to the comments that stand before a further table; name what is left out."""
    end = next((at for at, row in enumerate(rows) if row.cells[0].startswith("#")), len(rows))
    if end < len(rows):
        notes.append((rows[end].row, "a further table begins here: left out"))
    return list(rows[:end])
