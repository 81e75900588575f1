"""A story is ready by its status, but the Definition of Ready is not met."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.rule import touches

ABOUT = "readiness"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("type", "status")
SETTINGS = ("definition_of_ready",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find ready stories that lack a part of the Definition of Ready."""
    backlog = facts.backlog
    for story in backlog.open():
        lacking = [
            name
            for name in backlog.config.definition_of_ready
            if getattr(story, name, None) in (None, "", ()) and not touches(story.faults, (name,))
        ]
        if lacking and backlog.state(story) == "ready" and story.type != "epic":
            message = f"`{story.id}` is ready by status, but has no {' and no '.join(lacking)}"
            yield Finding(story.path, ("status",), message, f"add {' and '.join(lacking)}, or make it a draft")
