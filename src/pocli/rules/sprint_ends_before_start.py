"""A sprint ends before it begins."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "sprints"
ALONE = True
SEVERITY = "error"
READS: tuple[str, ...] = ("start", "end")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find sprints whose last day comes before their first."""
    for sprint in facts.backlog.sprints:
        if sprint.end < sprint.start:
            message = f"`{sprint.id}` ends on {sprint.end}, before it begins on {sprint.start}"
            yield Finding(sprint.path, ("end",), message, f"write an end on or after {sprint.start}")
