"""What does a tool export whose tables are only CSV with words of its own, as a file of data tells them?

The file names the tool's signs, its columns, its status and type words; how they are read is the same for all.
"""

import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from pocli.tables import columns, criteria_text, csv_table, sheet, story_text
from pocli.tables.columns import LISTS
from pocli.tables.items import Import, ImportItem, normal
from pocli.tables.related import related
from pocli.tables.sheet import SheetRow

YES = frozenset({"true", "yes", "x", "v", "1", "done"})
NO = frozenset({"false", "no", "0", ""})
PARTS = {
    "number": "key",
    "owners": "owner",
    "done": "status",
    "archived": "note",
    "checklist": "acceptance_criteria",
    "url": "links",
    "related": "depends_on",
    "sprint_start": "sprint",
    "sprint_end": "sprint",
}
"""What becomes of what is no field by itself."""


class ToolWords(NamedTuple):
    """What a file of data tells of a tool."""

    key_field: str
    title: str
    meanings: Mapping[str, str]
    """What a header may say, by field or part."""
    statuses: Mapping[str, str]
    """The built-in status of each word, as it is compared."""
    types: Mapping[str, str]
    kinds: Mapping[str, str]
    """The type of all rows where the table has a column, by its header."""
    empty: frozenset[str]
    """What a cell says that is empty."""
    closes: bool
    """Whether what has a day of its end is done, whatever its status says."""
    unescaped: bool
    """Whether the description has `\\n` for a line break."""
    bracketed: bool
    """Whether a label has its colour in brackets behind it."""
    groups: bool
    """Whether the header stands above each group of rows."""


def member(path: Path) -> ModuleType:
    """Return a tool as a member of `exchange`: where a story keeps its key, its signs, and how it is read."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = told(path.stem.replace("_", "-"), data)
    made = ModuleType(f"pocli.exchange.tables.{path.stem}", f"What does {words.title} export as a table?")
    made.KEY = words.key_field  # type: ignore[attr-defined]
    made.SIGNS = tuple(" ".join(map(columns.header, one.split(","))) for one in data["signs"])  # type: ignore[attr-defined]
    made.TITLE = words.title  # type: ignore[attr-defined]
    made.EVIDENCE = data["evidence"]  # type: ignore[attr-defined]
    made.COLUMNS = data["columns"]  # type: ignore[attr-defined]
    made.MEANINGS = words.meanings  # type: ignore[attr-defined]
    made.read = partial(read, words=words)  # type: ignore[attr-defined]
    return made


def told(name: str, data: Mapping[str, Any]) -> ToolWords:
    """Return what a file of data tells."""
    return ToolWords(
        f"x-{name}-key",
        data["title"],
        {field: " ".join(map(columns.header, names)) for field, names in data["columns"].items()},
        _turned(data.get("statuses", {})),
        _turned(data.get("types", {})),
        {columns.header(column): kind for column, kind in data.get("kinds", {}).items()},
        frozenset(data.get("empty", ())),
        data.get("closes", "") == "finished",
        "description" in data.get("unescaped", ()),
        "labels" in data.get("bracketed", ()),
        bool(data.get("groups", False)),
    )


def _turned(words: Mapping[str, list[str]]) -> dict[str, str]:
    return {normal(word): ours for ours, those in words.items() for word in those}


def read(text: str, mapping: Mapping[str, str], *, words: ToolWords) -> Import:
    """Read a table of a tool.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    parts = {name: home for name, home in PARTS.items() if name in words.meanings}
    there = {columns.header(name) for name in csv_table.head(text)}
    kind = next((kind for column, kind in words.kinds.items() if column in there), "")
    finish = partial(_item, words=words, kind=kind)
    tool = sheet.Tool(words.key_field, words.meanings, finish, parts, LISTS, empty=words.empty, groups=words.groups)
    return sheet.read(text, mapping, tool)


def _item(row: SheetRow, *, words: ToolWords, kind: str) -> ImportItem:
    """Put together what the tool keeps apart."""
    fields = row.fields
    _owners(row)
    state = _state(row, words)
    named = normal(row.part("kind"))
    if named in words.types:
        fields["type"] = words.types[named]
        row.refused.discard("type")
    elif kind and "type" not in fields:
        fields["type"] = kind
    labels = fields.get("labels")
    if words.bracketed and isinstance(labels, list):
        fields["labels"] = [one.rpartition(" (")[0] if one.endswith(")") and " (" in one else one for one in labels]
    body = str(fields.pop("description", ""))
    body = body.replace("\\r", "").replace("\\n", "\n").replace("\\t", "\t") if words.unescaped else body
    fields.update(story_text.split(body) | fields)
    _checklist(row)
    _links(row)
    also = tuple(filter(None, [row.part("number")]))
    return ImportItem(row.number, row.line, str(fields.pop("key", "")), fields, also=also, state=state)


def _owners(row: SheetRow) -> None:
    """Take the first of several owners."""
    names = [columns.one_line(name) for cell in row.parts.get("owners", ()) for name in columns.several(cell)]
    if names and "owner" not in row.fields:
        row.fields["owner"] = names[0]
        row.used.add("owners")
        if len(names) > 1:
            row.say(f"a story has one owner: `{', '.join(names[1:])[:60]}` left out")


def _state(row: SheetRow, words: ToolWords) -> str:
    """Return what the row says of its state beside its status word."""
    state = words.statuses.get(normal(str(row.fields.get("status", ""))), "")
    over = normal(row.part("done"))
    if over in YES | NO:
        row.used.add("done")
        state = "done" if over in YES and state != "dropped" else state
    if words.closes and "finished" in row.fields and state != "dropped":
        state = "done"
    put_away = normal(row.part("archived"))
    if put_away in YES:
        row.say("it is archived there: imported as it was")
    row.used.update({"archived"} if put_away in YES | NO else ())
    return state


def _checklist(row: SheetRow) -> None:
    listed = [
        one for cell in row.parts.get("checklist", ()) for one in cell.replace(";", "\n").split("\n") if one.strip()
    ]
    if listed:
        found = [one.text for one in criteria_text.read("\n".join(listed))]
        known = row.fields.get("acceptance_criteria")
        row.fields["acceptance_criteria"] = [*(known if isinstance(known, list) else []), *found]
        row.used.add("checklist")


def _links(row: SheetRow) -> None:
    """Take the address of a row, and what it says of others."""
    url = row.part("url")
    if url.startswith(("https://", "http://")):
        row.fields["links"] = [{"title": row.part("link_title") or url, "url": url}]
    for cell in row.parts.get("related", ()):
        waits, rest = related(cell)
        known = row.fields.get("depends_on")
        row.fields.update(
            {"depends_on": [*(known if isinstance(known, list) else []), *waits.needs]} if waits.needs else {}
        )
        row.fields.update({"blocks": list(waits.blocks)} if waits.blocks else {})
        row.used.add("related")
        for one in rest:
            row.say(f"`{one[:60]}` is no order: left out")
