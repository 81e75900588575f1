"""How many people does each event or feature reach, as Amplitude, Pendo and their like export it as CSV?

The header may stand below a few lines about the chart.
"""

from collections.abc import Mapping

from pocli.errors import PoError
from pocli.tables import columns, item_fields
from pocli.tables.csv_table import records
from pocli.tables.items import Import, ImportItem, Note, SourceColumn

KEY = "x-reach-event"
"""Where a story names its event."""
SIGNS = ("featurename visitors", "event uniques", "eventtype uniqueusers")
"""Headers by which a table is known to be one of analytics."""
MEANINGS = {
    "key": "event eventname eventtype trackevent feature featurename page pagename name",
    "reach": "uniqueusers uniques users visitors uniquevisitors numberofvisitors activeusers numberofusers people",
}
PREFACE = 30
"""So many rows may stand before the header."""


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read a table of events, or features, and their users.

    Raises:
        PoError: the text is no table, or no row names an event and its users.
    """
    rows = records(text)
    found = ((at, columns.matched(row.cells, {}, MEANINGS)) for at, row in enumerate(rows[:PREFACE]))
    head = next((at for at, fields in found if {"key", "reach"} <= set(fields)), 0)
    if not rows:
        raise PoError("the file is empty", "export it again, with the events in it")
    fields = columns.matched(rows[head].cells, mapping, MEANINGS)
    if not {"key", "reach"} <= set(fields):
        hint = "name them: --map COLUMN=key --map COLUMN=reach; the columns are: " + ", ".join(rows[head].cells)
        raise PoError("no columns are known to hold events and their users", hint)
    event, users = fields.index("key"), fields.index("reach")
    cells_say = columns.hints("", "reach", [row.cells[users] for row in rows[head + 1 :] if users < len(row.cells)])
    notes: list[Note] = []
    items: list[ImportItem] = []
    for number, line, cells in rows[head + 1 :]:
        if max(event, users) < len(cells) and cells[event].strip() and cells[users].strip():
            try:
                reach = columns.value("reach", cells[users], cells_say)
                item = ImportItem(number, line, columns.one_line(cells[event]), {"rice": {"reach": reach}})
                items.append(item_fields.item(item, notes))
            except ValueError as error:
                notes.append((number, f"{rows[head].cells[users]}: {error}: left out"))
    filled = {event: len(items), users: len(items)}
    named = (
        SourceColumn(name, field, filled.get(at, 0))
        for at, (name, field) in enumerate(zip(rows[head].cells, fields, strict=True))
    )
    return Import(KEY, tuple(items), tuple(named), tuple(notes))
