"""What did another tool's file hold, in our words, before it meets this backlog?"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from pocli.model.story import STATES

Note = tuple[int, str]
"""What was left out or changed: the row, as a spreadsheet counts it (the header is 1), and why."""


class SourceColumn(NamedTuple):
    """A column of a table, or a key of a document."""

    name: str
    field: str = ""
    """What it becomes; empty if it has no home."""
    filled: int = 0
    """How many of its cells say something."""


class ImportItem(NamedTuple):
    """A row that may become a story, or change one."""

    row: int
    line: int
    """Where the row begins in its file."""
    key: str
    """What the other tool calls it; empty where it has no name there."""
    fields: Mapping[str, object]
    """Texts, lists and mappings of texts by our fields.

    `id`, `parent` and `depends_on` may name keys, `sprint` and `goal` names; `status` is the other tool's word.
    """
    means: Mapping[str, object] = {}
    """What the fields mean, however they were spelled; see `pocli.model.written`."""
    also: tuple[str, ...] = ()
    """Further names by which other rows may call it."""
    state: str = ""
    """The built-in status that the other tool's own category of statuses gives."""
    cleared: frozenset[str] = frozenset()
    """The fields of which the file says that they are empty."""
    kind: str = ""
    """The other tool's word for its type, known or not."""
    period: str = ""
    """The time in which its reach counts: day, week, month, quarter, year; empty where that is not said."""
    loose: str = ""
    """The key without what makes it unique, such as `#7`, under which an earlier import may have kept it."""


class ImportLink(NamedTuple):
    """What one row says of two others: the later one waits for the earlier one."""

    row: int
    later: str
    earlier: str


class Timebox(NamedTuple):
    """A sprint, cycle or iteration of another tool; the days are texts as a file holds them."""

    name: str
    start: str
    end: str


class Import(NamedTuple):
    """What a file of another tool holds, and what has no home here."""

    key_field: str
    """Where a story keeps the other tool's name of it, such as `x-csv-key`."""
    items: tuple[ImportItem, ...]
    columns: tuple[SourceColumn, ...]
    notes: tuple[Note, ...] = ()
    links: tuple[ImportLink, ...] = ()
    timeboxes: tuple[Timebox, ...] = ()
    unit: str = "row"
    """What the tool would call a row: a card, an issue."""
    fresh: bool = False
    """Whether the items are only made, and never change a story that is there."""
    likely: str = ""
    """The unused column that most looks like titles."""
    caseless: bool = False
    """Whether keys that differ only by case are the same."""
    places: Mapping[int, str] = MappingProxyType({})
    """What a row is called where its number says nothing: the path of a file in a folder."""

    def folded(self, key: str) -> str:
        """Return a key as it is compared."""
        return key.casefold() if self.caseless else key

    def place(self, row: int) -> str:
        """Return what a row is called: `row 7`, `file tasks/a.md`."""
        return f"{self.unit} {self.places.get(row) or f'{row:,}'}"


STATUS_WORDS: Mapping[str, str] = {
    "draft": "todo open new backlog reopened triage icebox ideas proposed unscheduled unstarted planned notstarted newidea candidate",
    "ready": "readyfordevelopment selectedfordevelopment readyfordev readytodo approved",
    "doing": "inprogress inreview intest intesting testing started active committed codereview workingonit stuck indevelopment",
    "done": "closed resolved complete completed released shipped accepted finished delivered",
    "dropped": "wontdo wontfix cancelled canceled rejected removed duplicate declined obsolete notplanned",
}
"""The words that tools use, by the built-in status that they stand for."""
KNOWN: Mapping[str, str] = {word: state for state in STATES for word in (state, *STATUS_WORDS[state].split())}


def normal(word: str) -> str:
    """Return a word as it is compared: small letters and digits only."""
    return re.sub(r"[\W_]+", "", word).lower()
