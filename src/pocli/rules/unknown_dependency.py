"""A story depends on one that is not there."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.text import meant

ABOUT = "references"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("depends_on",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find entries of `depends_on` that name no story."""
    backlog = facts.backlog
    known = backlog.known_stories()
    for story in backlog.stories:
        for index, need in enumerate(story.depends_on):
            if need not in known:
                hint = meant(need, known, "fix the id, or remove the dependency")
                yield Finding(story.path, ("depends_on", index), f"no story is called `{need}`", hint)
