"""On which day did a commit happen, if its clocks can be believed?

The author's date says when the change was made, and survives a rebase; the committer's date says when the commit was,
and along a line it can only grow. So a commit whose committer's date breaks that order (by more than an hour) ran on a
wrong clock, and its day is only known where its neighbours enclose it; so did one that was made before git was, or
after the run that asks. An author's date that is later than the committer's, or earlier than the line began, is not
believed either.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from math import inf

HOUR = 3600
CLOCK = re.compile(r"-?[0-9]{1,18}", re.ASCII)
GIT = 1_112_911_993
"""When git's own first commit was made; a clock that says less (1970, 1980) was never set."""


def number(text: str) -> int | None:
    """Return a clock of git's in seconds since 1970, or None where there is none that any calendar knows."""
    return int(text) if CLOCK.fullmatch(text) else None


def days(
    clocks: Sequence[tuple[int | None, int | None]], zone: tzinfo, *, latest: float = inf, whole: bool = True
) -> tuple[date | None, ...]:
    """Return the day of each commit of a line, oldest first; None where it cannot be told.

    Args:
        clocks: when each was authored and committed, in seconds since 1970.
        zone: where the day begins.
        latest: no commit can be later, in seconds since 1970.
        whole: whether the line is here from its beginning.
    """
    committed = [when if when is not None and GIT <= when <= latest else None for _, when in clocks]
    began = (
        min((when for when in clocks[0] if when is not None and when >= GIT), default=GIT) if whole and clocks else GIT
    )
    trusted = _growing(committed)
    after = _following(committed, trusted)
    found: list[date | None] = []
    before: int | None = None
    for index, ((authored, _), when) in enumerate(zip(clocks, committed, strict=True)):
        if index in trusted and when is not None:
            before = when
            believed = authored is not None and began <= authored <= when + HOUR
            found.append(_day(authored if authored is not None and believed else when, zone))
            continue
        found.append(_between(when, before, after[index], zone))
    return tuple(found)


def _growing(values: Sequence[int | None]) -> frozenset[int]:
    """Return the places of a longest run of values that never falls (patience sorting, O(n log n))."""
    tops: list[int] = []
    places: list[int] = []
    came: list[int] = []
    for index, value in enumerate(values):
        if value is None:
            came.append(-1)
            continue
        pile = bisect_right(tops, value)
        came.append(places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        places[pile : pile + 1] = [index]
    kept = set()
    at = places[-1] if places else -1
    while at >= 0:
        kept.add(at)
        at = came[at]
    return frozenset(kept)


def _following(values: Sequence[int | None], trusted: frozenset[int]) -> list[int | None]:
    """Return for each place the next value that is trusted."""
    found: list[int | None] = [None] * len(values)
    later: int | None = None
    for index in range(len(values) - 1, -1, -1):
        found[index] = later
        later = values[index] if index in trusted else later
    return found


def _between(when: int | None, before: int | None, after: int | None, zone: tzinfo) -> date | None:
    """Return the day of a commit whose clock is wrong: by less than an hour, or between neighbours of one day."""
    if when is not None and any(end is not None and abs(when - end) <= HOUR for end in (before, after)):
        return _day(when, zone)
    if before is None or after is None:
        return None
    first, last = _day(before, zone), _day(after, zone)
    return first if first == last else None


def _day(when: int, zone: tzinfo) -> date | None:
    try:
        return datetime.fromtimestamp(when, zone).date()
    except (OverflowError, ValueError, OSError):
        return None
