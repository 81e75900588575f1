"""How does the place that a plan gives a story stand to the `sprint:` that its file names?"""

from collections.abc import Container, Sequence
from typing import Literal, NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.planning.horizon import Slot

Mark = Literal["new", "promised", "moved", "earlier", "under way"]


class Promise(NamedTuple):
    """A word for it, and the sprint that the file names where that is not the plan's."""

    mark: Mark
    """new: it is in no sprint yet; moved: it was to come sooner; earlier: it was to come later."""
    was: str = ""


class BrokenPromise(NamedTuple):
    """A story that is promised for a sprint of the plan, and not in it."""

    story: Story
    sprint: str


def promise(sprints: Sequence[Sprint], slots: Sequence[Slot], story: Story, stage: int) -> Promise:
    """Compare a story's place, the stage from 0, with its file; a sprint without a name may be any that is not closed.

    Args:
        sprints: those that have files.
        slots: the sprints of the plan.
        story: one that is not under way.
        stage: where the plan has it.
    """
    written, here = story.sprint, slots[stage].sprint
    if not written:
        return Promise("new")
    known = {one.id: one for one in (*(slot.sprint for slot in slots if slot.sprint), *sprints)}
    of = known.get(written)
    if here is None:
        return Promise("moved" if of is None or of.state == "closed" else "promised", written)
    if written == here.id:
        return Promise("promised")
    later = (of.start, ident.order(of.id)) > (here.start, ident.order(here.id)) if of else False
    return Promise("earlier" if later else "moved", written)


def broken(backlog: Backlog, slots: Sequence[Slot], planned: Container[str]) -> tuple[BrokenPromise, ...]:
    """Return what is promised for one of the sprints and in none of them, by sprint, then id."""
    order = {slot.sprint.id: stage for stage, slot in enumerate(slots) if slot.sprint}
    out = [
        BrokenPromise(story, story.sprint)
        for story in backlog.open()
        if story.sprint in order and story.id not in planned and backlog.state(story) != "doing"
    ]
    return tuple(sorted(out, key=lambda one: (order[one.sprint], ident.order(one.story.id))))
