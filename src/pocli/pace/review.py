"""What did a sprint deliver, for whom, and what did it not?"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import naming
from pocli.model.backlog import Backlog
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story, goal_of
from pocli.pace import burndown, flow, goal_progress, outlook
from pocli.pace.flow import SprintFlow, Velocity
from pocli.pace.goal_progress import GoalProgress
from pocli.pace.life import Life
from pocli.pace.moves import Moves
from pocli.pace.said import Said, said
from pocli.pace.sample import Sample
from pocli.ranking.parts import Tree, met, parts, tree

SURE = 85
"""The confidence, in percent, of the day that is told."""


class GoalShare(NamedTuple):
    """What was delivered for a Product Goal, and how far the goal is."""

    goal: Goal | None
    stories: tuple[Story, ...]
    share: Fraction | None
    """How much of the way from the baseline to the target the metric has come, 0…1."""
    left: int
    """How many of its stories are open."""
    by: date | None
    """By when they are done with 85 %; None: it cannot be said."""
    far: GoalProgress | None


class UnfinishedStory(NamedTuple):
    """A story of the sprint that was not finished, and why."""

    story: Story
    state: str
    waits_for: tuple[str, ...]
    open_criteria: int


class Review(NamedTuple):
    """A sprint as it is told at its review."""

    sprint: Sprint
    today: date
    over: bool
    parts: tuple[GoalShare, ...]
    """By goal; what serves none comes last."""
    done: Fraction
    """Points."""
    items: int
    unsized: int
    """How many of what was delivered has no points."""
    met: tuple[Request, ...]
    """Requests whose last need was delivered in it."""
    unfinished: tuple[UnfinishedStory, ...]
    said: tuple[Said, ...]
    """Comments of its days on the sprint, and on what was in it."""
    velocity: Velocity | None
    flow: SprintFlow | None
    few: bool
    clocks: int
    message: str
    hint: str


def latest(backlog: Backlog, today: date) -> Sprint:
    """Return the sprint to review: the active one, else the last that began.

    Raises:
        PoError: none began yet.
    """
    begun = sorted((one for one in backlog.sprints if one.start <= today), key=lambda one: (one.start, one.id))
    active = [one for one in begun if one.state == "active"]
    if not begun:
        raise PoError("no sprint has started yet", naming.other(backlog, "sprint", "po review"))
    return (active or begun)[-1]


def review(
    backlog: Backlog, lives: Sequence[Life], moves: Moves, sample: Sample, sprint: Sprint, today: date
) -> Review:
    """Return what a sprint delivered and what it did not.

    Args:
        backlog: the stories, goals and requests.
        lives: the stories' days.
        moves: what happened.
        sample: what was finished in the past, to look ahead.
        sprint: which one.
        today: the last day of which something is known.
    """
    delivered = tuple(life.story for life in lives if _delivered(life, sprint))
    flows = flow.sprints(backlog, lives, moves, today, min(sample.first, sprint.start))
    names, seen = {story.id for story in delivered}, tree(backlog)
    unfinished = _unfinished(backlog, lives, moves, sprint, names)
    return Review(
        sprint,
        today,
        sprint.end < today or sprint.state == "closed",
        _parts(backlog, delivered, sample),
        sum((story.points for story in delivered if story.points is not None), Fraction(0)),
        len(delivered),
        sum(story.points is None for story in delivered),
        tuple(one for one in backlog.requests if met(seen, one) and _served(seen, one, names)),
        unfinished,
        said([sprint, *delivered, *(one.story for one in unfinished)], sprint.start, min(today, sprint.end)),
        flow.velocity(one for one in flows if one.sprint.start <= sprint.start),
        next((one for one in flows if one.sprint.id == sprint.id), None),
        sample.few,
        moves.undated,
        moves.message,
        moves.hint,
    )


def _delivered(life: Life, sprint: Sprint) -> bool:
    """Tell whether a story was finished in a sprint; where the day is not known, its `sprint` is believed."""
    if life.state != "done":
        return False
    if life.finished is None:
        return life.story.sprint == sprint.id
    return sprint.start <= life.finished <= sprint.end


def _parts(backlog: Backlog, delivered: Iterable[Story], sample: Sample) -> tuple[GoalShare, ...]:
    by_goal: dict[str, list[Story]] = {}
    stories = {story.id: story for story in backlog.stories}
    for story in delivered:
        by_goal.setdefault(goal_of(stories, story), []).append(story)
    goals = {goal.id: goal for goal in backlog.goals}
    far = (one for one in goal_progress.progress(backlog) if one.goal.id in by_goal)
    found = [_part(backlog, one, by_goal.pop(one.goal.id), sample) for one in far]
    rest = tuple(story for name, some in by_goal.items() if name not in goals for story in some)
    return (*found, GoalShare(None, rest, None, 0, None, None)) if rest else tuple(found)


def _part(backlog: Backlog, far: GoalProgress, stories: Iterable[Story], sample: Sample) -> GoalShare:
    left = outlook.of_goal(backlog, far.goal)
    day = outlook.first(backlog, sample, left, (SURE,)).get(SURE)
    return GoalShare(far.goal, tuple(stories), way(far.goal), len(left), day, far)


def way(goal: Goal) -> Fraction | None:
    """Return how much of the way from its baseline to its target a goal's metric has come, 0…1; None: not known."""
    known = goal_progress.way(goal)
    return None if known is None else min(max(known, Fraction(0)), Fraction(1))


def _served(seen: Tree, request: Request, names: set[str]) -> bool:
    return any(part in names for need in request.needs for part in parts(seen, need))


def _unfinished(
    backlog: Backlog, lives: Sequence[Life], moves: Moves, sprint: Sprint, delivered: set[str]
) -> tuple[UnfinishedStory, ...]:
    """Return what was in the sprint at its end, or is in it now, and was not delivered in it."""
    opened = {story.id for story in backlog.open()}
    held = burndown.held(backlog, moves, sprint, sprint.end)
    found = []
    for life in lives:
        story = life.story
        if (
            story.id in delivered
            or life.state in {"", "dropped"}
            or not (story.id in held or story.sprint == sprint.id)
        ):
            continue
        waits = tuple(name for name in story.depends_on if name in opened)
        left = sum(not one.done for one in story.acceptance_criteria)
        stood = held[story.id].state if story.id in held and life.state != "done" else life.state
        found.append(UnfinishedStory(story, stood, waits, left))
    return tuple(found)
