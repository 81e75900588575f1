"""A user story is worded in another way than most."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pocli.model import wording
from pocli.model.diagnostic import Facts, Finding

ABOUT = "wording"
ALONE = False
SEVERITY = "warning"
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


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories whose sentence begins its wish with other words than most stories do."""
    stories = [story for story in facts.backlog.open() if story.type == "story" and not story.i_want and not story.as_a]
    told = [(story, found) for story in stories if (found := wording.told(story)) and found.words.role]
    ways = Counter(found.words.verb for _, found in told if found.words.verb)
    if ways.total() < int(facts.options["at_least"]):
        return
    usual, count = max(ways.items(), key=lambda way: (way[1], way[0]))
    for story, found in told if count * 2 > ways.total() else ():
        if found.words.verb and found.words.verb != usual:
            message = f"`{story.id}` says `{_look(found.words.verb)}`, most stories say `{_look(usual)}`"
            yield Finding(story.path, found.want, message, f"word it alike: `As a …, {_look(usual)} …`")


def _look(verb: str) -> str:
    return LOOKS.get(verb, f"I {verb}")
