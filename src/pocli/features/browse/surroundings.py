"""What stands around a record, and of a story: what is it part of, what does it wait for, what waits for it?"""

from collections.abc import Mapping
from typing import NamedTuple

from pocli.features.browse.dossier import Dossier, dossier
from pocli.model.backlog import Backlog, Record, Unreadable
from pocli.model.event import Event, History
from pocli.model.formula import Formula
from pocli.model.graph import closure
from pocli.model.records import Goal, Request
from pocli.model.story import Story, goal_of
from pocli.ranking import epics
from pocli.ranking.authors import touched
from pocli.ranking.epics import Parts
from pocli.ranking.value import Figures, figures, model

NOTHING = History()


class About(NamedTuple):
    """A story and its neighbours."""

    story: Story
    state: str
    figures: Figures
    formula: Formula
    """What the backlog scores by."""
    goal: Goal | None
    parent: Story | None
    children: tuple[tuple[Story, str], ...]
    """Its parts, each with its state."""
    needs: tuple[tuple[Story, str], ...]
    """What it depends on, each with its state."""
    needed_by: tuple[tuple[Story, str], ...]
    """What depends on it, or on an epic that it is part of."""
    requests: tuple[Request, ...]
    parts: Parts | None = None
    """How far it is, where it is an epic that was split."""
    unread: tuple[str, ...] = ()
    """What it depends on and is there, but cannot be read or is not in this checkout."""
    touched: Mapping[str, Event] = {}
    """The last change of each input of its score."""


class Abouts(NamedTuple):
    """Several records, and the files that could not be asked."""

    records: tuple[About | Dossier, ...]
    unreadable: tuple[Unreadable, ...]


def about(backlog: Backlog, asked: tuple[Record, ...], history: History = NOTHING) -> Abouts:
    """Return records with their neighbours, and who last changed what the stories' scores are made of."""
    known = {story.id: story for story in backlog.stories}
    worth = figures(backlog)
    found = tuple(
        _about(backlog, one, known, worth)._replace(touched=touched(history, one.id))
        if isinstance(one, Story)
        else dossier(backlog, one)
        for one in asked
    )
    return Abouts(found, backlog.unreadable)


def _about(backlog: Backlog, story: Story, known: Mapping[str, Story], worth: Mapping[str, Figures]) -> About:
    above = closure({one.id: (one.parent,) for one in backlog.stories if one.parent}, [story.id])
    needs = tuple(known[name] for name in story.depends_on if name in known)
    waiting = tuple(one for one in backlog.stories if not above.isdisjoint(one.depends_on))
    lost = [name for name in story.depends_on if name not in known]
    there = backlog.known_stories() if lost else frozenset()
    return About(
        story,
        backlog.state(story),
        worth[story.id],
        model(backlog),
        next((goal for goal in backlog.goals if goal.id == goal_of(known, story)), None),
        known.get(story.parent),
        tuple((one, backlog.state(one)) for one in backlog.stories if one.parent == story.id),
        tuple((one, backlog.state(one)) for one in needs),
        tuple((one, backlog.state(one)) for one in waiting),
        tuple(request for request in backlog.requests if not above.isdisjoint(request.needs)),
        epics.parts(backlog, [story]).get(story.id),
        unread=tuple(name for name in lost if name in there),
    )
