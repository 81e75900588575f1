"""A YAML file is where po does not read it."""

from collections.abc import Iterator, Mapping

from pocli.model import ident
from pocli.model.diagnostic import Facts, Finding

FOLDERS = frozenset({"stories", "goals", "requests", "sprints"})

ABOUT = "files"
ALONE = True
SEVERITY = "error"
READS: tuple[str, ...] = ()
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find YAML files that are in no answer because of where they stand."""
    ours = {*ident.PREFIXES.values(), facts.backlog.config.id_prefix}
    for stray in facts.backlog.strays:
        inside = stray.path.partition("/")[0] in FOLDERS
        if inside or stray.id.partition("-")[0] in ours:
            hint = "end its name in .yaml" if inside else "move it into stories/, goals/, requests/ or sprints/"
            yield Finding(stray.path, (), f"`{stray.path}` is not read", hint)
    for story in facts.backlog.stories:
        if story.id.partition("-")[0] in ident.PREFIXES.values():
            message = f"`{story.id}` is the id of a goal, a request or a sprint, but the file is among the stories"
            yield Finding(story.path, ("id",), message, "move the file, or give it a story's id")
