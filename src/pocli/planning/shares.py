"""Whom does a plan serve: how much of it goes to which goal, and to which stakeholder?"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import LIVE
from pocli.model.story import Story
from pocli.planning.demand import ZERO
from pocli.planning.plan import Plan


class Share(NamedTuple):
    """How much of a plan serves somebody."""

    name: str
    """A goal's id or a stakeholder; empty: nobody."""
    size: Fraction
    """In the plan's unit."""
    part: Fraction
    """Of the plan's size, 0…1."""
    value: Fraction


def askers(backlog: Backlog) -> Mapping[str, tuple[str, ...]]:
    """Return who asks for each story: those that it names, and those of the open requests that need it or its epic."""
    wanted: dict[str, dict[str, None]] = {}
    for request in backlog.requests:
        for need in request.needs if request.from_ and request.status in LIVE else ():
            wanted.setdefault(need, {})[request.from_] = None
    parents = {story.id: story.parent for story in backlog.stories}
    found: dict[str, tuple[str, ...]] = {}
    for story in backlog.stories:
        names = dict.fromkeys(story.requested_by)
        at, met = story.id, set[str]()
        while at and at not in met:
            met.add(at)
            names |= wanted.get(at, {})
            at = parents.get(at, "")
        found[story.id] = tuple(names)
    return found


def by_goal(found: Plan) -> tuple[Share, ...]:
    """Return the share of each goal, by id, then of what serves none; together they are the whole."""
    shares = _shares(found, {story: (goal,) for story, goal in found.serves.items()})
    return tuple(sorted(shares, key=lambda share: (not share.name, ident.order(share.name) if share.name else ("", 0))))


def by_stakeholder(found: Plan, asked: Mapping[str, tuple[str, ...]]) -> tuple[Share, ...]:
    """Return the share of each stakeholder, the largest first, then of what nobody asked for.

    A story that two asked for counts for both, so that the parts may add up to more than the whole.
    """
    shares = _shares(found, {story: names or ("",) for story, names in asked.items()})
    return tuple(sorted(shares, key=lambda share: (not share.name, -share.size, share.name)))


def _shares(found: Plan, names: Mapping[str, Iterable[str]]) -> list[Share]:
    sizes: dict[str, Fraction] = {}
    values: dict[str, Fraction] = {}
    rows = [row for sprint in found.sprints for row in sprint.stories]
    for row in rows:
        for name in names[row.story.id]:
            sizes[name] = sizes.get(name, ZERO) + row.size
            values[name] = values.get(name, ZERO) + (row.value or ZERO)
    whole = sum((row.size for row in rows), ZERO)
    return [Share(name, size, size / whole if whole else ZERO, values[name]) for name, size in sizes.items()]


class PlacedStory(NamedTuple):
    """A story, and where the plan has it."""

    story: Story
    state: str
    stage: int | None
    """The sprint of the plan, from 0."""
    reason: str
    """Why it is not in the plan: a word of po.plan/1; empty where it is, or is not open."""


def placed(backlog: Backlog, found: Plan | None, names: Iterable[str]) -> tuple[PlacedStory, ...]:
    """Return the stories of these ids with their places; ids that no story has are left out."""
    places = found.places() if found else {}
    reasons = {left.id: left.reason for left in found.left_out} if found else {}
    stories = {story.id: story for story in backlog.stories}
    known = [stories[name] for name in names if name in stories]
    return tuple(
        PlacedStory(story, backlog.state(story), places.get(story.id), reasons.get(story.id, "")) for story in known
    )
