"""What does Azure DevOps export as CSV: a flat query, or a tree whose titles stand in `Title 1`, `Title 2` …?

Descriptions are HTML. A row whose cells stand one column too far left, as its own exporter makes them, is refused.
"""

import re
from collections.abc import Callable, Mapping

from pocli.model.written import criterion
from pocli.tables import columns, criteria_text, sheet, story_text
from pocli.tables.columns import LISTS
from pocli.tables.items import KNOWN, Import, ImportItem, normal
from pocli.tables.sheet import SheetRow

KEY = "x-azure-key"
"""Where a story keeps its number in Azure DevOps."""
SIGNS = ("id workitemtype title state", "id workitemtype title1", "workitemtype title assignedto state")
"""Headers by which a table is known to be Azure DevOps's."""

MEANINGS = {
    "key": "id",
    "title": "title",
    "type": "workitemtype",
    "points": "storypoints effort size",
    "labels": "tags",
    "created": "createddate",
    "started": "activateddate",
    "finished": "closeddate",
    "due": "duedate targetdate",
    "parent": "parent",
    "status": "state",
    "owner": "assignedto",
    "requested_by": "createdby",
    "description_html": "description reprosteps",
    "criteria_html": "acceptancecriteria",
    "iteration": "iterationpath",
}
PARTS = {"description_html": "description", "criteria_html": "acceptance_criteria", "iteration": "sprint"}
PARTS |= {f"title_{level}": "title, parent" for level in range(1, 11)}
TITLE = re.compile(r"title (\d{1,2})", re.IGNORECASE)
PERSON = re.compile(r"(?<!\s)\s*+<[^<>]*+>$")


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Azure DevOps exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    merged = LISTS | {"points", "due"}
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _tree(), PARTS, merged, _level))


def _level(header: str) -> str:
    found = TITLE.fullmatch(header.strip())
    return f"title_{int(found[1])}" if found and 0 < int(found[1]) <= len(PARTS) - 3 else ""


def _tree() -> Callable[[SheetRow], ImportItem | None]:
    """Return what makes items of rows; it remembers under which rows a row stands."""
    above: dict[int, str] = {}

    def item(row: SheetRow) -> ImportItem | None:
        if _shifted(row):
            return None
        name = str(row.fields.get("key", "")) or f"row {row.number}"
        for level in range(1, len(PARTS) - 2):
            title = row.part(f"title_{level}")
            if title:
                row.fields["title"] = columns.one_line(title)
                parent = next((above[up] for up in range(level - 1, 0, -1) if up in above), "")
                row.fields.update({"parent": parent} if parent and "parent" not in row.fields else {})
                for lower in [one for one in above if one >= level]:
                    del above[lower]
                above[level] = name
        return _item(row, name)

    return item


def _shifted(row: SheetRow) -> bool:
    """Tell whether a state stands under `Assigned To` and none under `State`."""
    owner = str(row.fields.get("owner", ""))
    if normal(owner) in KNOWN and "status" not in row.fields:
        row.say(f"the row does not line up with its header: `{owner}` is under Assigned To: the row is left out")
        return True
    return False


def _item(row: SheetRow, name: str) -> ImportItem:
    fields = row.fields
    for field in ("owner", "requested_by"):
        said = fields.get(field)
        if isinstance(said, str):
            fields[field] = PERSON.sub("", said)
        elif isinstance(said, list):
            fields[field] = [PERSON.sub("", one) for one in said]
    body = row.markdown("description_html")
    fields.update(story_text.split(body) | fields)
    listed = criteria_text.read(row.markdown("criteria_html"))
    fields.update({"acceptance_criteria": [criterion(one) for one in listed]} if listed else {})
    row.used.add("iteration")
    sprint = row.part("iteration").rpartition("\\")[2]
    fields.update({"sprint": columns.one_line(sprint)} if sprint else {})
    return ImportItem(row.number, row.line, str(fields.pop("key", "")), fields, also=(name,))
