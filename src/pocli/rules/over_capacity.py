"""A sprint holds more points than fit in."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pocli.model.diagnostic import Facts, Finding
from pocli.model.number import text
from pocli.model.rule import touches

ABOUT = "sprints"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("capacity", "state")
SETTINGS = ("statuses",)
OPTIONS: Mapping[str, int] = {}


def check(facts: Facts) -> Iterator[Finding]:
    """Find sprints, not closed, whose stories have more points than their capacity."""
    backlog = facts.backlog
    points: dict[str, Fraction] = {}
    for story in backlog.stories:
        if not story.sprint or not story.points or touches(story.faults, ("status", "type")):
            continue
        if backlog.state(story) != "dropped" and story.type != "epic":
            points[story.sprint] = points.get(story.sprint, Fraction(0)) + story.points
    for sprint in backlog.sprints:
        planned = points.get(sprint.id, Fraction(0))
        if sprint.capacity is not None and sprint.state != "closed" and planned > sprint.capacity:
            message = f"`{sprint.id}` holds {text(planned)} points, but {text(sprint.capacity)} fit in"
            yield Finding(sprint.path, ("capacity",), message, f"see po plan --sprint {sprint.id}")
