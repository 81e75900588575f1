"""A user story asks for two things at once."""

import re
from collections.abc import Iterator, Mapping

from pocli.model import wording
from pocli.model.diagnostic import Facts, Finding

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {}

JOINED = re.compile(
    r"\s(?:and/or|and|or|as well as|&|\+)\s+(?:(?:also|then|later|either|to|I|can|\w+ly)\s+)*"
    r"(?P<verb>[A-Za-z]+)\s+(?P<next>[\w'’]+)",
    re.IGNORECASE,
)
LEAD = re.compile(r"(?:(?:to|I|we|they|can|could|be|able|not|easily|\w+ly)\s+)*", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:that|which|who|whose|whether|when|if|what|how|where|why|ensure)\b", re.IGNORECASE)
NO_OBJECT = frozenset("for to with of in on at by from into about up off out over through".split())
VERBS = frozenset(
    """add adjust apply assign associate avoid buy calculate cancel choose collect compare configure confirm connect
    create deal define delete delegate deliver determine discover display distribute divide edit enable ensure enter
    explain find generate get give grant identify improve include inform insert install invite keep know learn let
    locate maintain make manage modify move notify obtain organise organize pay perform predict prepare prevent produce
    propose provide publish purchase read receive recognise recognize recommend reduce register remove rename replace
    resolve restore retrieve save see select sell send specify submit suggest take tell understand upload validate
    verify write""".split()
)
"""Words that are verbs and hardly anything else, so that one after `and` begins a second wish."""
DETERMINERS = frozenset(
    """the a an my our your their his her its it them all any each every this these those me us him another
    some""".split()
)
"""What makes a verb of the word before it: `and record the outcome`."""
NO_VERBS = frozenset(
    """about above across after against all along also although among around as at because before behind below between
    both but by despite down during either even except for from have how if in inside into is it like near neither nor
    not of off on once one only onto or out outside over per since so such than that then though through throughout till
    to toward towards under unless until up upon via was what when where whereas whether which while who whose why with
    within without yet are be been can could do does has had may might must shall should will would""".split()
)


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories whose wish or end joins two actions, each with an object of its own."""
    for story in facts.backlog.open():
        told = wording.told(story) if story.type == "story" else None
        for text, route in ((told.words.want, told.want), (told.words.end, told.end)) if told else ():
            joint = _joint(text)
            if joint:
                yield Finding(
                    story.path, route, f"`{story.id}` asks for two things: `{joint}`", "split it, a story for each"
                )
                break


def _joint(text: str) -> str:
    """Return where a second action begins, such as `and sell the system`, or an empty text."""
    for found in JOINED.finditer(text):
        before = text[LEAD.match(text).end() : found.start()].split()  # type: ignore[union-attr]
        listed = all(word.endswith(",") for word in before[:-1])  # `access, analyze and export the figures` is one wish
        own_object = len(before) > 1 and not listed and before[-1].lower() not in NO_OBJECT
        if own_object and not RELATIVE.search(" ".join(before)) and _verb(found["verb"].lower(), found["next"].lower()):
            return found[0].strip()
    return ""


def _verb(word: str, after: str) -> bool:
    if word in VERBS:
        return after not in NO_OBJECT or after in {"with", "to"}
    return after in DETERMINERS and word not in NO_VERBS | DETERMINERS and not word.endswith(("s", "ed", "ing"))
