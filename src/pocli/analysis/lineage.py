"""What has a story from its epics, and what do epics come down to?"""

from collections.abc import Iterable, Mapping, Sequence

from pocli.model import ident
from pocli.model.story import Story


def goal_of(stories: Mapping[str, Story], story: Story) -> str:
    """Return the goal of the story, or else the one of its epic."""
    met: set[str] = set()
    current: Story | None = story
    while current and not current.goal and current.id not in met:
        met.add(current.id)
        current = stories.get(current.parent)
    return current.goal if current else ""


def leaves(children: Mapping[str, Sequence[Story]], names: Iterable[str]) -> tuple[str, ...]:
    """Return stories, and instead of each epic the stories that it was split into, at any depth; by id."""
    found: set[str] = set()
    met: set[str] = set()
    stack = list(names)
    while stack:
        at = stack.pop()
        if at not in met:
            met.add(at)
            below = [child.id for child in children.get(at, ())]
            stack += below
            found |= set() if below else {at}
    return tuple(sorted(found, key=ident.order))
