"""What became of one file?"""

from typing import Any, NamedTuple

from pocli.model.backlog import Record, Unreadable
from pocli.model.config import Config
from pocli.model.diagnostic import Diagnostic


class Reading(NamedTuple):
    """A record or a reason to leave the file out (neither, for one that is not read), and what is wrong with it."""

    record: Record | Config | None
    unreadable: Unreadable | None
    diagnostics: tuple[Diagnostic, ...]


class Fresh(NamedTuple):
    """What was read anew, by path."""

    readings: dict[str, Reading]
    """Without the stories' texts, and without what is wrong with each file."""
    texts: dict[str, bytes]
    """The texts of each story, frozen."""
    diagnostics: dict[str, Any]
    """What is wrong with a file, frozen."""
    blobs: dict[str, str]
    """The id of each file as a blob of git, in hex; empty for what is no plain file, or too large."""
    unsure: list[str]
    """The files that may be others although their stamp stays: the system could not open or read them."""
