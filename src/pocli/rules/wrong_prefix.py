"""A story's id does not begin with the backlog's prefix."""

from collections.abc import Iterator, Mapping

from pocli.model import ident
from pocli.model.diagnostic import Facts, Finding

ABOUT = "files"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ()
SETTINGS = ("id_prefix",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find stories whose id has another prefix than po.yaml says."""
    prefix = facts.backlog.config.id_prefix
    for story in facts.backlog.stories:
        own = story.id.partition("-")[0]
        if own != prefix and own not in ident.PREFIXES.values():
            message = f"`{story.id}` does not begin with `{prefix}-`"
            hint = f"set `id_prefix: {own}` in po.yaml, or: po renumber --prefix {prefix}"
            yield Finding(story.path, ("id",), message, hint)
