"""A story's sprint does not exist."""

from collections.abc import Iterator, Mapping

from pocli.lookup import naming
from pocli.model.diagnostic import Facts, Finding

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("sprint",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find `sprint` that names no sprint."""
    asking = [story for story in facts.backlog.stories if story.sprint]
    known = {name for name in facts.backlog.known_ids() if name.startswith("S-")} if asking else set()
    for story in asking:
        if story.sprint not in known:
            otherwise = "add its file to sprints/, or remove it"
            prefix = facts.backlog.config.id_prefix
            message, hint = naming.refused("sprint", story.sprint, known, id_prefix=prefix, otherwise=otherwise)
            yield Finding(story.path, ("sprint",), message, hint)
