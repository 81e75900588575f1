"""How does a backlog read in a chat: short bullets, in Slack's own markup?"""

from collections.abc import Iterator

from pocli import markup
from pocli.model.backlog import Backlog
from pocli.model.story import STATES, Story
from pocli.model.written import number
from pocli.text import plural

SUFFIX = ".txt"
CLAIMS = ("title", "status", "points", "owner", "blocked")
ALIKE = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
"""Of what Slack takes for markup and cannot escape, a letter that looks alike."""


def write(backlog: Backlog) -> str:
    """Return the stories under their status, those under way first, below the product's name."""
    order = ("doing", *(state for state in STATES if state != "doing"))
    title = f"*{_plain(backlog.config.project)}*" if backlog.config.project else ""
    parts = [title, *("\n".join(_part(backlog, state)) for state in order)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _part(backlog: Backlog, state: str) -> Iterator[str]:
    found = [story for story in backlog.stories if backlog.state(story) == state]
    if found:
        yield f"*{state}*: {plural(len(found), 'story', 'stories')}"
        yield from map(_bullet, found)


def _bullet(story: Story) -> str:
    points = (
        f", {plural(int(story.points), 'point')}" if story.points is not None and story.points.denominator == 1 else ""
    )
    points = points or (f", {number(story.points)} points" if story.points is not None else "")
    owner = f", {_plain(story.owner)}" if story.owner else ""
    blocked = f", blocked: {_plain(story.blocked)}" if story.blocked else ""
    return f"• {story.id} {_plain(story.title)}{points}{owner}{blocked}"


def _plain(text: str) -> str:
    return markup.chat(" ".join(text.split())).translate(ALIKE)
