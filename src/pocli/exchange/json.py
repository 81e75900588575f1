"""What do our own stories say as JSON, and what does such a file bring back?

Every value is the text that its file holds, so that nothing is rounded on the way. What `po list --format json` prints
is read too.
"""

from collections.abc import Mapping

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.story import Criterion, Story
from pocli.model.written import fields
from pocli.tables import columns, item_fields, json_source
from pocli.tables.items import Import, ImportItem, Note, SourceColumn
from pocli.tables.json_source import json_text

KEY = "x-json-key"
SUFFIX = ".json"
CLAIMS = tuple(name for name in Story._fields if name not in {"path", "id", "extra", "faults"})
FIELDS = frozenset(CLAIMS) | {"id"}
SHAPES = dict.fromkeys(("id", "title", "status", "parent", "goal", "sprint"), "text") | {"depends_on": "list of texts"}
"""The fields that no schema sees before they meet the backlog."""
PROSE = frozenset(
    {"title", "as_a", "i_want", "so_that", "description", "blocked", "pinned", "dropped_because", "owner"}
)
LISTED = frozenset({"acceptance_criteria", "labels", "requested_by"})
LISTED_KEYS = frozenset(Criterion._fields)
"""What a mapping of an item of a list may say."""
SCHEMAS = ("po.export/1", "po.stories/1")
JSON = True
SIGNS = ("schema stories",)
"""Keys by which a document is known to be ours."""
WORKED_OUT = frozenset({"path", "score", "state", "reach_range", "effort_range", "faults", "ready", "effective_score"})
"""What an answer of po has beside the fields of a file."""


def write(backlog: Backlog) -> str:
    """Return the stories, each with the texts of its file."""
    return json_text({"schema": SCHEMAS[0], "stories": [fields(story) for story in backlog.stories]})


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read stories that po wrote.

    Raises:
        PoError: the text is no JSON, or none that po writes.
    """
    (whole, *others) = json_source.documents(source)
    found = whole.get("stories") if isinstance(whole, dict) and whole.get("schema") in SCHEMAS else None
    if not isinstance(found, list) or others:
        raise PoError("this is not JSON that po wrote", "make it with: po export json")
    notes: list[Note] = []
    stories = list(json_source.objects(found))
    items = [_item(row, one, mapping, notes) for row, one in enumerate(stories, 1)]
    counts: dict[str, int] = {}
    for one in stories:
        for key, value in one.items():
            counts[key] = counts.get(key, 0) + json_source.says(value)
    named = (
        SourceColumn(key, _home(mapping.get(key, key)) if key not in WORKED_OUT else "", count)
        for key, count in counts.items()
    )
    return Import(KEY, tuple(items), tuple(named), tuple(notes), unit="story")


def _home(field: str) -> str:
    return field if field in FIELDS or columns.OWN.fullmatch(field) else ""


def _item(row: int, one: Mapping[str, object], mapping: Mapping[str, str], notes: list[Note]) -> ImportItem:
    said = {mapping.get(key, key): _texts(value) for key, value in one.items() if key not in WORKED_OUT}
    notes += [(row, f"{key[:60]}: {why}") for key, value in one.items() for why in sorted(_lost(value))]
    kept = {key: _whole(key, value) for key, value in said.items() if key and value}
    wrong = [key for key in kept if key not in FIELDS and not columns.OWN.fullmatch(key)]
    notes += [(row, f"{key[:60]}: not a field of a story: left out") for key in wrong]
    kind = [key for key, value in kept.items() if key in SHAPES and not _shaped(value, SHAPES[key])]
    notes += [(row, f"{key}: it is not a {SHAPES[key]}: left out") for key in kind]
    for key in (*wrong, *kind):
        del kept[key]
    ranges = one.get("rice")
    if isinstance(ranges, dict) and isinstance(rice := kept.get("rice"), dict):
        kept["rice"] = _ranged(rice, ranges)
    return item_fields.item(
        ImportItem(row, row, "", kept, cleared=frozenset(key for key, value in said.items() if not value)), notes
    )


def _ranged(rice: dict[str, object], said: Mapping[str, object]) -> dict[str, object]:
    """Put a range in the place of its middle."""
    for part in ("reach", "effort"):
        ends = said.get(f"{part}_range")
        if isinstance(ends, list):
            rice[part] = "..".join(map(json_source.text, ends))
    return {part: one for part, one in rice.items() if not part.endswith("_range")}


def _whole(key: str, value: object) -> object:
    """Return a text in the place of a mapping that YAML made of it, as a `: ` stands in it."""
    if key in PROSE and isinstance(value, dict):
        return _text_of(value)
    if key in LISTED and isinstance(value, list):
        return [_text_of(one) if isinstance(one, dict) else one for one in value]
    return value


def _text_of(value: dict[str, object]) -> object:
    (name, said), *more = value.items()
    return value if more or name in LISTED_KEYS or not isinstance(said, str) else f"{name}: {said}"


def _shaped(value: object, shape: str) -> bool:
    if shape == "text":
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _texts(value: object) -> object:
    """Return a value of JSON as texts, lists and mappings of texts; what is empty is left out."""
    if isinstance(value, dict):
        found = {columns.one_line(json_source.text(key)): _texts(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if key and one}
    if isinstance(value, list):
        return [said for one in value if (said := _texts(one))]
    return columns.tidy(json_source.text(value))


def _lost(value: object) -> set[str]:
    """Return what of a value's texts no file can hold, in words."""
    if isinstance(value, str):
        return {why for why in (columns.lost(value),) if why}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {why for one in inner for why in _lost(one)}
