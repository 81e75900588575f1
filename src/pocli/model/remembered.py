"""What does a person see of a step that po remembers?"""

from typing import Literal, NamedTuple


class Remembered(NamedTuple):
    """A step that can be taken back or done again."""

    act: Literal["do", "undo", "redo"]
    """What can be done with it."""
    said: tuple[str, ...]
    """What its command told people."""
    when: str
    """When it was written: `2026-11-30 14:05`."""
    happened: str
    """What git did since, so that it is out of reach; empty if nothing."""
