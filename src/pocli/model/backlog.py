"""What is a backlog as a whole, after every file was read?"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pocli.model import ident
from pocli.model.config import Config
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import CLOSED, STATES, Story

Record = Story | Goal | Request | Sprint


def _name(path: str) -> str:
    return path.rpartition("/")[2]


class Unreadable(NamedTuple):
    """A file that is left out of every answer, and why."""

    path: str
    line: int
    message: str
    id: str = ""
    """The id that the file gives itself, as far as that can be seen."""


class Stray(NamedTuple):
    """A YAML file that carries an id, and stands where no record is read."""

    path: str
    id: str


class Backlog(NamedTuple):
    """Every record that could be read, each id once, sorted by id; and what could not be read."""

    config: Config = Config()
    stories: tuple[Story, ...] = ()
    goals: tuple[Goal, ...] = ()
    requests: tuple[Request, ...] = ()
    sprints: tuple[Sprint, ...] = ()
    shadowed: tuple[Record, ...] = ()
    """Records whose id another one already has; they are in no answer."""
    unreadable: tuple[Unreadable, ...] = ()
    files: tuple[str, ...] = ()
    """Every YAML file below the root, relative, with `/`, sorted."""
    strays: tuple[Stray, ...] = ()
    """By path."""
    absent: Mapping[str, str] = {}
    """Files that a sparse checkout leaves out, relative, sorted: they exist, and nobody knows what they say.

    Each with what `git sparse-checkout add` takes at the top of the repository to bring it."""

    def state(self, story: Story) -> str:
        """Return the built-in status that the story's status word stands for; an unknown word is a draft."""
        if story.status in STATES:
            return story.status
        return self.config.statuses.get(story.status, "draft")

    def open(self) -> tuple[Story, ...]:
        """Return the stories that are neither done nor dropped."""
        closed = {word for word, state in self.config.statuses.items() if state in CLOSED} - set(STATES) | CLOSED
        return tuple(story for story in self.stories if story.status not in closed)

    def current(self, today: date) -> Sprint | None:
        """Return the active sprint, else the one that today is in."""
        active = [sprint for sprint in self.sprints if sprint.state == "active"]
        found = active or [sprint for sprint in self.sprints if sprint.start <= today <= sprint.end]
        return found[0] if found else None

    def children(self) -> Mapping[str, tuple[Story, ...]]:
        """Return the stories by the id of their parent."""
        found: dict[str, list[Story]] = {}
        for story in self.stories:
            if story.parent:
                found.setdefault(story.parent, []).append(story)
        return {parent: tuple(stories) for parent, stories in found.items()}

    def records(self) -> tuple[Record, ...]:
        """Return every record that is in the answers."""
        return (*self.stories, *self.goals, *self.requests, *self.sprints)

    def known_ids(self) -> frozenset[str]:
        """Return every id that a reference may name, also those of files that cannot be read."""
        paths = (*(file.path for file in self.unreadable), *self.absent)
        left_out = (*(file.id for file in self.unreadable), *map(ident.in_file_name, map(_name, paths)))
        return frozenset([record.id for record in self.records()] + [name for name in left_out if name])

    def known_stories(self) -> frozenset[str]:
        """Return those of the known ids that can be a story's."""
        taken = tuple(f"{prefix}-" for prefix in ident.PREFIXES.values())
        return frozenset(name for name in self.known_ids() if not name.startswith(taken))
