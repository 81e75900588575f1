"""A story under way has no acceptance criteria."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "readiness"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("acceptance_criteria", "type", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find stories under way of which nobody can say when they are done."""
    backlog = facts.backlog
    for story in backlog.open():
        if backlog.state(story) == "doing" and not story.acceptance_criteria and story.type in ("story", "bug"):
            message = f"`{story.id}` is under way, but nothing says when it is done"
            yield Finding(story.path, ("status",), message, "add acceptance_criteria")
