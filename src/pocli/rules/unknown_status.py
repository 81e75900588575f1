"""A status word is neither built in nor in po.yaml."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding, Fix
from pocli.model.edit import Set
from pocli.model.story import STATES
from pocli.text import folded, meant

ABOUT = "references"
ALONE = True
SEVERITY = "error"
READS: tuple[str, ...] = ()
SETTINGS = ("statuses",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find status words that mean nothing here; they count as drafts."""
    known = (*STATES, *facts.backlog.config.statuses)
    for story in facts.backlog.stories:
        if story.status not in known:
            hint = meant(story.status, known, f"write one of {', '.join(known)}, or add it to `statuses` in po.yaml")
            same = [word for word in known if folded(word) == folded(story.status)]
            fix = Fix((Set(story.path, ("status",), same[0]),), safe=True) if len(same) == 1 else None
            message = f"`{story.status}` is not a status"
            yield Finding(story.path, ("status",), message, f"write `{same[0]}`" if fix else hint, fix=fix)
