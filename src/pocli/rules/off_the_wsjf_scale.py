"""An input of WSJF is not on its scale."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.number import text
from pocli.model.story import Wsjf

ABOUT = "honesty"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("wsjf",)
OPTIONS: Mapping[str, int] = {}
SCALE = (1, 2, 3, 5, 8, 13, 20)
"""Of SAFe: the modified Fibonacci numbers, as WSJF compares jobs with each other."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open stories with an input of WSJF that is not one of 1, 2, 3, 5, 8, 13, 20."""
    for story in facts.backlog.open():
        for name, value in zip(Wsjf._fields, story.wsjf or (), strict=False):
            if value is not None and value not in SCALE:
                near = min(SCALE, key=lambda one: abs(one - value))
                message = f"`{name}` of `{story.id}` is {text(value)}, which is not on the scale of WSJF"
                hint = f"write one of {', '.join(map(str, SCALE))}; the nearest is {near}"
                yield Finding(story.path, ("wsjf", name), message, hint)
