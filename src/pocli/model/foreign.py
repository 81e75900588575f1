"""What did another tool's file hold, in our words, before it meets this backlog?"""

from collections.abc import Mapping
from typing import NamedTuple

Note = tuple[int, str]
"""What was left out or changed: the row, as a spreadsheet counts it (the header is 1), and why."""


class Item(NamedTuple):
    """A row that may become a story, or change one."""

    row: int
    line: int
    """Where the row begins in its file."""
    key: str
    """What the other tool calls it; empty where it has no name there."""
    fields: Mapping[str, object]
    """Texts, lists and mappings of texts by our fields; `id`, `parent` and `depends_on` may name keys."""


class Link(NamedTuple):
    """What one row says of two others: the later one waits for the earlier one."""

    row: int
    later: str
    earlier: str


class Import(NamedTuple):
    """What a file of another tool holds, and what has no home here."""

    key_field: str
    """Where a story keeps the other tool's name of it, such as `x-csv-key`."""
    items: tuple[Item, ...]
    columns: tuple[tuple[str, str], ...]
    """Each column with its field; an empty one if it is not used."""
    notes: tuple[Note, ...]
    links: tuple[Link, ...] = ()
