"""What stands around a goal, a request or a sprint: which stories count for it, and how far are they?"""

from fractions import Fraction
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story, goal_of
from pocli.ranking.parts import Tree, container, parts, tree

ZERO = Fraction(0)


class Dossier(NamedTuple):
    """A record that is no story, and what refers to it."""

    record: Goal | Request | Sprint
    stories: tuple[tuple[Story, str], ...]
    """What serves the goal, is needed by the request, or is in the sprint, each with its state; by id.

    Epics stand for their stories, and what was dropped is left out, unless a request needs it.
    """
    unknown: tuple[str, ...]
    """What the request needs, and no story is called."""
    goals: tuple[Goal, ...]
    """The goals that the stories serve."""
    requests: tuple[Request, ...]
    """The requests that need one of the stories."""
    unread: frozenset[str] = frozenset()
    """Those of the unknown that are there, but cannot be read or are not in this checkout."""

    def done(self) -> int:
        """Return how many of the stories are done."""
        return sum(state == "done" for _, state in self.stories)

    def points(self, state: str = "") -> Fraction:
        """Return the points of the stories, or of those in one state."""
        return sum((one.points or ZERO for one, is_ in self.stories if state in {"", is_}), ZERO)

    def unsized(self) -> int:
        """Return how many of the stories have no points."""
        return sum(one.points is None for one, _ in self.stories)


def dossier(backlog: Backlog, record: Goal | Request | Sprint) -> Dossier:
    """Return what there is around a record."""
    seen = tree(backlog)
    known, names = seen.stories, _names(seen, record)
    stories = tuple((known[name], backlog.state(known[name])) for name in names if name in known)
    served = {goal_of(known, story) for story, _ in stories} - {record.id}
    needing = (one for one in backlog.requests if one.id != record.id and {*_needs(seen, one)} & {*names})
    unknown = tuple(name for name in names if name not in known)
    goals = tuple(goal for goal in backlog.goals if goal.id in served)
    unread = backlog.known_stories().intersection(unknown) if unknown else frozenset()
    return Dossier(record, stories, unknown, goals, tuple(needing), unread)


def _needs(seen: Tree, request: Request) -> tuple[str, ...]:
    return tuple(sorted({part for need in request.needs for part in parts(seen, need)}, key=ident.order))


def _names(seen: Tree, record: Goal | Request | Sprint) -> tuple[str, ...]:
    backlog = seen.backlog
    if isinstance(record, Request):
        return _needs(seen, record)
    live = [one for one in backlog.stories if backlog.state(one) != "dropped"]
    if isinstance(record, Goal):
        serving = (one for one in live if goal_of(seen.stories, one) == record.id)
        return tuple(one.id for one in serving if not container(seen, one))
    return tuple(sorted((one.id for one in live if one.sprint == record.id and one.type != "epic"), key=ident.order))
