"""Which stories does a text tell that somebody wrote freely, such as a language model's answer?

A story begins with a heading, or with its sentence "As a …, I want …, so that …"; a list below it is its criteria.
"""

import re
from collections.abc import Iterator, Mapping

from pocli.errors import PoError
from pocli.model.written import criterion
from pocli.prose import wording
from pocli.tables import columns, criteria_text, item_fields, story_text
from pocli.tables.items import Import, ImportItem, Note, SourceColumn

KEY = "x-draft-key"
"""Not written: a draft has no home elsewhere."""
HEADING = re.compile(r"(?:#{1,6}\s++|\*\*)(.+?)(?:\*\*)?:?")
NUMBERED = re.compile(
    r"(?:(?:user\s++)?story|title|epic)?(?<!\s)\s*+(?:\d{1,3}[.:)]|:)\s*+|(?:user\s++)?story\s++\d{1,3}\s*+[-–—:.]\s*+",
    re.IGNORECASE,
)
FACT = re.compile(r"[-*•]?\s*+\**+(story points|points|estimate|labels|type|role)\**+\s*+:\**+\s*+(.+)", re.IGNORECASE)
FACTS = {"story points": "points", "points": "points", "estimate": "points", "labels": "labels", "type": "type"}
FIELDS = ("title", "as_a", "i_want", "so_that", "acceptance_criteria", "points", "labels", "type", "description")
ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|\[[ xX]?\])\s+\S.*|\s*(?:Given|When|Then|And|But)\s.*")


def read(source: str, mapping: Mapping[str, str]) -> Import:  # noqa: ARG001 - every format takes both
    """Read stories told freely.

    Raises:
        PoError: no story can be seen in the text.
    """
    notes: list[Note] = []
    parts = list(_parts(columns.BREAK.sub("\n", source).split("\n"), notes))
    items = [item for row, lines in parts if (item := _item(row, lines, notes))]
    if not items:
        hint = "begin a story with a heading, or write: As a …, I want …, so that …"
        raise PoError("this text holds no story that po can recognize", hint)
    counts = (SourceColumn(name, name, sum(name in item.fields for item in items)) for name in FIELDS)
    return Import(KEY, tuple(items), tuple(one for one in counts if one.filled), tuple(notes), unit="line")


def _begins(line: str, lines: list[str]) -> bool:
    """Tell whether a line begins another story than that of the lines before it."""
    if story_text.CRITERIA.fullmatch(line):
        return False
    sentence = bool(wording.read(_bare(line)).want) and "as a" in line.lower()
    if sentence:
        return any(wording.read(_bare(one)).want for one in lines) or not any(map(_heading, lines))
    return bool(_heading(line)) and (not lines or any(one.strip() and not _heading(one) for one in lines))


def _heading(line: str) -> str:
    """Return the title of a heading, or an empty text."""
    found = HEADING.fullmatch(line.strip())
    return NUMBERED.sub("", found[1], count=1).strip() if found and not story_text.CRITERIA.fullmatch(line) else ""


def _bare(line: str) -> str:
    """Return a line without its bullet, its number and its emphasis."""
    return re.sub(r"^\s*(?:[-*+•>]|\d{1,3}[.)])\s+|\*\*", "", line).strip()


def _parts(lines: list[str], notes: list[Note]) -> Iterator[tuple[int, list[str]]]:
    """Return the lines of each story, with the number of the first; what stands before them is named."""
    current: list[str] = []
    start = 0
    for number, line in enumerate(lines, 1):
        if _begins(line, current):
            if start:
                yield start, current
            current, start = [], number
        if start:
            current.append(line)
        elif line.strip():
            notes.append((number, "it comes before the first story: left out"))
    if start:
        yield start, current


def _item(row: int, lines: list[str], notes: list[Note]) -> ImportItem | None:
    item_fields.lost(row, {"the story": "\n".join(lines)}, notes)
    lines = columns.tidy("\n".join(lines)).split("\n")
    title = next(filter(None, map(_heading, lines)), "")
    body = [line for line in lines if not _heading(line)]
    sentence = next((words for line in body if (words := wording.read(_bare(line))).want), wording.NOTHING)
    if not sentence.want and not any(map(ITEM.fullmatch, body)):
        notes.append((row, f"`{(title or lines[0].strip())[:60]}`: not recognized as a story: left out"))
        return None
    fields: dict[str, object] = {"title": columns.one_line(title or wording.title(sentence.want))}
    fields |= {"as_a": sentence.role, "i_want": sentence.want, "so_that": sentence.end}
    rest = [line for line in body if not wording.read(_bare(line)).want and not story_text.CRITERIA.fullmatch(line)]
    listed = [line for line in rest if ITEM.fullmatch(line) and not FACT.fullmatch(line.rstrip())]
    fields["acceptance_criteria"] = [criterion(one) for one in criteria_text.read(columns.tidy("\n".join(listed)))]
    for line in rest:
        _fact(row, line, fields, notes)
    told = [line for line in rest if line not in listed and not FACT.fullmatch(line.rstrip()) and line.strip("-= ")]
    fields["description"] = columns.tidy("\n".join(told)).strip()
    return item_fields.item(ImportItem(row, row, "", {name: value for name, value in fields.items() if value}), notes)


def _fact(row: int, line: str, fields: dict[str, object], notes: list[Note]) -> None:
    """Read a line such as `Points: 5`."""
    found = FACT.fullmatch(line.rstrip())
    field = FACTS.get(found[1].lower(), "") if found else ""
    if found and field:
        try:
            fields[field] = columns.value(field, found[2])
        except ValueError as error:
            notes.append((row, f"{found[1]}: {error}: left out"))
