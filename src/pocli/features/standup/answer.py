"""What happened since the last stand-up, what hinders, and what waits?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.event import Event
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.pace import calendar
from pocli.pace.flow import AgedStory
from pocli.pace.moves import Moves, state
from pocli.pace.said import Said, mentions, said
from pocli.text import folded


class StatusMove(NamedTuple):
    """A story whose status changed: from what, to what, by whom. Nobody: the change is not committed."""

    story: Story
    old: str
    new: str
    who: str


class TickedCriteria(NamedTuple):
    """Criteria of a story that were met."""

    story: Story
    criteria: tuple[str, ...]


class Waiting(NamedTuple):
    """A story that waits, what it waits for, what that waits for … the last is what all wait for."""

    story: Story
    chain: tuple[Story, ...]


class Standup(NamedTuple):
    """What is to be said at a stand-up."""

    since: date
    today: date
    sprint: Sprint | None
    """The active one, else the one that today is in."""
    days_left: int
    """Working days, today and the last day included."""
    finished: tuple[StatusMove, ...]
    started: tuple[StatusMove, ...]
    moved: tuple[StatusMove, ...]
    """Other changes of a status."""
    new: tuple[Story, ...]
    ticked: tuple[TickedCriteria, ...]
    hindered: tuple[Story, ...]
    """Newly blocked."""
    waiting: tuple[Waiting, ...]
    accepting: tuple[Story, ...]
    """Under way, with every criterion met."""
    under_way: tuple[AgedStory, ...]
    said: tuple[Said, ...]
    """Comments."""
    known: bool
    """Whether there is a history to ask."""
    clocks: int
    message: str
    hint: str
    startable: str = ""
    """A story that can be taken into work; empty where no open one is there."""


def standup(
    backlog: Backlog,
    moves: Moves,
    under_way: Sequence[AgedStory],
    since: date,
    today: date,
    *,
    owners: Iterable[str] = (),
) -> Standup:
    """Return what happened from one day to another, both included, and the work under way; `owners`: only theirs."""
    stories = _owned(backlog, {folded(name) for name in owners})
    recent = [event for day, event in moves.events if day >= since and event.commit != moves.first]
    moved = _moved(backlog, stories, recent)
    doing = [one.life.story for one in under_way if one.life.story.id in stories]
    sprint = backlog.current(today)
    return Standup(
        since,
        today,
        sprint,
        calendar.working_days(backlog.config, today, sprint.end) if sprint else 0,
        tuple(one for one in moved if state(backlog.config, one.new) == "done"),
        tuple(one for one in moved if state(backlog.config, one.new) == "doing" != state(backlog.config, one.old)),
        tuple(one for one in moved if _otherwise(backlog, one)),
        _new(backlog, stories, recent),
        _ticked(stories, recent),
        _hindered(stories, recent),
        _waiting(backlog, doing),
        tuple(one for one in doing if one.acceptance_criteria and all(item.done for item in one.acceptance_criteria)),
        tuple(one for one in under_way if one.life.story.id in stories),
        _said(backlog, stories, since, today, tuple(owners)),
        bool(moves.events),
        moves.undated,
        moves.message,
        moves.hint,
        _startable(backlog, today),
    )


def _owned(backlog: Backlog, owners: set[str]) -> dict[str, Story]:
    found = (story for story in backlog.stories if story.type != "epic")
    return {story.id: story for story in found if not owners or folded(story.owner) in owners}


def _said(
    backlog: Backlog, stories: Mapping[str, Story], since: date, today: date, owners: Sequence[str]
) -> tuple[Said, ...]:
    """Return the comments of these days; of some owners, those on their stories and those that mention one of them."""
    found = said(backlog.records(), since, today)
    return tuple(one for one in found if not owners or one.id in stories or mentions(one.comment, owners))


def _startable(backlog: Backlog, today: date) -> str:
    """Return a story that can be taken into work: one of the sprint comes first, then a ready one, then by id."""
    found = [one for one in backlog.open() if one.type != "epic" and backlog.state(one) != "doing"]
    sprint = backlog.current(today)
    own = sprint.id if sprint else ""
    first = min(found, key=lambda one: (one.sprint != own, backlog.state(one) != "ready"), default=None)
    return first.id if first else ""


def _moved(backlog: Backlog, stories: Mapping[str, Story], events: Iterable[Event]) -> tuple[StatusMove, ...]:
    """Return the stories whose status is another one than before, once each; a way there and back is none."""
    first: dict[str, str | None] = {}
    last: dict[str, Event] = {}
    for event in events:
        if event.field == "status" and event.story in stories:
            first.setdefault(event.story, event.old)
            last[event.story] = event
    found = []
    for name, event in last.items():
        old = first[name]
        if (
            old != event.new
            and event.new
            and (old is not None or state(backlog.config, event.new) in {"doing", "done"})
        ):
            found.append(StatusMove(stories[name], old or "", event.new, event.who))
    return tuple(found)


def _otherwise(backlog: Backlog, one: StatusMove) -> bool:
    """Tell whether a change is neither a start nor a finish."""
    old, new = state(backlog.config, one.old), state(backlog.config, one.new)
    return new != "done" and (new != "doing" or old == "doing")


def _new(backlog: Backlog, stories: Mapping[str, Story], events: Iterable[Event]) -> tuple[Story, ...]:
    came = dict.fromkeys(one.story for one in events if one.field == "status" and one.old is None)
    return tuple(
        stories[name] for name in came if name in stories and backlog.state(stories[name]) in {"draft", "ready"}
    )


def _ticked(stories: Mapping[str, Story], events: Iterable[Event]) -> tuple[TickedCriteria, ...]:
    found: dict[str, dict[str, bool]] = {}
    for event in events:
        if event.field == "criterion" and event.story in stories:
            found.setdefault(event.story, {})[event.about] = event.new == "met" and event.old == "open"
    made = (
        TickedCriteria(stories[name], tuple(text for text, met in texts.items() if met))
        for name, texts in found.items()
    )
    return tuple(one for one in made if one.criteria)


def _hindered(stories: Mapping[str, Story], events: Iterable[Event]) -> tuple[Story, ...]:
    names = dict.fromkeys(one.story for one in events if one.field == "blocked" and one.new)
    return tuple(stories[name] for name in names if name in stories and stories[name].blocked)


def _waiting(backlog: Backlog, doing: Iterable[Story]) -> tuple[Waiting, ...]:
    """Return which stories wait, and the chain to what hinders them at the root: the first open one, ever on."""
    opened = {story.id: story for story in backlog.open()}
    found = []
    for story in doing:
        chain: list[Story] = []
        at, seen = story, {story.id}
        while waits := next((opened[name] for name in at.depends_on if name in opened and name not in seen), None):
            chain.append(waits)
            seen.add(waits.id)
            at = waits
        if chain or story.blocked:
            found.append(Waiting(story, tuple(chain)))
    return tuple(found)
