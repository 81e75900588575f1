"""What became of one file?"""

from typing import NamedTuple

from pocli.model.backlog import Record, Unreadable
from pocli.model.config import Config
from pocli.model.diagnostic import Diagnostic


class Reading(NamedTuple):
    """A record or a reason to leave the file out (neither, for one that is not read), and what is wrong with it."""

    record: Record | Config | None
    unreadable: Unreadable | None
    diagnostics: tuple[Diagnostic, ...]


class Fresh(NamedTuple):
    """A file that was read anew."""

    blob: str
    """Its id as a blob of git, in hex; empty for what is no plain file, or too large."""
    reading: Reading
    sure: bool
    """Whether it stays so while the file's stamp stays; not, where the system could not open or read the file."""
