"""A request needs a story that is not there."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.text import meant

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
                hint = meant(need, known, "fix the id, or remove it")
                yield Finding(request.path, ("needs", index), f"no story is called `{need}`", hint)
