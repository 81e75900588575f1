"""A story's role is not one of the personas in po.yaml."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.text import meant

ABOUT = "references"
ALONE = True
SEVERITY = "error"
READS: tuple[str, ...] = ("as_a",)
SETTINGS = ("personas",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find `as_a` that is no persona, where po.yaml lists them."""
    personas = facts.backlog.config.personas
    for story in facts.backlog.stories if personas else ():
        if story.as_a and story.as_a not in personas:
            hint = meant(story.as_a, personas, f"there are: {', '.join(personas)}")
            yield Finding(story.path, ("as_a",), f"`{story.as_a}` is not a persona", hint)
