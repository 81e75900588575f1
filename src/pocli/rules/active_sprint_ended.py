"""A sprint is active, but its last day has passed."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "sprints"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("state", "end")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find sprints that nobody closed."""
    for sprint in facts.backlog.sprints:
        if sprint.state == "active" and facts.today > sprint.end:
            yield Finding(
                sprint.path,
                ("state",),
                f"`{sprint.id}` ended on {sprint.end}, but is still active",
                "set `state: closed`",
            )
