"""How far is an epic: how much of what it was split into is done?"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.story import Story


class Parts(NamedTuple):
    """The stories that an epic was split into, at any depth, without what was dropped; an epic with parts is none."""

    done: int
    total: int
    points_done: Fraction
    points: Fraction
    unsized: int
    """How many have no points, so that they are in neither sum."""

    @property
    def finished(self) -> bool:
        """Tell whether all of them are done, and so the epic, whatever its own status says."""
        return 0 < self.total == self.done


def parts(backlog: Backlog, asked: Iterable[Story]) -> Mapping[str, Parts]:
    """Return the parts of those of the stories that are epics and have parts, by id."""
    wanted = [story for story in asked if story.type == "epic"]
    below = backlog.children() if wanted else {}
    edges = {name: [one.id for one in own] for name, own in below.items()}
    known = {one.id: one for own in below.values() for one in own}
    return {story.id: _parts(backlog, story, edges, known) for story in wanted if story.id in below}


def _parts(backlog: Backlog, epic: Story, edges: Mapping[str, list[str]], known: Mapping[str, Story]) -> Parts:
    inside = (known[name] for name in closure(edges, [epic.id]) - {epic.id})
    leaves = [(one, backlog.state(one)) for one in inside if not (one.type == "epic" and one.id in edges)]
    counted = [(one.points or Fraction(0), state == "done") for one, state in leaves if state != "dropped"]
    return Parts(
        sum(done for _, done in counted),
        len(counted),
        sum((points for points, done in counted if done), Fraction(0)),
        sum((points for points, _ in counted), Fraction(0)),
        sum(one.points is None for one, state in leaves if state != "dropped"),
    )
