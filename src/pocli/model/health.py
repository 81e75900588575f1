"""How is what lies around the records: the parts that po relies on, and the clone that the files are in?"""

from collections.abc import Mapping
from typing import NamedTuple


class Section(NamedTuple):
    """A part that `po doctor` looks at, and what it found."""

    name: str
    facts: Mapping[str, str | int]
    """In the order in which they are shown; a name that ends in `bytes` or `seconds` says the unit."""
    sound: bool
    """Whether nothing needs to be done."""
    hint: str = ""
    """The next step."""
    bad: bool = False
    """Whether po cannot do its work so."""


class CloneStatus(NamedTuple):
    """What is to be known before the backlog of a clone is trusted or shared."""

    uncommitted: int = 0
    """Files of the backlog that are not as the last commit has them."""
    behind: int = 0
    """Commits of the upstream branch, as it was last fetched, that this branch does not have."""
    upstream: str = ""
    undriven: bool = False
    """The files are to merge field by field, but this clone does not know the driver."""
