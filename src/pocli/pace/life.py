"""When was each story created, started and finished?

`created`, `started` and `finished` in a file win over the history. What the line's first commit holds was there before:
when it came, and when it was started, is not known. A story that appears as done was finished on an unknown day.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.event import Event
from pocli.model.story import Story
from pocli.pace.moves import Moves, state


class Life(NamedTuple):
    """A story's days; None where they are not known, or did not come yet."""

    story: Story
    state: str
    created: date | None
    started: date | None
    """The first day on which it was under way, also where it went back in between."""
    finished: date | None
    """The last day on which it became done, if it still is."""

    @property
    def cycle(self) -> int | None:
        """The cycle time in days, both ends included (Kanban Guide); None where an end is not known."""
        if self.started is None or self.finished is None or self.finished < self.started:
            return None
        return (self.finished - self.started).days + 1


def lives(backlog: Backlog, moves: Moves) -> tuple[Life, ...]:
    """Return the lives of all stories that are no epics, in the order of the backlog."""
    by_story: dict[str, list[tuple[date, Event]]] = {}
    for day, event in moves.events:
        if event.field == "status":
            by_story.setdefault(event.story, []).append((day, event))
    return tuple(
        _life(backlog, story, by_story.get(story.id, ()), moves.first)
        for story in backlog.stories
        if story.type != "epic"
    )


def _life(backlog: Backlog, story: Story, events: Sequence[tuple[date, Event]], first: str) -> Life:
    config = backlog.config
    created = started = finished = None
    now = "" if events else backlog.state(story)
    for _, event in events:
        known = event.when if event.commit != first else None
        before, now = now, state(config, event.new)
        created = known if not before and now and created is None else created
        if now == "doing" and started is None:
            started = known
        finished = (known if before else None) if now == "done" and before != "done" else finished
        finished = finished if now == "done" else None
    finished = (story.finished or finished) if now == "done" else None
    return Life(story, now, story.created or created, story.started or started, finished)
