"""How does a model's JSON Schema become one that helps a person who types YAML?

pydantic says what is a value; an editor also wants a title, an example, and what the words of a choice mean, and must
not mark a key whose value is still to come: it counts as absent.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from pocli.field_table.by_kind import FIELDS
from pocli.field_table.field import COMMENT, Field
from pocli.field_table.story_fields import CRITERION, EVIDENCE, ICE, LINK, RICE, WSJF
from pocli.schema.values import MODELS

Schema = dict[str, Any]
INNER: Mapping[str, Sequence[Field]] = {
    "Criterion": CRITERION,
    "Rice": RICE,
    "Wsjf": WSJF,
    "Ice": ICE,
    "Evidence": EVIDENCE,
    "Link": LINK,
    "Comment": COMMENT,
}
"""The fields of the classes within others, by name."""
OURS = re.compile(r'(?<=[/"])([A-Z][a-z]+)Schema(?=")')
"""The name of one of our classes; whoever reads a schema knows it as `Story`."""


def described(kind: str) -> Schema:
    """Return the JSON Schema of a kind of file, by its folder, as editors want it."""
    model: type[BaseModel] = MODELS[kind]
    text = json.dumps(model.model_json_schema(by_alias=True))
    made: Schema = json.loads(OURS.sub(r"\1", text))
    for name, inner in made.get("$defs", {}).items():
        _describe(inner, INNER[name])
    _describe(made, FIELDS[kind])
    criteria = made["properties"].get("acceptance_criteria")
    if criteria:
        criteria["items"] = {"anyOf": [{"type": "string"}, criteria["items"]]}
    return made


def _describe(schema: Schema, fields: Sequence[Field]) -> None:
    """Complete the fields of one mapping."""
    rows = {field.name: field for field in fields}
    required = schema.get("required", ())
    for name, field in schema["properties"].items():
        inner: Schema = next((one for one in field.get("anyOf", ()) if one.get("description")), {})
        field.setdefault("description", inner.get("description", ""))
        field["title"] = name.replace("_", " ").capitalize()
        field["examples"] = list(rows[name].examples)
        field.pop("default", None)
        _words(field, rows[name].words)
        if name not in required:
            _may_be_empty(field)


def _words(field: Schema, words: Mapping[str, str]) -> None:
    """Say what each word of a choice means."""
    for holder in (field, *field.get("anyOf", ())):
        if "enum" in holder:
            field["enumDescriptions"] = [words[word] for word in holder["enum"]]


def _may_be_empty(field: Schema) -> None:
    """Let a key stand without a value."""
    if "enum" in field:
        field["enum"] = [*field["enum"], None]
        field["enumDescriptions"].append("not said")
    if isinstance(field.get("type"), str):
        field["type"] = [field["type"], "null"]
    elif "anyOf" in field and {"type": "null"} not in field["anyOf"]:
        field["anyOf"] = [*field["anyOf"], {"type": "null"}]
