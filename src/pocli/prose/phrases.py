"""Where does a user story's sentence turn from what is wanted to what it is good for?

`so that` and `in order to` always begin an end. `because`, `since`, `to ensure` and `for easy …` do so unless the words
beside them make them part of the wish: `changes since yesterday`, `our team to ensure`, `search for easy recipes`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

SENTENCE = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bvs)(?<!\bapprox)(?<!\bno)(?<![.;!?])[.;!?]++\s++(?=\S)", re.IGNORECASE
)
"""What separates two sentences."""
CERTAIN = re.compile(
    r"[ ,.;]{1,3}(?P<open>\()?(?:(?P<joint>so that|in order (?:that|to)|so as to)\b,? ?"
    r"|(?:(?<=[,;])|(?<=[,;] ))(?P<comma>so) |(?<= )(?P<bare>so) (?=(?:I|we|they|he|she|you) ))",
    re.IGNORECASE,
)
POSSIBLE = re.compile(
    r"(?P<stop>[ ,;]{1,3})(?P<open>\()?"
    r"(?:(?P<because>because(?: of)?)|(?P<since>since)|(?P<to>to)(?= (?:ensure|make sure)\b)"
    r"|(?P<for>for)(?= eas(?:y|ier)\b)) ",
    re.IGNORECASE,
)
HINTS = ("because", "since", "ensure", "make sure", "for eas")
"""A line without any of these has nothing POSSIBLE, which is quickly seen."""
CONDITION = re.compile(r"\b(?:if|when|whenever|whether|why|unless|fails?|failed)\b", re.IGNORECASE)
"""Before `because`, it makes the reason part of the wish: `to see why it failed because of …`."""
SUBJECT = re.compile(
    r"(?:I|we|you|they|he|she|it|this|that|these|there|the|our|my|not|some|many|most|all)\b", re.IGNORECASE
)
STATE = re.compile(
    r"(?:I|we|you|they|he|she|it|this|these|there)(?:['’](?:m|re|s|ve)\b|\s+(?:am|are|is|have|has|need|can|cannot|can['’]t"
    r"|do|does|don['’]t|want|must|will|may|often|usually|always|never|know)\b)",
    re.IGNORECASE,
)
MOMENT = re.compile(
    r"(?:\S+\s+){1,2}(?:last|first|latest|previous|beginning|start|release|launch|time|moment)\b", re.IGNORECASE
)
"""After `since`, it names a time: `since I last looked`, `since the last release`."""
NO_PURPOSE = frozenset(
    "able ability and be but have has how me need needs not or right them try trying us want way".split()
)
"""After these, `to ensure` is the wish."""
NO_EASE = frozenset("aim ask browse check filter hope hunt look looking pay search searching wait watch wish".split())
"""After these, `for easy …` is what is wanted."""
LONG = 5
"""So many words before `to ensure` are more than the one who shall ensure it: `I want the system to ensure …`."""
THINGS = re.compile(r"(?:an?\s.*(?<![eo]r)|.*[^s]s(?<![eo]rs)(?<!admins))", re.IGNORECASE)
"""So few words name what ensures something, not who shall do it: `a lock`, `backups`; not `a tester`, `our team`."""
NOT_THINGS = frozenset("all every my our that the their these this those your".split())
"""What begins with these may be somebody."""
VERBS = frozenset(
    "am are can cannot cost costs depend depends do does don't don’t gives has have helps is keep keeps makes"
    " matters may means must need needs requires says shows takes wants will".split()
)
NO_VERBS = frozenset(
    "about after and as at became before began broke by came fell for from got grew had in into left lost made met of"
    " on or over ran rose said saw sent sold than that to took under went were which who with won".split()
)
"""After a plural these are no verb, or one that tells when: `since orders in May`, `since users left`."""
TIMES = re.compile(
    r"\d|(?:(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber|(?:mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|yesterday|today|launch|release|version|birth|then)\b",
    re.IGNORECASE,
)


class End(NamedTuple):
    """Where an end begins in its line."""

    start: int
    """Where the wish ends."""
    stop: int
    """Where the words after the joint begin."""
    joint: str
    """As the line says it, in lower case: so that, so, in order to, because, since, to, for."""
    bracket: bool
    """It stands in brackets."""


def find(line: str, start: int) -> End | None:
    """Return where the end of a sentence begins, in a line without double blanks whose wish begins at `start`."""
    certain = CERTAIN.search(line, start)
    if certain:
        return _at(certain)
    lower = line.lower()
    if not any(hint in lower for hint in HINTS):
        return None
    for possible in POSSIBLE.finditer(line, start):
        wish = line[start : possible.start()]
        if SENTENCE.search(wish):
            return None
        if _is_reason(possible, wish, line[possible.end() :]):
            return _at(possible)
    return None


def _at(found: re.Match[str]) -> End:
    joint = " ".join(found[str(found.lastgroup)].lower().split())
    return End(found.start(), found.end(), joint, bool(found["open"]))


def _is_reason(found: re.Match[str], wish: str, after: str) -> bool:
    apart = bool(found["stop"].strip() or found["open"])
    words = wish.lower().split()
    if found["since"]:
        said = (SUBJECT if apart else STATE).match(after) or _says_something(after)
        return bool(said) and not MOMENT.match(after)
    if found["because"]:
        return apart or not CONDITION.search(wish)
    if found["for"]:
        return bool(words) and words[-1] not in NO_EASE
    named = bool(words) and (apart or words[0] == "to" or len(words) >= LONG or _are_things(words))
    return named and words[-1] not in NO_PURPOSE


def _says_something(after: str) -> bool:
    """Say whether some words begin with a noun and its verb: `reports show …`, `payroll depends …`; no time."""
    words = after.lower().split()[:4]
    if not words or TIMES.match(words[0]):
        return False
    for noun, verb in pairwise(words):
        if not noun.isalpha() or noun.endswith("ed") or noun in NO_VERBS:
            return False
        plural = noun == "people" or (noun.endswith("s") and not noun.endswith("ss"))
        plain = verb.isalpha() and not verb.endswith(("ed", "ing", "ly", "s")) and verb not in NO_VERBS
        if verb in VERBS or (plural and plain):
            return True
    return False


def _are_things(words: Sequence[str]) -> bool:
    return words[0] not in NOT_THINGS and bool(THINGS.fullmatch(" ".join(words)))
