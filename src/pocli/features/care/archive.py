"""Which stories were closed so long ago that their files may stand aside, and where?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.edit import Move
from pocli.model.story import CLOSED, Story
from pocli.pace.moves import Moves, state

FOLDER = "stories/done"


class ClosedStory(NamedTuple):
    """A story that is done or dropped, and since when; None: nothing says it."""

    story: Story
    day: date | None


class ArchivePlan(NamedTuple):
    """What can be moved, and what cannot be told."""

    stories: tuple[ClosedStory, ...]
    """Those closed long enough, by id, that are not aside yet."""
    undated: tuple[Story, ...]


def aside(backlog: Backlog, happened: Moves, *, today: date, days: int) -> ArchivePlan:
    """Return the stories that were done or dropped more than so many days ago.

    The day is that of `finished`, else the last one on which git saw the story become closed. What was closed in the
    first commit already was so on that day at the latest.
    """
    seen = {
        event.story: day
        for day, event in happened.events
        if event.field == "status" and state(backlog.config, event.new) in CLOSED and day > date.min
    }
    closed = [
        ClosedStory(story, story.finished or seen.get(story.id))
        for story in backlog.stories
        if backlog.state(story) in CLOSED and not story.path.startswith(f"{FOLDER}/")
    ]
    last = today - timedelta(days=days)
    return ArchivePlan(
        tuple(one for one in closed if one.day and one.day < last),
        tuple(one.story for one in closed if not one.day),
    )


def moves(backlog: Backlog, found: Sequence[ClosedStory]) -> tuple[Move, ...]:
    """Return the moves of stories into the folders of the years in which they were closed.

    Raises:
        PoError: a file of that name is there already, or two would get the same one.
    """
    made: dict[str, Move] = {}
    for story, day in found:
        to = f"{FOLDER}/{day.year if day else ''}/{story.path.rpartition('/')[2]}"
        if to in backlog.files or to in made:
            raise PoError(f"`{to}` is there already", "rename one of the two files first")
        made[to] = Move(story.path, to)
    return tuple(made.values())
