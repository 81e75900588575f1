"""What is a Product Backlog item, as its file says it?"""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from math import isqrt
from typing import NamedTuple, NoReturn

TYPES = {
    "story": "something that a role wants",
    "bug": "something that does not work as it should",
    "chore": "work that no user sees",
    "spike": "a question to answer within a set time",
    "epic": "something that is split into stories",
}
"""The kinds of item, each with what it means."""
STATES = ("draft", "ready", "doing", "done", "dropped")
"""The built-in status words, in the order of a story's life; po.yaml maps further words to them."""
MOSCOW = {
    "must": "without it the release makes no sense",
    "should": "important, but there is a way around",
    "could": "wanted, if it is cheap",
    "wont": "not this time",
}
CLOSED = frozenset({"done", "dropped"})

MICRO = 10**6


def median(low: Fraction, high: Fraction) -> Fraction:
    """Return the median of a lognormal whose 90 % interval is `low..high`: √(low·high), half-even to 6 decimals.

    The integer square root makes it exact: a tie would need an integer that is half odd.
    """
    square = low * high * MICRO * MICRO
    root = isqrt(int(square))
    return Fraction(root + (square > root * (root + 1)), MICRO)


class Criterion(NamedTuple):
    """An acceptance criterion: a plain `text`, or the steps of given / when / then."""

    text: str = ""
    given: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    done: bool = False
    verified_by: str = ""


class Rice(NamedTuple):
    """The inputs of a RICE score. Any may be missing; a range counts with its median."""

    reach: Fraction | None = None
    """People (or events) per `reach_period`."""
    impact: Fraction | None = None
    """0…3."""
    confidence: Fraction | None = None
    """0 < c ≤ 1."""
    effort: Fraction | None = None
    """Person-months."""
    reach_range: tuple[Fraction, Fraction] | None = None
    effort_range: tuple[Fraction, Fraction] | None = None


class Wsjf(NamedTuple):
    """The inputs of WSJF, each on 1, 2, 3, 5, 8, 13, 20."""

    value: Fraction | None = None
    time_criticality: Fraction | None = None
    risk_reduction: Fraction | None = None
    job_size: Fraction | None = None


class Ice(NamedTuple):
    """The inputs of ICE, each 1…10."""

    impact: Fraction | None = None
    confidence: Fraction | None = None
    ease: Fraction | None = None


class Evidence(NamedTuple):
    """Why the team believes a reach, an impact or a confidence."""

    source: str = ""
    note: str = ""
    url: str = ""
    date: dt.date | None = None


class Link(NamedTuple):
    """A design, a document, a ticket."""

    title: str = ""
    url: str = ""


class Comment(NamedTuple):
    """What somebody said about a record."""

    on: dt.date | None = None
    by: str = ""
    text: str = ""


class Story(NamedTuple):
    """A Product Backlog item. Absent texts are empty, absent numbers and dates None."""

    path: str
    """Relative to the root of the backlog, with `/`."""
    id: str
    title: str
    type: str = "story"
    status: str = "draft"
    """As written; `Backlog.state` gives the built-in word."""
    as_a: str = ""
    i_want: str = ""
    so_that: str = ""
    acceptance_criteria: tuple[Criterion, ...] = ()
    points: Fraction | None = None
    rice: Rice | None = None
    wsjf: Wsjf | None = None
    ice: Ice | None = None
    cost_of_delay: Fraction | None = None
    duration: Fraction | None = None
    moscow: str = ""
    pinned: str = ""
    due: dt.date | None = None
    parent: str = ""
    goal: str = ""
    sprint: str = ""
    depends_on: tuple[str, ...] = ()
    blocked: str = ""
    dropped_because: str = ""
    requested_by: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()
    owner: str = ""
    created: dt.date | None = None
    started: dt.date | None = None
    finished: dt.date | None = None
    description: str = ""
    comments: tuple[Comment, ...] = ()
    extra: Mapping[str, object] = {}
    """The keys that begin with `x-`, as they stand."""
    faults: tuple[str, ...] = ()
    """The fields that the schema refused, such as `rice.reach`; they count as missing."""


class Unread:
    """What stands in a long field that was not asked for: whoever uses it has a bug, and is told so at once."""

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("this text was not asked for")

    __bool__ = __eq__ = __getattr__ = __hash__ = __iter__ = __len__ = __str__ = _refuse


UNREAD = Unread()


def goal_of(stories: Mapping[str, Story], story: Story) -> str:
    """Return the goal of the story, or else the one of its epic."""
    met: set[str] = set()
    current: Story | None = story
    while current and not current.goal and current.id not in met:
        met.add(current.id)
        current = stories.get(current.parent)
    return current.goal if current else ""
