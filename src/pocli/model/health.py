"""What is sound around a backlog, and what is not?"""

from typing import Literal, NamedTuple

State = Literal["good", "warning", "bad"]


class Check(NamedTuple):
    """One thing that was looked at."""

    name: str
    state: State
    said: str
    hint: str = ""
    mendable: bool = False
    """Whether `po doctor --fix` puts it right."""
