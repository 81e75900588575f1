"""What must be delivered for a story, an epic or a request to be delivered, and what of it is still open?

An epic is planned and delivered through its children, at any depth; what was dropped of it is no part of it.
"""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Request
from pocli.model.story import Story


class Tree(Protocol):
    """What the functions below look at: a backlog, its stories by id, and by the id of their parent."""

    @property
    def backlog(self) -> Backlog:
        """Return all of it."""

    @property
    def stories(self) -> Mapping[str, Story]:
        """Return the stories by id."""

    @property
    def children(self) -> Mapping[str, tuple[Story, ...]]:
        """Return the stories by the id of their parent."""


class _Tree(NamedTuple):
    backlog: Backlog
    stories: Mapping[str, Story]
    children: Mapping[str, tuple[Story, ...]]


def tree(backlog: Backlog) -> Tree:
    """Prepare the look-ups."""
    return _Tree(backlog, {story.id: story for story in backlog.stories}, backlog.children())


def container(seen: Tree, story: Story) -> bool:
    """Say whether the story is an epic that is planned through its children only."""
    return story.type == "epic" and story.id in seen.children


def parts(seen: Tree, name: str) -> tuple[str, ...]:
    """Return what an id comes down to, done or not: itself, or the children of an epic that were not dropped; by id.

    An id that no story has stays, and so does an epic of which every child was dropped, or that is below itself:
    nothing will deliver it.
    """
    ids: list[str] = []
    stack, met = [name], set[str]()
    while stack:
        current = stack.pop()
        if current in met:
            continue
        met.add(current)
        story = seen.stories.get(current)
        below = seen.children[current] if story is not None and container(seen, story) else ()
        kept = [child.id for child in below if seen.backlog.state(child) != "dropped"]
        stack += kept
        ids += [] if kept else [current]
    return tuple(sorted(ids, key=ident.order)) or (name,)


def open_parts(seen: Tree, name: str) -> tuple[str, ...]:
    """Return those of the parts that are not done."""
    return tuple(part for part in parts(seen, name) if not _done(seen, part))


def needed(seen: Tree, request: Request) -> frozenset[str]:
    """Return what a request still needs."""
    return frozenset(part for need in request.needs for part in open_parts(seen, need))


def met(seen: Tree, request: Request) -> bool:
    """Say whether all that a request needs is done: it is ready to deliver, and no plan can add to that."""
    return bool(request.needs) and not needed(seen, request)


def _done(seen: Tree, name: str) -> bool:
    return name in seen.stories and seen.backlog.state(seen.stories[name]) == "done"
