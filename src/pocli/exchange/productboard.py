"""What does Productboard export as CSV: its features, with the scores that a board shows?"""

from collections.abc import Mapping

from pocli.tables import sheet, story_text
from pocli.tables.columns import LISTS
from pocli.tables.items import Import, ImportItem
from pocli.tables.sheet import SheetRow

KEY = "x-productboard-key"
"""Where a story keeps its number in Productboard."""
SIGNS = (
    "name customerimportancescore",
    "featurename customerimportancescore",
    "name userimpactscore",
    "name timeframe effort",
)
"""Headers by which a table is known to be Productboard's."""

MEANINGS = {
    "key": "id featureid uuid",
    "title": "featurename name title",
    "type": "type hierarchylevel entitytype",
    "status": "featurestatus status",
    "owner": "featureowner owner owneremail",
    "requested_by": "createdby creator",
    "labels": "featuretags tags component",
    "points": "effort totaleffort featureeffort",
    "due": "duedate timeframeend targetdate",
    "started": "timeframestart",
    "created": "createdat createddate created",
    "parent": "parentid parentfeature parent",
    "depends_on": "blockedby dependson",
    "description_html": "featuredescription description",
    "url": "url link",
}
PARTS = {"description_html": "description", "url": "links"}


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Productboard exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _item, PARTS, LISTS))


def _item(row: SheetRow) -> ImportItem:
    """Read the HTML of Productboard's texts; a feature is known by its number, or else by its name."""
    fields = row.fields
    body = row.markdown("description_html")
    fields.update(story_text.split(body) | fields)
    url = row.part("url")
    fields.update({"links": [{"title": "Productboard", "url": url}]} if url.startswith("https://") else {})
    name = str(fields.get("title", ""))
    return ImportItem(row.number, row.line, str(fields.pop("key", "")) or name, fields, also=(name,))
