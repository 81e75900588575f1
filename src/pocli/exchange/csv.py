"""What does a table of comma-separated values hold, whoever wrote it, and which table holds our stories?

Headers are matched by meaning, cells are read by position; whatever is not used is named in the answer.
"""

from collections.abc import Mapping

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.model.written import fields
from pocli.prose import wording
from pocli.tables import criteria_text, sheet, story_text
from pocli.tables.columns import MEANINGS, RICE, joined
from pocli.tables.csv_table import Record, records, written
from pocli.tables.items import Import, ImportItem, ImportLink, Note, normal
from pocli.tables.sheet import SheetRow

KEY = "x-csv-key"
"""Where a story keeps the id that the table gave it."""

LINKS = {"is blocked by": True, "depends upon": True, "depends on": True}
LINKS |= {"blocks": False, "is depended upon by": False, "is depended on by": False}
"""The words of a link between two rows, and whether the first row needs the second."""
SENTENCE = "sentence"
"""The part of a column that holds the whole sentence of a story, beside one of its titles."""
SUFFIX = ".csv"
MAIN = ("id", "title", "type", "status", "points", *RICE)
"""The columns that a table always has."""
CLAIMS = (
    *MAIN,
    *("as_a", "i_want", "so_that", "acceptance_criteria", "moscow", "pinned", "due", "parent", "goal", "sprint"),
    *("depends_on", "blocked", "dropped_because", "requested_by", "labels", "owner", "created", "started"),
    *("finished", "description"),
)
"""The fields that a table holds; so it does every text under a key that begins with `x-`."""


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read a table of stories.

    Args:
        text: the table, with any delimiter, with or without a byte order mark.
        mapping: the field of a column by its header; an empty field leaves the column out.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    meanings = {**MEANINGS, SENTENCE: "userstory story storytext"}
    return sheet.read(text, mapping, sheet.Tool(KEY, meanings, _item, {SENTENCE: "as_a, i_want, so_that"}))


def _item(row: SheetRow) -> ImportItem:
    """Take apart the sentence of a row, be it its title."""
    fields = row.fields
    title = str(fields.get("title", ""))
    words = wording.read(title)
    if words.role and words.want and not {"as_a", "i_want", "so_that"} & set(fields):
        fields |= {"title": wording.title(words.want)}
        fields |= {name: one for name, one in _parts(words).items() if one}
        if words.rest:
            fields["description"] = "\n\n".join(filter(None, (words.rest, str(fields.get("description", "")))))
    for cell in row.parts.get(SENTENCE, ()):
        found = story_text.split(cell)
        more = found.pop("description", "")
        fields |= {name: one for name, one in found.items() if name not in fields}
        if more:
            fields["description"] = "\n\n".join(filter(None, (str(more), str(fields.get("description", "")))))
    return sheet.plain(row)


def _parts(words: wording.Wording) -> Mapping[str, str]:
    return {"as_a": words.role, "i_want": words.want, "so_that": words.end}


def links(text: str) -> tuple[tuple[ImportLink, ...], tuple[Note, ...]]:
    """Read a table of what depends on what: `issuekey`, `linkedIssueKey` and `name`, in any order.

    Raises:
        PoError: the text is no table, or lacks one of the columns.
    """
    header, *others = records(text) or [Record(1, 1, [])]
    names = [normal(name) for name in header.cells]
    if not {"issuekey", "linkedissuekey", "name"} <= set(names):
        raise PoError("the table of links lacks a column", "it needs issuekey, linkedIssueKey and name")
    found: list[ImportLink] = []
    notes: list[Note] = []
    for record in others:
        cells = dict(zip(names, map(str.strip, record.cells), strict=False))
        first, second, kind = (cells.get(name, "") for name in ("issuekey", "linkedissuekey", "name"))
        if kind.lower() not in LINKS:
            notes.append((record.row, f"links: `{kind[:60]}` is not a dependency: not used"))
        else:
            later, earlier = (first, second) if LINKS[kind.lower()] else (second, first)
            found.append(ImportLink(record.row, later, earlier))
    return tuple(found), tuple(notes)


def write(backlog: Backlog) -> str:
    """Return the stories as a table for a spreadsheet: the main columns, and each other one that a story fills."""
    rows = [_cells(story) for story in backlog.stories]
    used = {name for row in rows for name in row}
    own = sorted(name for name in used if name.startswith("x-"))
    names = [name for name in CLAIMS if name in MAIN or name in used] + own
    return written([names, *([row.get(name, "") for name in names] for row in rows)])


def _cells(story: Story) -> dict[str, str]:
    """Return a story's values by column."""
    cells: dict[str, str] = {}
    for name, value in (fields(story) | {"type": story.type, "status": story.status}).items():
        if isinstance(value, Mapping):
            cells |= {part: str(one) for part, one in value.items()} if name == "rice" else {}
        elif name == "acceptance_criteria":
            cells[name] = criteria_text.write(story.acceptance_criteria, bullet="")
        elif isinstance(value, str):
            cells[name] = value
        elif isinstance(value, list) and name in CLAIMS:
            cells[name] = joined(map(str, value))
    return cells
