"""What does a table of comma-separated values hold, whoever wrote it?

Headers are matched by meaning, cells are read by position; whatever is not used is named in the answer.
"""

from collections.abc import Mapping

from pocli.errors import PoError
from pocli.model.foreign import Import, Link, Note, normal
from pocli.schema import sheet
from pocli.schema.columns import MEANINGS
from pocli.schema.table import Record, records

KEY = "x-csv-key"
"""Where a story keeps the id that the table gave it."""

LINKS = {"is blocked by": True, "depends upon": True, "depends on": True}
LINKS |= {"blocks": False, "is depended upon by": False, "is depended on by": False}
"""The words of a link between two rows, and whether the first row needs the second."""
TOOL = sheet.Tool(KEY, MEANINGS, sheet.plain)


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read a table of stories.

    Args:
        text: the table, with any delimiter, with or without a byte order mark.
        mapping: the field of a column by its header; an empty field leaves the column out.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    return sheet.read(text, mapping, TOOL)


def links(text: str) -> tuple[tuple[Link, ...], tuple[Note, ...]]:
    """Read a table of what depends on what: `issuekey`, `linkedIssueKey` and `name`, in any order.

    Raises:
        PoError: the text is no table, or lacks one of the columns.
    """
    header, *others = records(text) or [Record(1, 1, [])]
    names = [normal(name) for name in header.cells]
    if not {"issuekey", "linkedissuekey", "name"} <= set(names):
        raise PoError("the table of links lacks a column", "it needs issuekey, linkedIssueKey and name")
    found: list[Link] = []
    notes: list[Note] = []
    for record in others:
        cells = dict(zip(names, map(str.strip, record.cells), strict=False))
        first, second, kind = (cells.get(name, "") for name in ("issuekey", "linkedissuekey", "name"))
        if kind.lower() not in LINKS:
            notes.append((record.row, f"links: `{kind[:60]}` is no dependency: not used"))
        else:
            later, earlier = (first, second) if LINKS[kind.lower()] else (second, first)
            found.append(Link(record.row, later, earlier))
    return tuple(found), tuple(notes)
