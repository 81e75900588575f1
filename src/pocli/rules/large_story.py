"""A story is too large."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pocli.model.diagnostic import Facts, Finding
from pocli.model.number import text

ABOUT = "readiness"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("points", "type", "status")
OPTIONS: Mapping[str, int] = {"max_points": 13}


def check(facts: Facts) -> Iterator[Finding]:
    """Find open stories above `max_points`."""
    most = Fraction(facts.options.get("max_points", OPTIONS["max_points"]))
    for story in facts.backlog.open():
        if story.points is not None and story.points > most and story.type != "epic":
            message = f"`{story.id}` has {text(story.points)} points; more than {text(most)} is too large to be sure of"
            yield Finding(story.path, ("points",), message, "split it")
