"""What changes when a sprint begins or ends, and what is in it?"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from pocli.changes import transitions
from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit, Set
from pocli.model.records import Sprint
from pocli.model.story import CLOSED, Story
from pocli.pace import calendar

MET = ("yes", "partly", "no")


class Board(NamedTuple):
    """A sprint and what is in it."""

    sprint: Sprint
    stories: tuple[tuple[Story, str], ...]
    """Each with its built-in status: what is under way, what is ready, what is done."""
    points: Fraction
    done: Fraction
    unsized: int
    """How many stories have no points."""
    left: int
    """Working days, today and the last day included."""


class StartWarnings(NamedTuple):
    """What speaks against beginning a sprint today."""

    points: Fraction
    over: bool
    """They are more than fit in."""
    empty: bool
    """No open story is in it."""
    early: int
    """How many days the first one is ahead, negative: ago; 0 where no working day lies between."""

    @property
    def any(self) -> bool:
        """Tell whether there is one."""
        return self.over or self.empty or bool(self.early)


class SprintChange(NamedTuple):
    """What a command changes, and what it says of it."""

    edits: tuple[Edit, ...]
    said: tuple[str, ...]


def board(backlog: Backlog, sprint: Sprint, today: date) -> Board:
    """Return what is in a sprint today."""
    order = ("doing", "draft", "ready", "done", "dropped")
    own = [
        (story, backlog.state(story)) for story in backlog.stories if story.sprint == sprint.id and story.type != "epic"
    ]
    own.sort(key=lambda one: (order.index(one[1]), ident.order(one[0].id)))
    counted = [(story.points or Fraction(0), state) for story, state in own if state != "dropped"]
    return Board(
        sprint,
        tuple(own),
        sum((points for points, _ in counted), Fraction(0)),
        sum((points for points, state in counted if state == "done"), Fraction(0)),
        sum(story.points is None for story, state in own if state != "dropped"),
        calendar.working_days(backlog.config, max(today, sprint.start), sprint.end),
    )


def starting(backlog: Backlog, sprint: Sprint, goal: str) -> SprintChange:
    """Return what changes when a sprint begins.

    Raises:
        PoError: it has begun or ended already, or another one is under way.
    """
    if sprint.state != "planned":
        raise PoError(f"`{sprint.id}` is already {sprint.state}", f"look at it with: po sprint show {sprint.id}")
    others = [one.id for one in backlog.sprints if one.state == "active"]
    if others:
        raise PoError(f"`{others[0]}` is under way", f"close it first: po sprint close {others[0]}")
    edits = [Set(sprint.path, ("state",), "active")]
    edits += [Set(sprint.path, ("sprint_goal",), goal)] if goal and goal != sprint.sprint_goal else []
    said = f"{sprint.id}: planned → active"
    return SprintChange(
        tuple(edits), (f"{said}, Sprint Goal: {goal or sprint.sprint_goal}" if goal or sprint.sprint_goal else said,)
    )


def doubts(backlog: Backlog, sprint: Sprint, today: date) -> StartWarnings:
    """Return what speaks against beginning a sprint today: too much, nothing, too early or too late."""
    points = board(backlog, sprint, today).points
    first, last = sorted((sprint.start, today))
    worked = calendar.working_days(backlog.config, first, last - timedelta(days=1))
    return StartWarnings(
        points,
        over=sprint.capacity is not None and points > sprint.capacity,
        empty=not any(story.type != "epic" for story in unfinished(backlog, sprint)),
        early=(sprint.start - today).days if worked else 0,
    )


def unfinished(backlog: Backlog, sprint: Sprint) -> tuple[Story, ...]:
    """Return the open stories of a sprint."""
    return tuple(story for story in backlog.stories if story.sprint == sprint.id and backlog.state(story) not in CLOSED)


def following(backlog: Backlog, sprint: Sprint) -> Sprint | None:
    """Return the next planned sprint after one; None where there is none."""
    later = [one for one in backlog.sprints if one.state == "planned" and one.start > sprint.start]
    return min(later, key=lambda one: (one.start, ident.order(one.id)), default=None)


def closing(
    backlog: Backlog, sprint: Sprint, *, met: str, outcome: str, carried: Mapping[str, bool], into: Sprint | None
) -> SprintChange:
    """Return what changes when a sprint ends: its file, and each unfinished story, which goes back or moves on.

    Args:
        backlog: the stories.
        sprint: the one that ends.
        met: yes, partly or no; empty where there was no Sprint Goal.
        outcome: what came of it, in a sentence.
        carried: whether a story moves on; one that is not named goes back to the Product Backlog.
        into: the sprint that carried stories move into.

    Raises:
        PoError: it has not begun or is closed already, or something is carried and there is no sprint to carry it into.
    """
    if sprint.state == "planned":
        raise PoError(f"`{sprint.id}` has not started", f"start it first: po sprint start {sprint.id}")
    if sprint.state == "closed":
        raise PoError(f"`{sprint.id}` is already closed", f"read its review with: po review {sprint.id}")
    if any(carried.values()) and into is None:
        raise PoError("there is no planned sprint to carry stories into", "add one: po new sprint; or omit --carry")
    fields = {"state": "closed", **({"goal_met": met} if met else {}), **({"outcome": outcome} if outcome else {})}
    edits: list[Edit] = [Set(sprint.path, (name,), value) for name, value in fields.items()]
    said = [f"{sprint.id}: closed" + (f", Sprint Goal met: {met}" if met else "")]
    for story in unfinished(backlog, sprint):
        if into and carried.get(story.id):
            edits.append(Set(story.path, ("sprint",), into.id))
            said.append(f"{story.id}: carried into {into.id}")
            continue
        back = transitions.ready(backlog, story).fields if backlog.state(story) == "doing" else {}
        edits += [Set(story.path, (name,), value) for name, value in back.items()]
        edits.append(Set(story.path, ("sprint",), None))
        said.append(f"{story.id}: back to the Product Backlog" + (" as ready" if back else ""))
    return SprintChange(tuple(edits), tuple(said))
