"""What does a part of po that lies outside the records look like?"""

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
