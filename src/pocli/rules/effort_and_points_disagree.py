"""A story's effort and its points say different things."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pocli.model.diagnostic import Facts, Finding
from pocli.model.story import Story
from pocli.text import figure

ABOUT = "honesty"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("points", "rice.effort", "status")
SETTINGS = ("points_per_person_month",)
OPTIONS: Mapping[str, int] = {"times": 3}
"""How many times as much as the points one may be."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open stories whose `rice.effort` is several times what their points come to, or the other way round."""
    times = Fraction(facts.options["times"])
    for story in facts.backlog.open():
        if not story.points or not story.rice or story.rice.effort is None:
            continue
        months = story.points / facts.backlog.config.points_per_person_month
        if not _agree(story, months, times):
            message = (
                f"`{story.id}` has an effort of {figure(story.rice.effort)} person-months, but its "
                f"{figure(story.points)} points come to {figure(months)}"
            )
            hint = "fix one of the two, or remove `effort`: then it follows from the points"
            yield Finding(story.path, ("rice", "effort"), message, hint)


def _agree(story: Story, months: Fraction, times: Fraction) -> bool:
    rice = story.rice
    if rice is None or rice.effort is None:
        return True
    low, high = rice.effort_range or (rice.effort, rice.effort)
    return low <= months * times and months <= high * times
