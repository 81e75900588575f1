"""How is a plan kept: which stories get another `sprint:`, so that the files say what the plan says?"""

from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import naming
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.edit import Set
from pocli.model.story import Story
from pocli.planning.plan import Plan


class SprintAssignment(NamedTuple):
    """A story whose `sprint:` changes."""

    story: Story
    sprint: str
    """Its new one; empty: it is in none any more."""

    @property
    def edit(self) -> Set:
        """Return the edit that writes it."""
        return Set(self.story.path, ("sprint",), self.sprint or None)


def writable(found: Plan) -> bool:
    """Say whether every sprint of the plan has a file."""
    return all(one.sprint and one.sprint.path for one in found.sprints)


def assignments(backlog: Backlog, found: Plan) -> tuple[SprintAssignment, ...]:
    """Return what changes when the plan is kept, by id.

    What was promised for one of its sprints and is left out has none then; work under way keeps the one it names.

    Raises:
        PoError: a sprint of the plan has no name, or no file.
    """
    for one in found.sprints:
        if one.sprint is None:
            hint = naming.other(backlog, "sprint", "po plan --write --sprint")
            raise PoError("the sprints of this plan have no names, so the plan cannot be kept", hint)
        if not one.sprint.path:
            hint = f"add sprints/{one.sprint.id}.yaml, or plan fewer sprints"
            raise PoError(f"{one.sprint.id} has no file, so the plan cannot be kept", hint)
    wanted = {
        row.story.id: one.sprint.id
        for one in found.sprints
        for row in one.stories
        if one.sprint and not (row.under_way and row.story.sprint)
    }
    named = {one.sprint.id for one in found.sprints if one.sprint}
    loose = [
        story
        for story in backlog.open()
        if story.sprint in named and story.id not in wanted and backlog.state(story) != "doing"
    ]
    changed = [
        SprintAssignment(story, wanted[story.id])
        for story in backlog.open()
        if wanted.get(story.id, story.sprint) != story.sprint
    ]
    return tuple(
        sorted([*changed, *(SprintAssignment(story, "") for story in loose)], key=lambda one: ident.order(one.story.id))
    )
