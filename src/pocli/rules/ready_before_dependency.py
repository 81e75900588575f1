"""A ready story waits for a draft."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.rule import touches
from pocli.model.story import STATES

ABOUT = "order"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("depends_on", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find ready stories that cannot be planned because a prerequisite is a draft."""
    backlog = facts.backlog
    known = {*STATES, *backlog.config.statuses}
    drafts = {
        story.id
        for story in backlog.stories
        if backlog.state(story) == "draft"
        and story.type != "epic"
        and story.status in known
        and not touches(story.faults, ("status", "type"))
    }
    for story in backlog.open():
        for index, need in enumerate(story.depends_on if backlog.state(story) == "ready" else ()):
            if need in drafts:
                message = f"`{story.id}` is ready, but waits for `{need}`, a draft"
                yield Finding(
                    story.path, ("depends_on", index), message, f"refine `{need}`, or make `{story.id}` a draft"
                )
