"""A story depends on the epic that it was split from."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "order"
ALONE = False
SEVERITY = "error"
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find dependencies on an ancestor, which could never be met."""
    stories = {story.id: story for story in facts.backlog.stories}
    for story in facts.backlog.stories:
        above: set[str] = set()
        at = story.parent
        while at and at not in above and story.depends_on:
            above.add(at)
            at = stories[at].parent if at in stories else ""
        for index, need in enumerate(story.depends_on):
            if need in above:
                message = f"`{story.id}` depends on `{need}`, of which it is a part"
                yield Finding(
                    story.path, ("depends_on", index), message, "remove the dependency; the parent says enough"
                )
