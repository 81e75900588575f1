"""A user story does not say what is wanted."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.prose import wording

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories with a role, but without a wish; a draft with fields may still be filled in."""
    backlog = facts.backlog
    for story in backlog.open():
        told = wording.wording(story) if story.type == "story" else None
        unfinished = bool(story.as_a) and backlog.state(story) == "draft"
        if told and told.words.role and not told.words.want and not unfinished:
            hint = "add `i_want`" if story.as_a else "say it with `I want …`, or write as_a, i_want and so_that"
            yield Finding(story.path, told.role, f"`{story.id}` does not say what is wanted", hint)
