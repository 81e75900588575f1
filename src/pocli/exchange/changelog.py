"""What was delivered, for people who read a changelog: by sprint or release, and within it by Product Goal?

Each entry is the title, the benefit and the id. No story's text can make structure.
"""

from collections.abc import Iterator, Sequence

from pocli import markup
from pocli.model.backlog import Backlog
from pocli.model.story import Story, goal_of
from pocli.pace import delivery
from pocli.pace.delivery import Release

SUFFIX = ".md"
CLAIMS = ("title", "so_that", "goal", "type", "finished", "sprint")
KINDS = {"bug": "Fixed", "chore": "Behind the scenes", "spike": "Behind the scenes"}
"""The heading of an item that is told by its type; a story is told by its goal, or as one of the ADDED."""
ADDED = "Added"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def write(backlog: Backlog) -> str:
    """Return all that was delivered, by the days that the stories name."""
    return log(backlog, delivery.releases(backlog, delivery.delivered(backlog)))


def log(backlog: Backlog, releases: Sequence[Release]) -> str:
    """Return releases as a changelog, in the order given."""
    project = markup.inline(backlog.config.project)
    blocks = [f"# Changelog of {project}" if project else "# Changelog"]
    for release in releases:
        blocks.append(f"## {_title(release)}")
        blocks += [f"Sprint Goal: {markup.inline(release.aim)}"] if release.aim.strip() else []
        blocks += _parts(backlog, release)
    if not any(release.stories for release in releases):
        blocks.append("Nothing was delivered.")
    return "\n\n".join(blocks) + "\n"


def _title(release: Release) -> str:
    name = markup.inline(release.name)
    if release.since:
        return f"{name} (since {markup.inline(release.since)})"
    if name:
        return f"{name} ({release.first} to {release.last})" if release.first and release.last else name
    return f"{MONTHS[release.first.month - 1]} {release.first.year}" if release.first else "Earlier"


def _parts(backlog: Backlog, release: Release) -> Iterator[str]:
    """Return each heading with its list: the goals first, then what serves none, what was mended, and the rest."""
    goals = {goal.id: goal.title for goal in backlog.goals}
    found: dict[tuple[int, str], list[Story]] = {}
    order = [*goals, ADDED, *KINDS.values()]
    known = {story.id: story for story in backlog.stories}
    for story in release.stories:
        goal = goal_of(known, story)
        part = KINDS.get(story.type) or (goal if goal in goals else ADDED)
        found.setdefault((order.index(part), part), []).append(story)
    for (_, part), stories in sorted(found.items(), key=lambda one: one[0]):
        yield f"### {markup.inline(goals.get(part, part))}"
        yield "\n".join(map(_entry, stories))


def _entry(story: Story) -> str:
    """Return a story's line."""
    benefit = markup.inline(" ".join(story.so_that.split())).rstrip(".")
    return f"- {markup.start(story.title)}" + (f", so that {benefit}" if benefit else "") + f" ({story.id})"
