"""A user story is worded differently from most."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.story import Story
from pocli.prose import wording

ABOUT = "wording"
ALONE = False
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {"at_least": 3}
"""How many stories must be written as sentences before any of them can be an exception."""

LOOKS = {
    "able": "I am able to",
    "can": "I can",
    "could": "I could",
    "may": "I may",
    "expect": "I expect",
    "have to": "I have to",
    "like": "I would like",
}


def digest(story: Story) -> str:
    """Return how a user story's sentence begins its wish, and in which field it stands."""
    told = wording.wording(story) if story.type == "story" and not story.i_want and not story.as_a else None
    return f"{told.want[0]} {told.words.verb}" if told and told.words.role and told.words.verb else ""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories whose sentence begins its wish with other words than most stories do."""
    said = {path: digest.split(" ", 1) for path, digest in facts.digests.items()}
    ways = Counter(verb for _, verb in said.values())
    if ways.total() < int(facts.options["at_least"]):
        return
    usual, count = max(ways.items(), key=lambda way: (way[1], way[0]))
    for story in facts.backlog.open() if count * 2 > ways.total() else ():
        field, verb = said.get(story.path, ("", usual))
        if verb != usual:
            message = f"`{story.id}` says `{_look(verb)}`, most stories say `{_look(usual)}`"
            yield Finding(story.path, (field,), message, f"word it the same way: `As a …, {_look(usual)} …`")


def _look(verb: str) -> str:
    return LOOKS.get(verb, f"I {verb}")
