"""A user story asks for two things at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import exp

from pocli.model.diagnostic import Facts, Finding
from pocli.prose import language, wording

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("as_a", "i_want", "so_that", "title", "description", "type", "status")
OPTIONS: Mapping[str, int] = {"percent": 40, "pedantic_percent": 20}
"""From which chance on a wish is a warning, and from which one it is shown with `--pedantic`."""

WEIGHTS = {
    "always": -3.4,
    "joined": 1.5,
    "main": 1.0,
    "thing": 0.9,
    "question": -0.9,
    "verbs": 0.7,
    "objects": 0.4,
    "adverbs": 0.5,
    "listed": 0.3,
}
"""How much each sign counts; `bench/lint.py` learns them, the rule's page tells how."""

JOINT = re.compile(r"\s(?:and/or|and|or|as well as|&|\+)\s", re.IGNORECASE)
JOINTS = frozenset(("and", "or", "and/or", "&", "+"))
IDIOMS = frozenset(("so", "not", "vice"))
"""After `and`, these join no second thing: `and so on`, `and not by fax`, `and vice versa`."""
PHRASES = frozenset(
    [
        *("terms conditions", "date time", "drag drop", "start end", "pros cons", "back forth", "questions answers"),
        *("search replace", "trial error", "name address", "user password", "username password", "first last"),
        *("research development", "read write", "copy paste", "black white"),
    ]
)
"""Pairs that are one thing, without what joins them."""
TOKEN = re.compile(r"[^\s,]+|,")
JOINED = re.compile(
    r"\s(?:and/or|and|or|as well as|&|\+)\s+(?:(?:also|then|later|either|to|I|can|\w+ly)\s+)*"
    r"(?P<verb>[A-Za-z]+)\s+(?P<next>[\w'’]+)",
    re.IGNORECASE,
)
LEAD = re.compile(r"(?:(?:to|I|we|they|can|could|be|able|not|easily|\w+ly)\s+)*", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:that|which|who|whose|whether|when|if|what|how|where|why|ensure)\b", re.IGNORECASE)
LEADING = re.compile(r"(?:not )?(?:to )?(?:be able to )?")
CLAUSE = frozenset("that which who whose how what where when whether if".split())
"""What begins a clause that belongs to a thing: what it joins is no second wish as a rule."""
QUESTION = re.compile(
    r"(?:not\s+)?to\s+(?:be\s+able\s+to\s+)?(?:\w+ly\s+)?(?:analy[sz]e|assess|compare|evaluate|examine|explore|investigate"
    r"|know|learn|see|study|test|understand|validate)\b",
    re.IGNORECASE,
)
"""A wish to find something out: what is compared is two things, and yet one wish."""
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
PAIRED = VERBS | frozenset(
    """accept access adapt address alert analyse analyze approve archive assess automate block browse build capture
    classify collaborate combine contrast control copy customise customize deploy design detect develop differentiate
    discourage download draw encourage engage enhance evaluate export extract filter highlight implement import
    integrate interpret investigate leverage link match maximise maximize measure minimise minimize mitigate monitor
    navigate open optimise optimize order plan print prioritise prioritize process promote protect refine reject report
    request respond review run scan schedule search segment set share sort start stop streamline support tailor test
    track train update use utilise utilize view visualise visualize""".split()
)
"""Those and words that are also nouns: verbs where they stand on both sides of `and`."""
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
NEAR = 6
"""So many words before `and` at most stands the comma of a list of three."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open user stories whose wish is probably two; with `--pedantic`, those where it may be."""
    sure, shown = (int(facts.options[name]) / 100 for name in OPTIONS)
    for story in facts.backlog.open():
        told = wording.wording(story) if story.type == "story" else None
        want = told.words.want if told else ""
        joint = JOINT.search(want)
        if not told or not joint:
            continue
        second = _second(want)
        likely = chance(_signs(want, second))
        if (second or likely >= min(shown, sure)) and language.leaning(story) > 0:
            unsure = not second and likely < sure
            said = f"{'may ask' if unsure else 'asks'} for two things: `{second or _around(want, joint)}`"
            yield Finding(story.path, told.want, f"`{story.id}` {said}", "split it, a story for each", unsure=unsure)


def chance(found: Sequence[str]) -> float:
    """Return how likely a wish with some signs is two: the logistic function of the sum of their weights."""
    return 1 / (1 + exp(-WEIGHTS["always"] - sum(WEIGHTS[name] for name in found)))


def signs(want: str) -> tuple[str, ...]:
    """Return what speaks for two things in a wish, or against: names of WEIGHTS."""
    return _signs(want, _second(want))


def _signs(want: str, second: str) -> tuple[str, ...]:
    words = TOKEN.findall(want.lower().replace(" as well as ", " and "))
    inner = range(1, len(words) - 1)
    joints = (at for at in inner if words[at] in JOINTS and words[at + 1] not in IDIOMS)
    places = [at for at in joints if f"{words[at - 1]} {words[at + 1]}" not in PHRASES]
    marks = {
        "joined": bool(places),
        "main": any(at < _main(words) for at in places),
        "thing": words[:1] != ["to"] and words[:2] != ["not", "to"],
        "question": bool(QUESTION.match(want)),
        "verbs": any(_before(words, at) in PAIRED and _after(words, at) in PAIRED for at in places),
        "objects": bool(second),
        "adverbs": any(words[at - 1].endswith("ly") and words[at + 1].endswith("ly") for at in places),
        "listed": any("," in words[max(at - NEAR, 0) : at] for at in places),
    }
    return tuple(name for name, there in marks.items() if there)


def _main(words: Sequence[str]) -> int:
    """Return where a wish turns to what its thing is for, or which one it is; `to be able to` only begins it."""
    begin = len(LEADING.match(" ".join(words))[0].split())  # type: ignore[index]
    following = [*words[1:], ""]
    turns = (
        at
        for at, (word, after) in enumerate(zip(words, following, strict=True))
        if at >= begin and (word in CLAUSE or (word == "to" and after != "be"))
    )
    return next(turns, len(words))


def _before(words: Sequence[str], at: int) -> str:
    return words[at - 2] if words[at - 1] == "," and at > 1 else words[at - 1]


def _after(words: Sequence[str], at: int) -> str:
    skipped = ("then", "also", "to")
    return next((word for word in words[at + 1 : at + 4] if word not in skipped and not word.endswith("ly")), "")


def _around(want: str, joint: re.Match[str]) -> str:
    """Return the words that are joined: `fast and efficient`."""
    before, after = want[: joint.start()].split(), want[joint.end() :].split()
    return " ".join((*before[-1:], joint[0].strip(), *after[:1])).strip(".,;:")


def _second(text: str) -> str:
    """Return where a second action with an object of its own begins: `and sell the system`; else nothing."""
    for found in JOINED.finditer(text):
        words = text[LEAD.match(text).end() : found.start()].split()  # type: ignore[union-attr]
        before = _action(words)
        listed = all(word.endswith(",") for word in before[:-1])  # `access, analyze and export the figures` is one wish
        own_object = len(before) > 1 and not listed and before[-1].lower() not in NO_OBJECT
        if own_object and not RELATIVE.search(" ".join(words)) and _verb(found["verb"].lower(), found["next"].lower()):
            return found[0].strip()
    return ""


def _action(before: list[str]) -> list[str]:
    """Return the action that stands last before a joint: `plan` of `use the figures to plan`."""
    starts = (at for at in range(len(before) - 1, 0, -1) if before[at - 1] == "to" and before[at].lower() in PAIRED)
    return before[next(starts, 0) :]


def _verb(word: str, after: str) -> bool:
    if word in VERBS:
        return after not in NO_OBJECT or after in {"with", "to"}
    return after in DETERMINERS and word not in NO_VERBS | DETERMINERS and not word.endswith(("s", "ed", "ing"))
