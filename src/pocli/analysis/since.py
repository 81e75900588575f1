"""Which days does a word mean, with which a person asks what changed since?"""

import re
from datetime import date
from typing import NamedTuple

from pocli.analysis import dates
from pocli.model import ident
from pocli.model.backlog import Backlog

WORD = re.compile("|".join((*dates.DAYS, "yesterday", "today", r"\d{4}-\d\d-\d\d", r"s-\d+")), re.IGNORECASE | re.ASCII)
"""What may mean a day or a sprint; any other word is a commit, a branch or a tag."""


class Period(NamedTuple):
    """From the beginning of a day to the end of another one, or until now."""

    first: date
    last: date | None


def period(word: str, backlog: Backlog, today: date) -> Period | None:
    """Return what `monday`, `yesterday`, `2026-11-16` or a sprint's id means; None for any other word.

    A day of the week is the last one before today, or today. A sprint ends with its last day, unless that is still to
    come.
    """
    word = dates.named(word, today, ahead=False)
    if word[:1].isdecimal():
        try:
            return Period(date.fromisoformat(word), None)
        except ValueError:
            return None
    found = next((one for one in backlog.sprints if one.id == ident.spelled(word, "S")), None)
    return Period(found.start, found.end if found.end < today else None) if found else None
