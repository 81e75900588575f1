"""Which stories does a text tell that somebody wrote freely, such as a language model's answer?

A story begins with a heading, or with its sentence "As a …, I want …, so that …"; a list below it is its criteria. What
stands under further headings, or behind other words in bold, is its description.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.written import criterion
from pocli.prose import wording
from pocli.tables import columns, criteria_text, draft_parts, item_fields
from pocli.tables.draft_parts import Part
from pocli.tables.items import Import, ImportItem, Note, SourceColumn, normal

KEY = "x-draft-key"
"""Not written: a draft has no home elsewhere."""
FACT = re.compile(
    r"[-*•]?\s*+\**+(story points|points|estimate|labels|tags|type|role|persona)\**+\s*+:\**+\s*+(.+)", re.IGNORECASE
)
FACTS = {"storypoints": "points", "points": "points", "estimate": "points", "labels": "labels", "tags": "labels"}
FACTS |= {"type": "type", "role": "as_a", "persona": "as_a"}
FIELDS = ("title", "as_a", "i_want", "so_that", "acceptance_criteria", "points", "labels", "type", "description")
ITEM = draft_parts.ITEM


class Told(NamedTuple):
    """The lines of a story, by what they are."""

    sentence: wording.Wording
    listed: list[str]
    facts: list[tuple[str, str, str]]
    """The line, its name and its value."""
    rest: list[str]


def read(source: str, mapping: Mapping[str, str]) -> Import:  # noqa: ARG001 - every format takes both
    """Read stories told freely.

    Raises:
        PoError: no story can be seen in the text.
    """
    notes: list[Note] = []
    parts = list(draft_parts.parts(columns.BREAK.sub("\n", source).split("\n"), notes))
    items = [_item(part, notes) for part in parts]
    if not items:
        hint = "begin a story with a heading, or write: As a …, I want …, so that …"
        raise PoError("this text holds no story that po can recognize", hint)
    counts = (SourceColumn(name, name, sum(name in item.fields for item in items)) for name in FIELDS)
    return Import(KEY, tuple(items), tuple(one for one in counts if one.filled), tuple(notes), unit="line")


def _item(part: Part, notes: list[Note]) -> ImportItem:
    row = part.row
    item_fields.lost(row, {"the story": "\n".join([part.title, *part.lines])}, notes)
    told = _told(columns.tidy("\n".join(part.lines)).split("\n"))
    said = told.sentence
    fields: dict[str, object] = {"title": columns.one_line(part.title or wording.title(said.want))}
    fields |= {"as_a": said.role, "i_want": said.want, "so_that": said.end}
    fields["acceptance_criteria"] = [criterion(one) for one in criteria_text.read("\n".join(told.listed))]
    rest = [said.rest, *told.rest] if said.rest else told.rest
    rest += [line for line, name, value in told.facts if not _fact(row, name, value, fields, notes)]
    fields["description"] = re.sub(r"\n{3,}", "\n\n", "\n".join(rest)).strip()
    return item_fields.item(ImportItem(row, row, "", {name: value for name, value in fields.items() if value}), notes)


def _told(lines: list[str]) -> Told:
    """Sort the lines of a story."""
    told = Told(wording.NOTHING, [], [], [])
    own = any(map(draft_parts.is_criteria, lines))
    section = "" if own else "criteria"
    at = 0
    while at < len(lines):
        line = lines[at]
        fact = FACT.fullmatch(line.rstrip())
        words, size = draft_parts.sentence(lines, at) if not told.sentence.want else (wording.NOTHING, 1)
        if words.want:
            told = told._replace(sentence=words)
        elif draft_parts.is_criteria(line):
            section = "criteria"
        elif fact:
            told.facts.append((line, fact[1], fact[2]))
        elif section == "criteria" and (
            ITEM.fullmatch(line) or (told.listed and line[:1] in {" ", "\t"} and line.strip())
        ):
            told.listed.append(line)
        elif line.strip("-= ") or not line.strip():
            section = section if not line.strip() or not (own or draft_parts.is_label(line)) else "other"
            told.rest.append(line)
        at += size
    return told


def _is_item(line: str, before: list[str]) -> bool:
    """Tell whether a line is an item of a list, or goes on with the one before it."""
    return bool(ITEM.fullmatch(line)) or (bool(before) and line[:1] in {" ", "\t"} and bool(line.strip()))


def _fact(row: int, name: str, value: str, fields: dict[str, object], notes: list[Note]) -> bool:
    """Take a line such as `Points: 5`; tell whether it has a home."""
    field = FACTS[normal(name)]
    if fields.get(field):
        return normal(str(fields[field])) == normal(value)
    try:
        fields[field] = columns.value(field, value.strip().strip("*`"))
    except ValueError as error:
        notes.append((row, f"{name}: {error}: left out"))
    return True
