"""What was said in some days, and about what?"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pocli.model.backlog import Record
from pocli.model.records import Sprint
from pocli.model.story import Comment
from pocli.text import folded


class Said(NamedTuple):
    """A comment, and what it is about."""

    id: str
    title: str
    comment: Comment


def said(records: Iterable[Record], first: date, last: date) -> tuple[Said, ...]:
    """Return the comments of some days, these included, by day; those of a day in the order of the records."""
    found = [
        Said(record.id, record.sprint_goal if isinstance(record, Sprint) else record.title, one)
        for record in records
        for one in record.comments
        if one.on is not None and first <= one.on <= last
    ]
    return tuple(sorted(found, key=lambda one: one.comment.on or first))


def mentions(comment: Comment, names: Iterable[str]) -> bool:
    """Tell whether a comment names one of some people behind an `@`: by the whole name, or by its first word."""
    text = folded(comment.text)
    words = {part for name in names for part in (folded(name), folded(name).partition(" ")[0]) if part}
    return any(re.search(rf"(?<![\w@])@{re.escape(word)}(?!\w|[-.]\w)", text) for word in words)
