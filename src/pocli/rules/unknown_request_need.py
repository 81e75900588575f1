"""A request needs a story that does not exist."""

from collections.abc import Iterator, Mapping

from pocli.lookup import naming
from pocli.model.diagnostic import Facts, Finding

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("needs",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find entries of `needs` that name no story."""
    backlog = facts.backlog
    known = backlog.known_stories() if backlog.requests else frozenset()
    for request in backlog.requests:
        for index, need in enumerate(request.needs):
            if need not in known:
                otherwise = "fix the id, or remove it"
                prefix = backlog.config.id_prefix
                message, hint = naming.refused("story", need, known, id_prefix=prefix, otherwise=otherwise)
                yield Finding(request.path, ("needs", index), message, hint)
