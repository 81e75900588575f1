"""What does Aha! export as CSV: a list of features, or of epics, whose columns name their record first?"""

from collections.abc import Mapping

from pocli.tables import columns, sheet, story_text
from pocli.tables.columns import LISTS
from pocli.tables.items import Import, ImportItem
from pocli.tables.sheet import SheetRow

KEY = "x-aha-key"
"""Where a story keeps its reference in Aha!"""
SIGNS = ("featurereference featurename", "epicreference epicname", "masterfeaturereference masterfeaturename")
"""Headers by which a table is known to be Aha!'s."""

RECORDS = ("feature", "masterfeature", "activity", "")
FIELDS = {
    "key": "reference referencenumber referencenum",
    "title": "name",
    "type": "type",
    "status": "status",
    "owner": "assignedto assignee",
    "requested_by": "createdby createdbyuser",
    "labels": "tags",
    "points": "initialestimate originalestimate estimate storypoints points",
    "due": "duedate",
    "created": "createdat createddate createdon",
    "started": "startedon",
    "finished": "completedon completeddate shippedon",
    "description_html": "description",
    "criteria_html": "acceptancecriteria",
}
MEANINGS = {name: " ".join(kind + word for kind in RECORDS for word in words.split()) for name, words in FIELDS.items()}
MEANINGS |= {"parent": "epicreference masterfeaturereference", "sprint": "iterationname sprintname"}
PARTS = {"description_html": "description", "criteria_html": "acceptance_criteria"}


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Aha! exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _item, PARTS, LISTS))


def _item(row: SheetRow) -> ImportItem:
    """Read the HTML of Aha!'s texts."""
    body = row.markdown("description_html")
    row.fields.update(story_text.split(body) | row.fields)
    if listed := row.markdown("criteria_html"):
        row.fields["acceptance_criteria"] = columns.value("acceptance_criteria", listed)
    return ImportItem(row.number, row.line, str(row.fields.pop("key", "")), row.fields)
