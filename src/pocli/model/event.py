"""What happened to the stories, and when, as their history tells it?"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

INPUTS = ("reach", "impact", "confidence", "effort")
"""The inputs of a RICE score, by which `Event.field` names them."""


class StoryVersion(NamedTuple):
    """What an old version of a story's file says, as texts; what is absent is empty."""

    id: str
    title: str = ""
    status: str = "draft"
    sprint: str = ""
    points: str = ""
    owner: str = ""
    blocked: str = ""
    reach: str = ""
    impact: str = ""
    confidence: str = ""
    effort: str = ""
    criteria: tuple[tuple[str, bool], ...] = ()
    """The text of each acceptance criterion, and whether it is met."""


FIELDS = ("status", "sprint", "points", "owner", "blocked", *INPUTS)
"""The fields of a snapshot whose changes are events; the criteria are compared one by one."""


class Event(NamedTuple):
    """A change of one field of one story."""

    story: str
    field: str
    """One of FIELDS, or `criterion`."""
    old: str | None
    """None: there was no such story, or no such criterion. A criterion is `open` or `met`."""
    new: str | None
    """None: it is gone."""
    when: date | None
    """The day in the backlog's time zone; None where history does not tell."""
    who: str = ""
    commit: str = ""
    about: str = ""
    """The criterion's text."""


class History(NamedTuple):
    """The events on the first-parent line of the default branch, oldest first."""

    events: tuple[Event, ...] = ()
    tip: str = ""
    """The commit that the line ends with."""
    since: date | None = None
    """The first day of which something is known."""
    whole: bool = False
    """Whether the line goes back to the beginning."""
    undated: int = 0
    """How many commits have a clock that cannot be believed."""
    message: str = ""
    """Why less is known than could be."""
    hint: str = ""


class KnownPast(NamedTuple):
    """What rules may know of the history, in so far as it is known."""

    finished: Mapping[str, date] = {}
    """When each done story was finished, by its id."""
    rescored: Mapping[str, date] = {}
    """When that input of each story's score was last changed that was left alone for longest."""
