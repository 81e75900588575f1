"""What does beads keep as JSONL: one issue a line, with what it waits for?

What was deleted, templates, passing issues and memories are left out, and named.
"""

from collections.abc import Iterator, Mapping

from pocli.errors import PoError
from pocli.model import days
from pocli.model.written import criterion
from pocli.tables import accounting, columns, criteria_text, item_fields, json_source, story_text
from pocli.tables.columns import WORDS
from pocli.tables.items import Import, ImportItem, Note, SourceColumn, normal
from pocli.tables.json_source import text

KEY = "x-beads-key"
"""Where a story keeps its id in beads."""
JSON = True
SIGNS = ("id title status issue_type", "id title priority issue_type created_at")
"""Keys by which a document is known to be that of beads."""
HOMES = {
    "id": "key",
    "title": "title",
    "description": "description",
    "acceptance_criteria": "acceptance_criteria",
    "status": "status",
    "issue_type": "type",
    "assignee": "owner",
    "created_by": "requested_by",
    "labels": "labels",
    "created_at": "created",
    "started_at": "started",
    "closed_at": "finished",
    "due_at": "due",
    "close_reason": "note",
    "parent": "parent",
    "dependencies": "depends_on, parent",
}
"""What each key of an issue becomes."""
STATES = {"open": "draft", "in_progress": "doing", "hooked": "doing", "deferred": "draft", "closed": "done"}
TYPES = {"decision": "spike", "milestone": "epic", "molecule": "epic"}
WAITS = frozenset({"blocks", "conditional-blocks", "waits-for"})
ABOVE = "parent-child"
DAYS = {"created": "created_at", "started": "started_at", "finished": "closed_at", "due": "due_at"}
UNSET = "1970-01-01"


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read the issues of beads.

    Args:
        source: JSON, an issue a line.
        mapping: the field of a key that has no home; an empty field leaves a key out.

    Raises:
        PoError: the text is no JSON, or holds no issues.
    """
    found = [one for whole in json_source.documents(source) for one in json_source.objects(whole)]
    if not any("id" in one and "title" in one for one in found):
        raise PoError("there are no issues of beads in this file", "name the file: .beads/issues.jsonl")
    notes: list[Note] = []
    items = [item for row, one in enumerate(found, 1) if (item := _item(row, one, mapping, notes))]
    counts: dict[str, int] = {}
    for one in found:
        for key, value in one.items():
            counts[key] = counts.get(key, 0) + json_source.says(value)
    named = (SourceColumn(key, mapping.get(key, HOMES.get(key, "")), count) for key, count in counts.items())
    return Import(KEY, tuple(items), tuple(named), tuple(notes), unit="line")


def _item(row: int, one: Mapping[str, object], mapping: Mapping[str, str], notes: list[Note]) -> ImportItem | None:
    if why := _passing(one):
        notes.append((row, f"`{(text(one.get('title')) or text(one.get('key')))[:60]}` is {why}: left out"))
        return None
    item_fields.lost(row, {name: said for name, said in one.items() if name in HOMES}, notes)
    key = text(one.get("id"))
    fields: dict[str, object] = {"title": columns.one_line(text(one.get("title")))}
    fields |= story_text.split(columns.tidy(text(one.get("description"))))
    listed = criteria_text.read(columns.tidy(text(one.get("acceptance_criteria"))))
    fields |= {"acceptance_criteria": [criterion(each) for each in listed]} if listed else {}
    status = text(one.get("status")) or "open"
    kind = text(one.get("issue_type"))
    fields |= {"status": columns.one_line(status), "owner": columns.one_line(text(one.get("assignee")))}
    fields |= {"labels": [columns.one_line(name) for name in json_source.names(one.get("labels"))]}
    fields |= {"requested_by": [columns.one_line(name) for name in json_source.names(one.get("created_by"))]}
    fields |= {"type": TYPES.get(kind) or WORDS.get(normal(kind), "")}
    fields |= _dates(row, one, notes) | _links(row, one, key, notes)
    reason = columns.one_line(text(one.get("close_reason")))
    notes += [(row, f"close_reason: `{reason[:60]}`: left out")] if reason else []
    fields |= {field: columns.one_line(text(one[name])) for name, field in mapping.items() if field and name in one}
    kept = {name: value for name, value in fields.items() if value}
    state = STATES.get(status, "")
    item = item_fields.item(ImportItem(row, row, key, kept, kind=kind, state=state), notes)
    accounting.unplaced(one, HOMES.keys() - {"title", "description"}, item, notes)
    return item


def _passing(one: Mapping[str, object]) -> str:
    """Say why a line is no issue that stays; nothing for one that is."""
    if one.get("_type") == "memory":
        return "a memory"
    if text(one.get("status")) == "tombstone":
        return "deleted"
    return next((word for word in ("ephemeral", "is_template") if one.get(word) is True), "")


def _dates(row: int, one: Mapping[str, object], notes: list[Note]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, key in (
        ("created", "created_at"),
        ("started", "started_at"),
        ("finished", "closed_at"),
        ("due", "due_at"),
    ):
        word = text(one.get(key))
        try:
            found |= {field: days.day(word)} if word and not word.startswith(UNSET) else {}
        except ValueError as error:
            notes.append((row, f"{key}: {error}: left out"))
    return found


def _links(row: int, one: Mapping[str, object], key: str, notes: list[Note]) -> dict[str, object]:
    """Return what an issue waits for and what it is part of; name the links that say nothing of the order."""
    waits: list[str] = []
    parent = text(one.get("parent"))
    for kind, later, earlier in _dependencies(one, key):
        if later == key and kind in WAITS:
            waits.append(earlier)
        elif later == key and kind == ABOVE:
            parent = parent or earlier
        else:
            notes.append((row, f"dependencies: `{kind[:40]} {earlier[:40]}` is no order: left out"))
    return {"parent": parent, "depends_on": list(dict.fromkeys(waits))}


def _dependencies(one: Mapping[str, object], key: str) -> Iterator[tuple[str, str, str]]:
    for link in json_source.objects(one.get("dependencies")):
        yield text(link.get("type")) or "blocks", text(link.get("issue_id")) or key, text(link.get("depends_on_id"))
