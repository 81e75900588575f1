"""A wish or a criterion holds words that everybody understands differently."""

import re
from collections.abc import Iterator, Mapping

from pocli.model.diagnostic import Facts, Finding
from pocli.model.story import Criterion, Story
from pocli.prose import language, wording

ABOUT = "wording"
ALONE = True
SEVERITY = "warning"
READS: tuple[str, ...] = ("i_want", "title", "acceptance_criteria", "status", "type")
OPTIONS: Mapping[str, int | str] = {"allow": ""}
"""Words that may be used all the same, with commas."""

OPEN = re.compile(r"\b(?:TBD|TBA|TBC|TODO|FIXME|to\s+be\s+(?:defined|decided|determined|discussed|confirmed))\b|\?\?+")
"""What says that something is still to be said; no number makes up for it."""
LOOSE = re.compile(
    r"\betc\b\.?|\band\s+so\s+(?:on|forth)\b|\bor\s+similar\b|\bas\s+(?:needed|required|appropriate|necessary|applicable)\b"
    r"|\b(?:if|where|when|wherever|whenever)\s+(?:appropriate|necessary|possible|applicable)\b",
    re.IGNORECASE,
)
"""What leaves open how much is meant."""
VAGUE = re.compile(
    r"\b(?:fast(?![\s-](?:track|forward|food|lane))|faster|quick(?=\s+(?:and|response|to)\b)|quickly|easy|easier|easily|effortless(?:ly)?"
    r"|user[\s-]?friendly|intuitive(?:ly)?|seamless(?:ly)?|smooth(?:ly)?|robust(?:ly)?|flexibl[ey]|efficient(?:ly)?|convenient(?:ly)?"
    r"|appropriate(?:ly)?|adequate(?:ly)?|suitabl[ey]|reasonabl[ey]|acceptabl[ey]|sufficient(?:ly)?|state[\s-]of[\s-]the[\s-]art"
    r"|nice(?:ly)?|asap|as\s+soon\s+as\s+possible|in\s+a\s+timely\s+manner)\b",
    re.IGNORECASE,
)
"""What says how something is without saying how that is measured."""
MEASURE = re.compile(r"\d|\b(?:two|three|four|five|ten|half|same|than)\b", re.IGNORECASE)
"""What makes a vague word exact: `fast: under 2 seconds`, `faster than by fax`."""


HINTS = (
    *(
        "fast",
        "quick",
        "eas",
        "effortless",
        "friendly",
        "intuitiv",
        "seamless",
        "smooth",
        "robust",
        "flexibl",
        "efficient",
    ),
    *(
        "convenient",
        "appropriate",
        "adequate",
        "suitabl",
        "reasonabl",
        "acceptabl",
        "sufficient",
        "state",
        "nice",
        "asap",
    ),
    *("soon", "timely", "etc", "so on", "so forth", "similar", " needed", " required", "necessary", "applicable"),
    *("possible", "tb", "todo", "fixme", "defined", "decided", "determined", "discussed", "confirmed", "??"),
)
"""A text that holds none of these holds nothing vague, which is quickly seen."""


def check(facts: Facts) -> Iterator[Finding]:
    """Find open items with vague words in a criterion; with `--pedantic`, open user stories with them in the wish."""
    allowed = frozenset(word.strip().lower() for word in str(facts.options["allow"]).split(","))
    for story in facts.backlog.open():
        found = list(_findings(story, allowed))
        if found and (language.leaning(story) > 0 or any(OPEN.search(one.message) for one in found)):
            yield from found


def _findings(story: Story, allowed: frozenset[str]) -> Iterator[Finding]:
    told = wording.wording(story) if story.type == "story" else None
    want = told.words.want if told else ""
    texts = " ".join((want, *(text for one in story.acceptance_criteria for text in _said(one)))).lower()
    if not any(hint in texts for hint in HINTS):
        return
    hint = "say how it is measured, or name an example"
    for at, criterion in enumerate(story.acceptance_criteria):
        word = next((word for text in _said(criterion) if (word := _vague(text, allowed))), "")
        if word:
            message = f"criterion {at + 1} of `{story.id}` is vague: `{word}`"
            yield Finding(story.path, ("acceptance_criteria", at), message, hint)
    word = _vague(want, allowed)
    if told and word:
        sure = bool(OPEN.fullmatch(word))
        yield Finding(story.path, told.want, f"the wish of `{story.id}` is vague: `{word}`", hint, unsure=not sure)


def _said(criterion: Criterion) -> tuple[str, ...]:
    return (criterion.text, *criterion.then)


def _vague(text: str, allowed: frozenset[str]) -> str:
    """Return the first vague word of a text, as it stands there, or nothing."""
    exact = bool(MEASURE.search(text))
    for pattern in (OPEN, LOOSE) if exact else (OPEN, LOOSE, VAGUE):
        for found in pattern.finditer(text, 0, wording.LONGEST):
            word = " ".join(found[0].split())
            if word.lower().rstrip(".") not in allowed:
                return word
    return ""
