"""Which fields has a kind of file, and which of all fields have something in common?"""

from collections.abc import Iterable, Iterator, Mapping

from pocli.field_table.field import Field, Noun
from pocli.field_table.record_fields import GOAL, REQUEST, SPRINT
from pocli.field_table.setting_fields import CONFIG
from pocli.field_table.story_fields import STORY

RECORDS: Mapping[str, tuple[Field, ...]] = {"stories": STORY, "goals": GOAL, "requests": REQUEST, "sprints": SPRINT}
"""The fields of the records, by folder, in the order of the file."""
FIELDS: Mapping[str, tuple[Field, ...]] = {**RECORDS, "config": CONFIG}
REFERENCES: Mapping[str, Mapping[str, Noun]] = {
    kind: {field.name: field.refers for field in fields if field.refers} for kind, fields in FIELDS.items()
}
"""The fields whose ids name a record, and what they name, by kind of file."""
LONG = frozenset(field.name for field in STORY if field.long) | {"extra"}
"""The fields of a story that few answers need, and that make most of a backlog: they are read only when asked for."""


def every() -> Iterator[Field]:
    """Give all fields, of each kind of file, with the fields within them."""
    for fields in FIELDS.values():
        yield from flat(fields)


def flat(fields: Iterable[Field]) -> Iterator[Field]:
    """Give fields, each followed by the fields within it."""
    for field in fields:
        yield field
        yield from flat(field.parts)
