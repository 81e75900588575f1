"""Which stories were closed so long ago that their files may stand aside, and where?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.edit import Move
from pocli.model.story import CLOSED, Story

FOLDER = "stories/done"


class Aside(NamedTuple):
    """What can be moved, and what cannot be told."""

    stories: tuple[Story, ...]
    """Done or dropped stories, by id, that are not aside yet."""
    undated: tuple[Story, ...]
    """Those of which no day says when they were closed."""


def aside(backlog: Backlog, *, today: date, days: int) -> Aside:
    """Return the stories that were done or dropped more than so many days ago."""
    closed = [
        story
        for story in backlog.stories
        if backlog.state(story) in CLOSED and not story.path.startswith(f"{FOLDER}/") and "finished" not in story.faults
    ]
    last = today - timedelta(days=days)
    return Aside(
        tuple(story for story in closed if story.finished and story.finished < last),
        tuple(story for story in closed if not story.finished),
    )


def moves(backlog: Backlog, stories: Sequence[Story]) -> tuple[Move, ...]:
    """Return the moves of stories into the folders of the years in which they were closed.

    Raises:
        PoError: a file of that name is there already, or two would get the same one.
    """
    found: dict[str, Move] = {}
    for story in stories:
        to = f"{FOLDER}/{story.finished.year if story.finished else ''}/{story.path.rpartition('/')[2]}"
        if to in backlog.files or to in found:
            raise PoError(f"`{to}` is there already", "rename one of the two files first")
        found[to] = Move(story.path, to)
    return tuple(found.values())
