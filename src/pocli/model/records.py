"""What are a Product Goal, a request and a sprint, as their files say it?"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.model.story import Comment

HORIZONS = {"now": "we work towards it", "next": "after the current one", "later": "some day"}
REQUEST_STATES = {
    "open": "nobody has answered yet",
    "accepted": "we said yes",
    "declined": "we said no",
    "delivered": "everything that it needs is done",
}
SPRINT_STATES = {
    "planned": "it has not started",
    "active": "it is running",
    "closed": "it is over and reviewed",
}
GOAL_MET = {
    "yes": "the Sprint Goal was met",
    "partly": "a part of the Sprint Goal was met",
    "no": "the Sprint Goal was not met",
}


class Goal(NamedTuple):
    """A Product Goal: an outcome and the metric that proves it."""

    path: str
    id: str
    title: str
    metric: str = ""
    baseline: Fraction | None = None
    target: Fraction | None = None
    current: Fraction | None = None
    by: date | None = None
    horizon: str = ""
    """One of HORIZONS."""
    description: str = ""
    comments: tuple[Comment, ...] = ()
    extra: Mapping[str, object] = {}
    faults: tuple[str, ...] = ()


LIVE = ("open", "accepted")
"""The statuses of a request that is still to be met."""


class Request(NamedTuple):
    """What a stakeholder asked for; its value counts only when every story in `needs` is delivered."""

    path: str
    id: str
    title: str
    from_: str = ""
    value: Fraction | None = None
    """In units of expected value, or in `currency`; None is: not valued."""
    currency: str = ""
    needs: tuple[str, ...] = ()
    by: date | None = None
    status: str = "open"
    """One of REQUEST_STATES."""
    answer: str = ""
    description: str = ""
    comments: tuple[Comment, ...] = ()
    extra: Mapping[str, object] = {}
    faults: tuple[str, ...] = ()


class Sprint(NamedTuple):
    """A sprint: whole days, the first and the last included."""

    path: str
    id: str
    start: date
    end: date
    name: str = ""
    sprint_goal: str = ""
    capacity: Fraction | None = None
    state: str = "planned"
    """One of SPRINT_STATES."""
    goal_met: str = ""
    """One of GOAL_MET."""
    outcome: str = ""
    description: str = ""
    comments: tuple[Comment, ...] = ()
    extra: Mapping[str, object] = {}
    faults: tuple[str, ...] = ()
