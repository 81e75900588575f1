"""What `po schema` prints helps a person who types, and accepts what the reader accepts."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from house import Write
from pocli.field_table.by_kind import FIELDS
from pocli.reading.read_file import read
from pocli.reading.schema_text import KINDS, json_schema
from pocli.schema.json_schema import INNER
from pocli.yaml.emit import emit

NEEDED = {
    "stories": {"id": "PO-1", "title": "One"},
    "goals": {"id": "G-1", "title": "One"},
    "requests": {"id": "R-1", "title": "One"},
    "sprints": {"id": "S-1", "start": "2026-01-05", "end": "2026-01-16"},
    "config": {},
}


def schema(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_schema(kind))
    return found


def mappings(kind: str) -> Iterator[dict[str, Any]]:
    yield schema(kind)["properties"]
    yield from (one["properties"] for one in schema(kind).get("$defs", {}).values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_helps(kind: str) -> None:
    for fields in mappings(kind):
        for name, field in fields.items():
            assert field["title"], name
            assert field["description"], name
            assert field["examples"], name
            if "enum" in field:
                assert len(field["enumDescriptions"]) == len(field["enum"])


def validator(kind: str) -> Any:  # noqa: ANN401 - it has no stubs
    rules = schema(kind)
    jsonschema.Draft202012Validator.check_schema(rules)
    return jsonschema.Draft202012Validator(rules)


@pytest.mark.parametrize(("kind", "folder"), KINDS.items())
def test_every_example_is_good_in_an_editor_and_in_a_file(kind: str, folder: str, write: Write) -> None:
    needed = NEEDED[folder]
    prefix = str(needed.get("id", "po"))
    path = f"{folder}/{prefix}.yaml" if folder != "config" else "po.yaml"
    for field in FIELDS[folder]:
        for example in field.examples:
            document = {**needed, field.name: example}
            validator(kind).validate(document)
            assert read(write({path: emit(as_text(document))}), path).diagnostics == (), document


@pytest.mark.parametrize("name", INNER)
def test_every_inner_example_is_good(name: str, write: Write) -> None:
    holders = {"Criterion": "acceptance_criteria", "Evidence": "evidence", "Link": "links", "Comment": "comments"}
    for field in INNER[name]:
        for example in field.examples:
            own = {field.name: example}
            inner = own if name not in {"Criterion", "Comment"} or field.name == "text" else {"text": "x", **own}
            key = holders.get(name, name.lower())
            document = {**NEEDED["stories"], key: [inner] if name in holders else inner}
            validator("story").validate(document)
            path = "stories/PO-1.yaml"
            assert read(write({path: emit(as_text(document))}), path).diagnostics == (), document


def as_text(value: Any) -> Any:  # noqa: ANN401 - a tree
    """Return a value as files hold it: every scalar is a text."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_whose_value_is_still_to_come_is_no_error(kind: str) -> None:
    rules = schema(kind)
    needed = NEEDED[KINDS[kind]]
    for field in rules["properties"].keys() - needed.keys():
        validator(kind).validate({**needed, field: None})


@pytest.mark.parametrize(
    "wrong",
    [{"points": []}, {"ponits": 5}, {"type": "tale"}, {"due": 5}, {"rice": {"reech": 1}}, {"depends_on": "PO-1"}],
)
def test_what_the_reader_refuses_an_editor_marks(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator("story").validate({**NEEDED["stories"], **wrong})
