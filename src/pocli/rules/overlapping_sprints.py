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
    """Find sprints that begin before the one before has ended; one that ends before it begins has no days to share."""
    last: Sprint | None = None
    whole = (one for one in facts.backlog.sprints if one.start <= one.end)
    for sprint in sorted(whole, key=lambda one: (one.start, ident.order(one.id))):
        if last and sprint.start <= last.end:
            message = f"`{sprint.id}` begins on {sprint.start}, before `{last.id}` has ended on {last.end}"
            other = f", or end `{last.id}` before {sprint.start}" if last.start < sprint.start else ""
            hint = f"begin `{sprint.id}` after {last.end}{other}"
            yield Finding(sprint.path, ("start",), message, hint, (Related(last.path, ("end",), "its end"),))
        if last is None or sprint.end > last.end:
            last = sprint
