"""A story depends on the epic that it was split from."""

from collections.abc import Iterator, Mapping

from pocli.model import graph
from pocli.model.diagnostic import Facts, Finding

ABOUT = "order"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("depends_on", "parent")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find dependencies on an ancestor, which could never be met."""
    spans = graph.spans({story.id: story.parent for story in facts.backlog.stories if story.parent})
    for story in facts.backlog.stories:
        for index, need in enumerate(story.depends_on):
            if graph.within(spans, story.id, need):
                message = f"`{story.id}` depends on `{need}`, which it is part of"
                yield Finding(
                    story.path, ("depends_on", index), message, "remove the dependency; the parent says enough"
                )
