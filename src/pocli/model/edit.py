"""What is a change of the backlog, before anything is written?"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pocli.model.place import Route, Span


class Create(NamedTuple):
    """A new file: its text, or its fields in the order in which they are written."""

    path: str
    content: str | Mapping[str, object]


class Set(NamedTuple):
    """A value of an existing file.

    The value is a text, a list or a mapping of texts; None removes the key or the item. A route whose last step is the
    length of a list adds an item there.
    """

    path: str
    route: Route
    value: object


class Replace(NamedTuple):
    """Characters of an existing file, whatever they mean, where a text cannot be read or is written anew."""

    path: str
    span: Span
    text: str


def whole(path: str, before: bytes, after: bytes) -> Replace:
    """Return the edit that exchanges a file's whole text; both are UTF-8, and a byte order mark stays as it is."""
    lines = before.decode("utf-8").removeprefix("\ufeff").split("\n")
    end = Span(1, 1, len(lines), len(lines[-1]) + 1)
    return Replace(path, end, after.decode("utf-8").removeprefix("\ufeff"))


class Move(NamedTuple):
    """Another name for an existing file."""

    path: str
    to: str


Edit = Create | Set | Replace | Move


class Alteration(NamedTuple):
    """A field before and after, as texts, lists and mappings of them; None is: it has no value."""

    route: Route
    before: Any
    after: Any
