"""What does each open story still need, through epics and through rings of stories?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.graph import components
from pocli.model.story import Story

Graph = Mapping[str, tuple[str, ...]]


class Web(NamedTuple):
    """What is missing, as nodes: a story, a ring of stories that wait for each other, or an epic between stories."""

    nodes: tuple[tuple[str, ...], ...]
    """Their ids, each node after all that it needs; a node without an open story in it is a mere way to others."""
    needs: tuple[tuple[int, ...], ...]
    """The nodes that each needs before; what is there already is needed no more."""
    there: tuple[bool, ...]
    """Whether a node comes before everything else: it is under way, or pinned, and waits for nothing else."""


def workable(backlog: Backlog) -> Mapping[str, Story]:
    """Return the stories that may be built: open, and no epics."""
    return {story.id: story for story in backlog.open() if story.type != "epic"}


def web(backlog: Backlog, stories: Mapping[str, Story]) -> Web:
    """Return what waits for what among the workable stories of a backlog; those without a tie are in no node."""
    graph = waits(backlog, stories)
    nodes = components(graph)
    number = {name: at for at, names in enumerate(nodes) for name in names}
    needs: list[tuple[int, ...]] = []
    there: list[bool] = []
    for at, names in enumerate(nodes):
        ties = {number[need] for name in names if name in graph for need in graph[name]}
        missing = tuple(sorted([tie for tie in ties if tie != at and not there[tie]]))
        needs.append(missing)
        there.append(not missing and all(_comes_first(backlog, stories.get(name)) for name in names))
    return Web(nodes, tuple(needs), tuple(there))


def _comes_first(backlog: Backlog, story: Story | None) -> bool:
    """Say whether a story comes before all others, or is none that has to be built."""
    return story is None or bool(story.pinned) or backlog.state(story) == "doing"


def waits(backlog: Backlog, stories: Mapping[str, Story]) -> Graph:
    """Return what each workable story waits for; an epic, or a closed story, stands for its children, at any depth.

    What is closed and has no children is waited for no more.
    """
    children = backlog.children()
    found: dict[str, tuple[str, ...]] = {}
    for story in backlog.stories:
        parts: Sequence[str] = story.depends_on
        if story.id not in stories:
            parts = tuple(child.id for child in children.get(story.id, ()))
        if parts and (present := tuple([part for part in parts if part in stories or part in children])):
            found[story.id] = present
    return found
