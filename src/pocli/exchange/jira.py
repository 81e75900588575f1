"""What does Jira export as CSV: the columns of a list, or all fields?

Columns repeat (`Labels`, `Sprint`, `Inward issue link (Blocks)`); a parent is named by its number or its key; what was
begun is known by the day on which the category of its status changed.
"""

import re
from collections.abc import Mapping

from pocli.model.foreign import KNOWN, Import, Item, normal
from pocli.schema import columns, sheet
from pocli.schema.columns import LISTS
from pocli.schema.sheet import Row

KEY = "x-jira-key"
"""Where a story keeps its key in Jira."""
SIGNS = ("summary issuekey issuetype", "summary issuetype statuscategory", "summary key issuetype reporter")
"""Headers by which a table is known to be Jira's."""

MEANINGS = {
    "key": "issuekey key workitemkey",
    "title": "summary",
    "type": "issuetype worktype workitemtype",
    "status": "status",
    "points": "storypoints storypointestimate",
    "owner": "assignee",
    "requested_by": "reporter",
    "labels": "labels components component",
    "sprint": "sprint",
    "created": "created",
    "started": "actualstart",
    "finished": "resolved resolutiondate",
    "due": "duedate",
    "acceptance_criteria": "acceptancecriteria",
    "description": "description",
    "number": "issueid workitemid",
    "parent_key": "parentkey",
    "parent_number": "parent parentid",
    "epic": "epiclink epickey",
    "category": "statuscategory",
    "changed": "statuscategorychanged",
    "resolution": "resolution",
    "attachment": "attachment attachments",
}
PARTS = {
    "number": "key",
    "parent_key": "parent",
    "parent_number": "parent",
    "epic": "parent",
    "category": "status",
    "changed": "started, finished",
    "resolution": "dropped_because",
    "attachment": "links",
}
CATEGORIES = {"todo": "draft", "new": "draft", "inprogress": "doing", "indeterminate": "doing", "done": "done"}
LINK = re.compile(r"(inward|outward) (?:issue|work item) link \((.*)\)", re.IGNORECASE)
INWARD_WAITS = {"block": True, "depend": False, "gantt end to start": True}
"""By the beginning of a link type: whether the issue in whose inward column the other stands waits for that other."""


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Jira exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    merged = LISTS | {"points", "sprint"}
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _item, PARTS, merged, _link))


def _link(header: str) -> str:
    """Return what a column of links says: `depends_on`, `blocks`, or nothing for links that mean no order."""
    found = LINK.fullmatch(header.strip())
    waits = next((one for start, one in INWARD_WAITS.items() if found and found[2].lower().startswith(start)), None)
    if found is None or waits is None:
        return ""
    return "depends_on" if waits == (found[1].lower() == "inward") else "blocks"


def _item(row: Row) -> Item:
    """Put together what Jira keeps apart."""
    fields = row.fields
    parent = row.part("parent_key") or row.part("parent_number") or row.part("epic")
    fields.update({"parent": parent} if parent else {})
    state = CATEGORIES.get(normal(row.part("category")), "")
    resolution = row.part("resolution")
    if KNOWN.get(normal(resolution)) == "dropped":
        fields["status"] = state = "dropped"
        fields["dropped_because"] = resolution
    _dates(row, state)
    links = [link for cell in row.parts.get("attachment", ()) if (link := _attachment(cell))]
    fields.update({"links": links} if links else {})
    return Item(
        row.number,
        row.line,
        str(fields.pop("key", "")),
        fields,
        also=tuple(filter(None, [row.part("number")])),
        state=state,
    )


def _dates(row: Row, state: str) -> None:
    """Take the day of the last change of category for the day that Jira does not name."""
    field = {"doing": "started", "done": "finished", "dropped": "finished"}.get(state, "")
    changed = row.part("changed")
    if field and changed and field not in row.fields:
        try:
            row.fields[field] = columns.value(field, changed)
        except ValueError as error:
            row.say(f"{field}: {error}: left out")


def _attachment(cell: str) -> Mapping[str, str]:
    """Return an attachment (`day;person;name;address`) as a link, nothing if it has no address."""
    *_, name, url = ["", "", *cell.split(";", 3)]
    return (
        {"title": columns.one_line(name), "url": url.strip()} if url.strip().startswith(("http://", "https://")) else {}
    )
