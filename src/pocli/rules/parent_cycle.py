"""Stories are each other's parents."""

from collections.abc import Iterator, Mapping

from pocli.model import graph, ident
from pocli.model.diagnostic import Facts, Finding

ABOUT = "order"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("parent",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find rings of parents; each is reported once."""
    stories = {story.id: story for story in facts.backlog.stories}
    edges = {name: (story.parent,) for name, story in stories.items() if story.parent in stories}
    for component in graph.components(edges):
        if len(component) > 1 or component[0] in edges.get(component[0], ()):
            found = graph.ring(edges, component, ident.order)
            message = f"these are each other's parents: {' → '.join((*found, found[0]))}"
            yield Finding(stories[found[0]].path, ("parent",), message, "remove one of these parents")
