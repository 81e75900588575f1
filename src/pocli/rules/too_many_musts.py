"""Too much of the work is a must."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from pocli.model.diagnostic import Facts, Finding
from pocli.model.rule import touches
from pocli.model.story import Story

ABOUT = "readiness"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("state",)
SETTINGS = ("statuses",)
OPTIONS: Mapping[str, int] = {"percent": 60}
"""How much of the points may be musts: the DSDM handbook's advice (MoSCoW prioritisation)."""

WEIGHED = ("moscow", "points", "sprint", "status", "type")
"""What the share of the musts is worked out from."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find an open backlog, and open sprints, in which musts have more than their share of the points."""
    backlog = facts.backlog
    most = Fraction(facts.options["percent"])
    lost = any(file.path.startswith("stories/") for file in backlog.unreadable)
    if lost or any(touches(story.faults, WEIGHED) for story in backlog.open()):
        return  # what cannot be read may be what tips the scales
    stories = tuple(story for story in backlog.open() if story.type != "epic" and story.moscow not in ("", "wont"))
    hint = "make some of them should or could: if everything is a must, nothing gives way when time is short"
    share = _share(stories)
    if share > most:
        message = f"{round(share)} % of the open points are musts; more than {round(most)} % leaves no room"
        yield Finding(backlog.config.path, (), message, hint)
    for sprint in backlog.sprints:
        share = _share(story for story in stories if story.sprint == sprint.id)
        if sprint.state != "closed" and share > most:
            message = (
                f"{round(share)} % of the points in `{sprint.id}` are musts; more than {round(most)} % leaves no room"
            )
            yield Finding(sprint.path, ("id",), message, hint)


def _share(stories: Iterable[Story]) -> Fraction:
    """Return how many percent of the points are musts; 0 where there are none."""
    musts, total = Fraction(0), Fraction(0)
    for story in stories:
        points = story.points or Fraction(0)
        musts += points if story.moscow == "must" else 0
        total += points
    return musts * 100 / total if total else total
