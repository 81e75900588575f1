"""A story's goal does not exist."""

from collections.abc import Iterator, Mapping

from pocli.lookup import naming
from pocli.model.diagnostic import Facts, Finding

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("goal",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find `goal` that names no goal."""
    asking = [story for story in facts.backlog.stories if story.goal]
    known = {name for name in facts.backlog.known_ids() if name.startswith("G-")} if asking else set()
    for story in asking:
        if story.goal not in known:
            otherwise = "add its file to goals/, or remove it"
            prefix = facts.backlog.config.id_prefix
            message, hint = naming.refused("goal", story.goal, known, id_prefix=prefix, otherwise=otherwise)
            yield Finding(story.path, ("goal",), message, hint)
