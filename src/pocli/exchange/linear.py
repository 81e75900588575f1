"""What does Linear export as CSV?

Labels and blockers share a cell, days are written as JavaScript does, and a cycle has a number, a name and two days.
"""

from collections.abc import Mapping

from pocli.model.foreign import Import, Item
from pocli.schema import columns, sheet
from pocli.schema.columns import LISTS
from pocli.schema.sheet import Row

KEY = "x-linear-key"
"""Where a story keeps its id in Linear."""
SIGNS = ("id team title cyclenumber", "id title cyclename triaged", "id team title projectmilestone parentissue")
"""Headers by which a table is known to be Linear's."""

MEANINGS = {
    "key": "id",
    "title": "title",
    "status": "status",
    "points": "estimate",
    "owner": "assignee",
    "requested_by": "creator",
    "labels": "labels",
    "created": "created",
    "started": "started",
    "finished": "completed",
    "due": "duedate",
    "parent": "parentissue",
    "depends_on": "blockedby",
    "blocks": "blocks blocking",
    "description": "description",
    "uuid": "uuid",
    "cycle": "cyclename",
    "cycle_number": "cyclenumber",
    "sprint_start": "cyclestart",
    "sprint_end": "cycleend",
    "canceled": "canceled",
    "duplicate": "duplicateof",
}
PARTS = {
    "uuid": "key",
    "cycle": "sprint",
    "cycle_number": "sprint",
    "sprint_start": "sprint",
    "sprint_end": "sprint",
    "canceled": "finished",
    "duplicate": "dropped_because",
}


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Linear exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _item, PARTS, LISTS))


def _item(row: Row) -> Item:
    """Put together what Linear keeps apart."""
    fields = row.fields
    number = row.part("cycle_number")
    cycle = row.part("cycle") or (f"Cycle {number}" if number else "")
    fields.update({"sprint": columns.one_line(cycle)} if cycle else {})
    original = row.part("duplicate")
    if original:
        fields["status"] = "dropped"
        fields["dropped_because"] = f"duplicate of {columns.one_line(original)}"
    if row.part("canceled") and "finished" not in fields:
        try:
            fields["finished"] = columns.value("finished", row.part("canceled"))
        except ValueError as error:
            row.say(f"Canceled: {error}: left out")
    labels = fields.get("labels")
    if isinstance(labels, list) and "type" not in fields and any(label.lower() == "bug" for label in labels):
        fields["type"] = "bug"
    return Item(row.number, row.line, str(fields.pop("key", "")), fields, also=tuple(filter(None, [row.part("uuid")])))
