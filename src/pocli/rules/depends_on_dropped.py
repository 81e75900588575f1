"""An open story depends on a dropped one."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "order"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("depends_on", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find dependencies that will never be delivered."""
    backlog = facts.backlog
    dropped = {story.id for story in backlog.stories if backlog.state(story) == "dropped"}
    for story in backlog.open():
        for index, need in enumerate(story.depends_on):
            if need in dropped:
                message = f"`{story.id}` waits for `{need}`, which is dropped"
                yield Finding(story.path, ("depends_on", index), message, "remove the dependency, or reopen the story")
