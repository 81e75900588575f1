"""A ready user story does not say why it is wanted."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "readiness"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "type", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find ready stories with a role or a wish but no `so_that`."""
    backlog = facts.backlog
    for story in backlog.open():
        if (
            backlog.state(story) == "ready"
            and story.type == "story"
            and (story.as_a or story.i_want)
            and not story.so_that
        ):
            yield Finding(story.path, ("i_want",), f"`{story.id}` does not say why it is wanted", "add so_that")
