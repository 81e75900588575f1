"""A score rests on evidence that is old."""

from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding

ABOUT = "honesty"
ALONE = True
SEVERITY = "info"
OPTIONS: Mapping[str, int] = {"days": 180}


def check(facts: Facts) -> Iterator[Finding]:
    """Find scored stories, not yet begun, whose newest evidence is older than `days`."""
    backlog, days = facts.backlog, int(facts.options["days"])
    for story in backlog.open():
        dates = [evidence.date for evidence in story.evidence if evidence.date]
        if story.rice and dates and backlog.state(story) != "doing" and (facts.today - max(dates)).days > days:
            newest = max(range(len(story.evidence)), key=lambda at: (story.evidence[at].date or min(dates), -at))
            message = f"the newest evidence of `{story.id}` is of {max(dates)}, more than {days} days ago"
            yield Finding(story.path, ("evidence", newest, "date"), message, "look at the score again, then date it")
