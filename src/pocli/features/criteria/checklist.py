"""Are we done: which acceptance criteria are met?"""

from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import naming, select
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.story import Story


class CriteriaProgress(NamedTuple):
    """A story and how many of its criteria are met."""

    story: Story
    done: int
    total: int


class Checklists(NamedTuple):
    """The stories that were asked for, and the Definition of Done."""

    stories: tuple[CriteriaProgress, ...]
    definition_of_done: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]


def wanted_stories(backlog: Backlog, ids: tuple[str, ...], *, sprint: str) -> tuple[Story, ...]:
    """Return the named stories, a sprint's, or else those under way.

    Raises:
        PoError: a story or the sprint is not there.
    """
    if ids:
        return select.named_stories(backlog, ids)
    if sprint:
        name = "" if sprint == select.NONE else select.sprint(backlog, sprint).id
        return tuple(one for one in backlog.stories if one.sprint == name and _counts(backlog, one, name))
    return tuple(one for one in backlog.stories if backlog.state(one) == "doing" and one.type != "epic")


def _counts(backlog: Backlog, story: Story, sprint: str) -> bool:
    """Tell whether a story is checked with its sprint; outside of every sprint, only what is open is."""
    state = backlog.state(story)
    return state != "dropped" and (bool(sprint) or (state != "done" and story.type != "epic"))


def checklist(backlog: Backlog, ids: tuple[str, ...] = (), *, sprint: str = "") -> Checklists:
    """Return the criteria of the named stories, of a sprint's, or else of those under way.

    Raises:
        PoError: a story or the sprint is not there.
    """
    stories = wanted_stories(backlog, ids, sprint=sprint)
    if not stories and not ids:
        raise PoError("there is no story to check", naming.other(backlog, "story", "po checklist"))
    found = (
        CriteriaProgress(one, sum(c.done for c in one.acceptance_criteria), len(one.acceptance_criteria))
        for one in stories
    )
    return Checklists(tuple(found), backlog.config.definition_of_done, backlog.unreadable)
