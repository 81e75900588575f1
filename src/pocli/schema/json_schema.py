"""How does a model's JSON Schema become one that helps a person who types YAML?

pydantic says what is a value; an editor also wants a title, an example, and what the words of a choice mean, and must
not mark a key whose value is still to come: it counts as absent.
"""

import json
import re
from typing import Any

from pydantic import BaseModel

from pocli.schema.examples import ANYWHERE, INNER, KINDS, WORDS, Examples
from pocli.schema.values import MODELS

Schema = dict[str, Any]
OURS = re.compile(r'(?<=[/"])([A-Z][a-z]+)Schema(?=")')
"""The name of one of our classes; whoever reads a schema knows it as `Story`."""


def described(kind: str) -> Schema:
    """Return the JSON Schema of a kind of file, by its folder, as editors want it."""
    model: type[BaseModel] = MODELS[kind]
    text = json.dumps(model.model_json_schema(by_alias=True))
    made: Schema = json.loads(OURS.sub(r"\1", text))
    for name, inner in made.get("$defs", {}).items():
        _describe(inner, INNER[name])
    _describe(made, KINDS[kind])
    criteria = made["properties"].get("acceptance_criteria")
    if criteria:
        criteria["items"] = {"anyOf": [{"type": "string"}, criteria["items"]]}
    return made


def _describe(schema: Schema, examples: Examples) -> None:
    """Complete the fields of one mapping."""
    required = schema.get("required", ())
    for name, field in schema["properties"].items():
        inner: Schema = next((one for one in field.get("anyOf", ()) if one.get("description")), {})
        field.setdefault("description", inner.get("description", ""))
        field["title"] = name.replace("_", " ").capitalize()
        field["examples"] = list(examples.get(name) or ANYWHERE[name])
        field.pop("default", None)
        _words(field)
        if name not in required:
            _may_be_empty(field)


def _words(field: Schema) -> None:
    """Say what each word of a choice means."""
    for holder in (field, *field.get("anyOf", ())):
        if "enum" in holder:
            field["enumDescriptions"] = [WORDS[word] for word in holder["enum"]]


def _may_be_empty(field: Schema) -> None:
    """Let a key stand without a value."""
    if "enum" in field:
        field["enum"] = [*field["enum"], None]
        field["enumDescriptions"].append("not said")
    if isinstance(field.get("type"), str):
        field["type"] = [field["type"], "null"]
    elif "anyOf" in field and {"type": "null"} not in field["anyOf"]:
        field["anyOf"] = [*field["anyOf"], {"type": "null"}]
