"""A score rests on old evidence."""

from collections.abc import Iterator, Mapping
from datetime import date

from pocli.model.diagnostic import Facts, Finding
from pocli.model.place import Route
from pocli.model.story import Story

ABOUT = "honesty"
ALONE = False
SEVERITY = "info"
READS: tuple[str, ...] = ("rice", "evidence", "status")
OPTIONS: Mapping[str, int] = {"days": 180}


def digest(story: Story) -> str:
    """Return the day of a story's newest evidence, and which it is."""
    dates = [(one.date, -at) for at, one in enumerate(story.evidence) if one.date]
    return f"{max(dates)[0]} {-max(dates)[1]}" if dates else ""


def check(facts: Facts) -> Iterator[Finding]:
    """Find scored stories, not yet begun, that nobody looked at for `days`.

    They were looked at when their newest evidence was found; where the history is known, also when that input was last
    changed that was left alone for longest.
    """
    backlog, days = facts.backlog, int(facts.options["days"])
    rescored = facts.past.rescored if facts.past else {}
    for story in backlog.open() if facts.digests or rescored else ():
        if not story.rice or backlog.state(story) == "doing":
            continue
        day, _, place = facts.digests.get(story.path, "").partition(" ")
        newest = date.fromisoformat(day) if day else None
        last = max((one for one in (newest, rescored.get(story.id)) if one), default=None)
        if last is None or (facts.today - last).days <= days:
            continue
        route: Route = ("evidence", int(place), "date") if last == newest else ("rice",)
        what = "the newest evidence of" if last == newest else "an input to the score of"
        said = "is of" if last == newest else "was last changed on"
        message = f"{what} `{story.id}` {said} {last}, more than {days} days ago"
        yield Finding(story.path, route, message, "look at the score again, then date it")
