"""A story depends on one that does not exist."""

from collections.abc import Iterator, Mapping

from pocli.lookup import naming
from pocli.model.diagnostic import Facts, Finding

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("depends_on",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find entries of `depends_on` that name no story."""
    backlog = facts.backlog
    known = backlog.known_stories()
    for story in backlog.stories:
        for index, need in enumerate(story.depends_on):
            if need not in known:
                otherwise = "fix the id, or remove the dependency"
                prefix = backlog.config.id_prefix
                message, hint = naming.refused("story", need, known, id_prefix=prefix, otherwise=otherwise)
                yield Finding(story.path, ("depends_on", index), message, hint)
