"""The tables of fields in docs/format.md are those of the schema."""

import json
import re
from typing import Any

import pytest

from house import REPO
from pocli.reading.schema_text import KINDS, json_schema

PAGE = REPO / "docs" / "format.md"
PART = re.compile(r"(<!-- generated:.*? -->\n).*?(<!-- end -->)", re.DOTALL)
TITLES = {
    "story": "A story",
    "goal": "A Product Goal",
    "request": "A request",
    "sprint": "A sprint",
    "config": "po.yaml",
}


def table(kind: str) -> str:
    """Return the fields of a kind of file as Markdown."""
    schema: dict[str, Any] = json.loads(json_schema(kind))
    required = schema.get("required", [])
    rows = [
        f"| `{name}`{' (required)' if name in required else ''} | {described(field)} |"
        for name, field in schema["properties"].items()
    ]
    return f"### {TITLES[kind]}\n\n| field | what it says |\n|---|---|\n" + "\n".join(rows) + "\n\n"


def described(field: dict[str, Any]) -> str:
    """Return a field's sentence; a field that may be absent has it one level below."""
    found = [one["description"] for one in (field, *field.get("anyOf", [])) if "description" in one]
    assert found, field
    words = [str(word) for one in (field, *field.get("anyOf", [])) for word in one.get("enum", []) if word]
    return str(found[0]) + (f": {', '.join(words)}" if words else "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_sentence(kind: str) -> None:
    assert table(kind)


def test_the_tables_are_those_of_the_schema(update_docs: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    fresh = PART.sub(lambda found: found[1] + "\n" + "".join(map(table, KINDS)) + found[2], text)
    if update_docs:
        PAGE.write_text(fresh, encoding="utf-8")
    else:
        assert fresh == text
