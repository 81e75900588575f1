"""A story's parent is not there."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.text import meant

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("parent",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find `parent` that names no story."""
    backlog = facts.backlog
    asking = [story for story in backlog.stories if story.parent]
    known = backlog.known_stories() if asking else frozenset()
    for story in asking:
        if story.parent not in known:
            hint = meant(story.parent, known, "fix the id, or remove it")
            yield Finding(story.path, ("parent",), f"no story is called `{story.parent}`", hint)
