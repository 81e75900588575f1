"""Which stories reach more, or fewer, people than they say, by what was measured?"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pocli.model import written
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit, Set
from pocli.model.story import Story
from pocli.tables.items import Import, Note, normal

EVENT = "x-reach-event"
"""Where a story names the event, or the events, whose users it reaches."""


class MeasuredReach(NamedTuple):
    """A story, its event, and its reach."""

    story: Story
    event: str
    """The one of its events with the most users; the users of several cannot be added up."""
    old: str
    new: str
    """The number of users; empty if the file does not name the event."""


class ReachComparison(NamedTuple):
    """What was measured, beside what the stories say."""

    stories: tuple[MeasuredReach, ...]
    unused: int
    """How many events no story names."""
    period: str
    """The period in which this backlog counts reach."""
    notes: tuple[Note, ...]

    @property
    def changed(self) -> tuple[MeasuredReach, ...]:
        """Return the stories whose reach changes."""
        return tuple(one for one in self.stories if one.new and one.new != one.old)


def reach(found: Import, backlog: Backlog) -> ReachComparison:
    """Return the measured reach of each story that names an event."""
    users = {
        normal(item.key): str(rice["reach"])
        for item in found.items
        if isinstance(rice := item.means.get("rice"), Mapping)
    }
    stories = tuple(one for story in backlog.stories if (one := _reached(story, users)))
    named = {normal(event) for story in backlog.stories for event in _events(story)}
    return ReachComparison(stories, len(users.keys() - named), backlog.config.reach_period, found.notes)


def _events(story: Story) -> tuple[str, ...]:
    said = story.extra.get(EVENT)
    return tuple(map(str, said)) if isinstance(said, (list, tuple)) else (str(said),) if said else ()


def _reached(story: Story, users: Mapping[str, str]) -> MeasuredReach | None:
    events = _events(story)
    if not events:
        return None
    measured = [event for event in events if normal(event) in users]
    most = max(measured, key=lambda event: float(users[normal(event)]), default=events[0])
    rice = written.fields(story).get("rice")
    old = str(rice.get("reach", "")) if isinstance(rice, Mapping) else ""
    return MeasuredReach(story, most, old, users.get(normal(most), ""))


def edits(answer: ReachComparison, source: str, today: date) -> tuple[Edit, ...]:
    """Return the new figures, each with the evidence for it."""
    return tuple(edit for one in answer.changed for edit in _edits(one, source, today))


def _edits(one: MeasuredReach, source: str, today: date) -> Iterator[Edit]:
    path, known = one.story.path, len(one.story.evidence)
    if one.story.rice is None:
        yield Set(path, ("rice",), {"reach": one.new})
    else:
        yield Set(path, ("rice", "reach"), one.new)
    proof = {"source": "analytics", "note": f"{one.event}: {one.new} users, {source}", "date": today.isoformat()}
    if known:
        yield Set(path, ("evidence", known), proof)
    else:
        yield Set(path, ("evidence",), [proof])
