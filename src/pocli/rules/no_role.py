"""A user story does not say who wants it."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.prose import wording

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories with a wish, but without a role."""
    for story in facts.backlog.open():
        told = wording.wording(story) if story.type == "story" else None
        if told and told.words.want and not told.words.role:
            hint = "add `as_a`" if story.i_want else "begin with `As a …,`, or write as_a, i_want and so_that"
            yield Finding(story.path, told.want, f"`{story.id}` does not say who wants it", hint)
