"""What became of one file, and of many?"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from pocli.model.backlog import Record, Stray, Unreadable
from pocli.model.config import Config
from pocli.model.diagnostic import Diagnostic
from pocli.model.story import Story


class ParsedFile(NamedTuple):
    """A record or a reason to leave the file out (neither, for one of another tool), and what is wrong with it."""

    record: Record | Config | Stray | None
    unreadable: Unreadable | None
    diagnostics: tuple[Diagnostic, ...]


NOTHING = ParsedFile(None, None, ())
"""What became of a file of another tool."""


Text: TypeAlias = bytes | int
"""A story's long texts, frozen; or in which row the index has them, where nobody asked for them yet."""


class ParsedFiles(NamedTuple):
    """What many files say, each by itself. Most are stories, so these have little around them."""

    stories: Sequence[Story] = ()
    """Without their long texts."""
    texts: Sequence[Text] = ()
    """Those of each story."""
    others: Mapping[str, ParsedFile] = {}
    """What every other file gave that has a place in a backlog, by path; without what is wrong with it."""
    diagnostics: Mapping[str, Any] = {}
    """What is wrong with a file, frozen, by path."""


class NewlyRead(NamedTuple):
    """What was read anew."""

    told: ParsedFiles = ParsedFiles()
    blobs: Mapping[str, str] = {}
    """The id of each file as a blob of git, in hex, by path; empty for what is no plain file, or too large."""
    unsure: Sequence[str] = ()
    """The files that may be others although their stamp stays: the system could not open or read them."""
