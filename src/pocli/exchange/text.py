"""Which user stories stand in a plain text, one a line, with their acceptance criteria as indented lines?

Role, want and so-that are taken apart; a line that is no such sentence is a title. A story is known again by its line.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.written import criterion
from pocli.prose import wording
from pocli.tables import columns, criteria_text, item_fields
from pocli.tables.items import Import, ImportItem, Note, SourceColumn

KEY = "x-text-key"
"""Where a story keeps by which line it is known."""
MARK = re.compile(r"(?:#\w{1,12}#|[-*+•]|\d{1,4}[.)])\s+|\[[ xX]?\]\s+")
"""What stands before a story without being of it: a bullet, a number, the mark of a collection."""
HEADING = re.compile(r"#{1,6}\s|={3,}|-{3,}")
DIGITS = 8
FIELDS = ("title", "as_a", "i_want", "so_that", "acceptance_criteria", "description")


class Block(NamedTuple):
    """A line and what stands indented under it."""

    number: int
    line: str
    below: list[str]


def read(source: str, mapping: Mapping[str, str]) -> Import:  # noqa: ARG001 - every format takes both
    """Read user stories, one a line.

    Raises:
        PoError: there is no line.
    """
    notes: list[Note] = []
    items = [_item(block, notes) for block in _blocks(source, notes)]
    if not items:
        raise PoError("there are no stories in this text", "write one on each line: As a …, I want …, so that …")
    counts = (SourceColumn(name, name, sum(name in item.fields for item in items)) for name in FIELDS)
    return Import(KEY, tuple(items), tuple(one for one in counts if one.filled), tuple(notes), unit="line")


def _blocks(source: str, notes: list[Note]) -> Iterator[Block]:
    """Return each line at the margin with those indented under it; headings are named and left out."""
    block: Block | None = None
    for number, line in enumerate(columns.BREAK.sub("\n", source).split("\n"), 1):
        bare = line.rstrip()
        if bare and bare[0] in " \t" and block:
            block.below.append(bare)
        elif bare and HEADING.match(bare):
            notes.append((number, "a heading: left out"))
        elif bare:
            if block:
                yield block
            block = Block(number, bare, [])
        elif block and block.below:
            block.below.append("")
    if block:
        yield block


def _item(block: Block, notes: list[Note]) -> ImportItem:
    item_fields.lost(block.number, {"the line": block.line, "its criteria": "\n".join(block.below)}, notes)
    line = columns.one_line(_unmarked(block.line.strip()))
    words = wording.read(line)
    fields: dict[str, object] = {"title": wording.title(words.want) if words.want else line}
    fields |= {"as_a": words.role, "i_want": words.want, "so_that": words.end, "description": words.rest}
    if block.below:
        width = min(len(one) - len(one.lstrip()) for one in block.below if one.strip())
        listed = columns.tidy("\n".join(one[width:] for one in block.below))
        fields["acceptance_criteria"] = [criterion(one) for one in criteria_text.read(listed)]
    key = sha256(" ".join(line.lower().split()).encode("utf-8", "replace")).hexdigest()[:DIGITS]
    kept = {name: value for name, value in fields.items() if value}
    return item_fields.item(ImportItem(block.number, block.number, key, kept), notes)


def _unmarked(line: str) -> str:
    """Take off what stands before a story without being of it."""
    while found := MARK.match(line):
        line = line[found.end() :]
    return line
