"""Stories wait for each other in a cycle."""

from collections.abc import Iterator, Mapping

from pocli.model import graph, ident
from pocli.model.diagnostic import Facts, Finding, Related

ABOUT = "order"
ALONE = False
SEVERITY = "error"
READS: tuple[str, ...] = ("depends_on",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find rings of dependencies; each is reported once, whole."""
    stories = {story.id: story for story in facts.backlog.stories}
    waiting = [story for story in facts.backlog.stories if story.depends_on]
    edges = {story.id: [need for need in story.depends_on if need in stories] for story in waiting}
    for component in graph.components(edges):
        if len(component) > 1 or component[0] in edges.get(component[0], ()):
            found = graph.ring(edges, component, ident.order)
            steps = tuple(zip(found, (*found[1:], found[0]), strict=True))
            related = tuple(
                Related(stories[one].path, ("depends_on", stories[one].depends_on.index(two)), f"{one} waits for {two}")
                for one, two in steps
            )
            message = f"these wait for each other: {' → '.join((*found, found[0]))}"
            yield Finding(related[0].path, related[0].route, message, "remove one of these dependencies", related[1:])
