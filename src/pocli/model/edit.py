"""What is a change of the backlog, before anything is written?"""

from typing import NamedTuple


class Create(NamedTuple):
    """A new file."""

    path: str
    text: str


class Set(NamedTuple):
    """A value of an existing file: text, a list or a mapping of texts; None removes the key."""

    path: str
    route: tuple[str | int, ...]
    value: object


Edit = Create | Set
