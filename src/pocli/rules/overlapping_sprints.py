"""Two sprints have days in common."""

from collections.abc import Iterator, Mapping

from pocli.model import ident
from pocli.model.diagnostic import Facts, Finding, Related
from pocli.model.records import Sprint

ABOUT = "sprints"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("start", "end")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find sprints that begin before the one before has ended, or end before they begin."""
    last: Sprint | None = None
    for sprint in sorted(facts.backlog.sprints, key=lambda one: (one.start, ident.order(one.id))):
        if sprint.end < sprint.start:
            yield Finding(sprint.path, ("end",), f"`{sprint.id}` ends before it begins", "mend its dates")
        elif last and sprint.start <= last.end:
            message = f"`{sprint.id}` begins on {sprint.start}, before `{last.id}` has ended on {last.end}"
            yield Finding(
                sprint.path, ("start",), message, "move one of the two", (Related(last.path, ("end",), "its end"),)
            )
        if last is None or sprint.end > last.end:
            last = sprint
