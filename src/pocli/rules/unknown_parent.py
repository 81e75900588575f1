"""A story's parent does not exist."""

from collections.abc import Iterator, Mapping

from pocli.lookup import naming
from pocli.model.diagnostic import Facts, Finding

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("parent",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find `parent` that names no story."""
    backlog = facts.backlog
    asking = [story for story in backlog.stories if story.parent]
    known = backlog.known_stories() if asking else frozenset()
    for story in asking:
        if story.parent not in known:
            otherwise = "fix the id, or remove it"
            prefix = facts.backlog.config.id_prefix
            message, hint = naming.refused("story", story.parent, known, id_prefix=prefix, otherwise=otherwise)
            yield Finding(story.path, ("parent",), message, hint)
