"""What waits for what, as a diagram that GitHub, GitLab and many wikis draw from text?"""

import re
from collections.abc import Iterator

from pocli.model.backlog import Backlog
from pocli.model.story import CLOSED, Story

SUFFIX = ".mmd"
CLAIMS = ("title", "depends_on", "status", "parent")
LONGEST = 60
SPECIAL = re.compile(r"[^\w .,!?()+/-]")
"""What could mean something within a quoted label is written as its number."""
STYLES = {
    "draft": "fill:none,stroke-dasharray:4",
    "ready": "fill:none",
    "doing": "stroke-width:3px",
    "done": "opacity:0.5",
    "dropped": "opacity:0.3,stroke-dasharray:4",
}


def write(backlog: Backlog) -> str:
    """Return the stories that wait or are waited for, prerequisites on the left; an epic is a frame around its own."""
    needed = {name for story in backlog.stories for name in story.depends_on}
    there = {story.id for story in backlog.stories}
    kept = [story for story in backlog.stories if story.depends_on or story.id in needed]
    kept = kept or [story for story in backlog.stories if backlog.state(story) not in CLOSED]
    lines = ["flowchart LR", *_nodes(backlog, kept)]
    lines += [f"  {_node(name)} --> {_node(one.id)}" for one in kept for name in one.depends_on if name in there]
    states = {backlog.state(story) for story in kept}
    lines += [f"  classDef {state} {style}" for state, style in STYLES.items() if state in states]
    return "\n".join(lines) + "\n"


def _nodes(backlog: Backlog, kept: list[Story]) -> Iterator[str]:
    """Return the line of each story, those of one epic together."""
    titles = {story.id: story.title for story in backlog.stories}
    shown = {story.id for story in kept}
    frames = dict.fromkeys(story.parent for story in kept if story.parent in titles and story.parent not in shown)
    for story in kept:
        if story.parent not in frames:
            yield _line(story, backlog.state(story))
    for epic in frames:
        yield f'  subgraph {_node(epic)}["{_label(epic, titles[epic])}"]'
        yield from (f"  {_line(story, backlog.state(story))}" for story in kept if story.parent == epic)
        yield "  end"


def _line(story: Story, state: str) -> str:
    return f'  {_node(story.id)}["{_label(story.id, story.title)}"]:::{state}'


def _node(ident: str) -> str:
    return ident.replace("-", "_")


def _label(ident: str, title: str) -> str:
    words = " ".join(title.split())
    shown = f"{ident} {words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}"
    return SPECIAL.sub(lambda found: f"#{ord(found[0])};", shown)
