"""What was delivered, and in which sprint, month or release?

A story is delivered when its status says so; an epic is told by its children.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.pace.life import Life

UNKNOWN = date.min


class Release(NamedTuple):
    """Stories that were delivered together."""

    stories: tuple[Story, ...]
    name: str = ""
    """The sprint's or the version's; empty for a month, and for days that are not known."""
    first: date | None = None
    """Its first day; None: not known."""
    last: date | None = None
    aim: str = ""
    """The Sprint Goal."""
    since: str = ""
    """The version before it."""


class DeliveryPeriod(NamedTuple):
    """From one day to another, both included; None: without an end."""

    first: date | None = None
    last: date | None = None


def dated(backlog: Backlog, lives: Iterable[Life]) -> Backlog:
    """Return a backlog whose stories have the day on which they were finished, where the history knows it."""
    days = {life.story.id: life.finished for life in lives if life.state == "done"}
    return backlog._replace(stories=tuple(one._replace(finished=days.get(one.id)) for one in backlog.stories))


def delivered(backlog: Backlog) -> tuple[Story, ...]:
    """Return what is done, without epics."""
    return tuple(one for one in backlog.stories if backlog.state(one) == "done" and one.type != "epic")


def new(before: Backlog, after: Backlog) -> tuple[Story, ...]:
    """Return what is delivered in the newer one of two versions only."""
    known = {story.id for story in delivered(before)}
    return tuple(story for story in delivered(after) if story.id not in known)


def within(stories: Iterable[Story], span: DeliveryPeriod) -> tuple[Story, ...]:
    """Return the stories that were finished in a span; without one all of them, also those of an unknown day."""
    first, last = span.first or date.min, span.last or date.max
    return tuple(one for one in stories if span == DeliveryPeriod() or (one.finished and first <= one.finished <= last))


def releases(backlog: Backlog, stories: Iterable[Story]) -> tuple[Release, ...]:
    """Return stories by the sprint in which they were finished, else by its month; the newest first.

    Where the day is not known, a story's `sprint` is believed; without one it comes last.
    """
    found: dict[Release, list[Story]] = {}
    sprints = {sprint.id: sprint for sprint in backlog.sprints}
    for story in stories:
        found.setdefault(_release(story, sprints), []).append(story)
    made = (release._replace(stories=tuple(own)) for release, own in found.items())
    return tuple(sorted(made, key=lambda one: (one.first or UNKNOWN, one.name), reverse=True))


def _release(story: Story, sprints: Mapping[str, Sprint]) -> Release:
    day = story.finished
    if day is None:
        return _of(sprints[story.sprint]) if story.sprint in sprints else Release(())
    found = next((one for one in sprints.values() if one.start <= day <= one.end), None)
    return _of(found) if found else Release((), first=day.replace(day=1))


def _of(sprint: Sprint) -> Release:
    return Release((), sprint.name or sprint.id, sprint.start, sprint.end, sprint.sprint_goal)
