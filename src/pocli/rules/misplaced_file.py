"""A YAML file stands where it is not read."""

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
    for path in facts.backlog.files:
        folder = path.partition("/")[0]
        if path != "po.yaml" and (folder not in FOLDERS or "/" not in path or not path.endswith(".yaml")):
            message = f"`{path}` is not read"
            yield Finding(
                path, (), message, "move it into stories/, goals/, requests/ or sprints/, and end its name in .yaml"
            )
    for story in facts.backlog.stories:
        if story.id.partition("-")[0] in ident.PREFIXES.values():
            message = f"`{story.id}` is the id of a goal, a request or a sprint, but the file is among the stories"
            yield Finding(story.path, ("id",), message, "move the file, or give it a story's id")
