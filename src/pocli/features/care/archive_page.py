"""How does `po archive` say which files moved, and which it left?"""

from collections.abc import Sequence

from pocli.features.care.archive import ClosedStory
from pocli.model.edit import Move
from pocli.model.story import Story
from pocli.text import plural

MOST = 3


def message(closed: Sequence[ClosedStory], moves: Sequence[Move]) -> tuple[str, ...]:
    """Word where each file went."""
    pairs = zip(closed, moves, strict=True)
    return tuple(f"{one.story.id} {one.story.title}: now {move.to}" for one, move in pairs)


def undated(stories: Sequence[Story]) -> str:
    """Word which closed stories stay, as nothing says since when they are closed."""
    names = ", ".join(story.id for story in stories[:MOST])
    more = f" and {len(stories) - MOST} more" if len(stories) > MOST else ""
    stay = "stays" if len(stories) == 1 else "stay"
    return f"{names}{more} {stay}: nothing says since when; set `finished`, or commit the backlog"


def nothing(days: int) -> str:
    """Word that no file has to move."""
    return f"nothing to move: no story was closed more than {plural(days, 'day')} ago"
