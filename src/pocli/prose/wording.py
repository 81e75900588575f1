"""Who wants what, and what for: how is a user story worded?

The parts are those of Cohn's template "As a <role>, I want <means>, so that <end>", as the Quality User Story framework
names them (Lucassen, Dalpiaz, van der Werf, Brinkkemper: Improving agile requirements, 2016). They stand in the fields
`as_a`, `i_want` and `so_that`, or, failing these, in a sentence of the title or of the description's first paragraph.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pocli.model.place import Route
from pocli.model.story import Story
from pocli.prose import phrases

CUE = re.compile(r"\bas\s|\bwants?\b|\bwould\s+like\b|\bso\s+that\b|\bI(?:\s|['’])", re.IGNORECASE)
ROLE = re.compile(
    r"(?:user\s++story\s*+:\s*+)?as\s++(?:(?:an?|the)\s++(?!whole\b|result\b|rule\b|consequence\b)(?P<role>[^,.;:!?\n]{1,80}?)|(?P<bare>(?!soon\b|well\b|long\b|far\b|much\b|many\b|if\b)[^,.;:!?\n]{1,80}?))"
    r"(?:\s*+[,:]\s*+|\s++(?=(?:I|we)\b))",
    re.IGNORECASE,
)
WANT = re.compile(
    r"(?:I|we)(?:['’](?:m|d|re))?\s+(?P<before>(?:(?:am|are|would|will|do|don['’]t|not|only|also|really|just|should|must|be)\s+)*)"
    r"(?P<verb>want|wish|need|like|love|prefer|able|can(?:not|['’]t)?|could|may|expect|have\s+to)\b\s*",
    re.IGNORECASE,
)
OTHERS_WANT = re.compile(
    r"(?P<subject>[A-Za-z][\w-]*(?:\s+[\w-]+){0,3}?)\s+(?P<verb>would\s+like|wants|want|needs|need)\s+to\s+"
)
ASIDE = re.compile(r"(?!(?:I|we)\b)(?:[^,.;:!?\n]{1,80},){1,3}\s*(?=(?:I|we)\b)", re.IGNORECASE)
"""What stands between role and wish is said of the role: `As a clerk, working with data, I want …`."""
FIRST_END = re.compile(
    r"(?P<joint>in\s+order\s+(?:to|that)|so\s+that|because|since|to)\s+(?P<end>[^,\n]{1,200}),\s*(?=as\s+(?:an?|the)\s)",
    re.IGNORECASE,
)
FIRST_CONDITION = re.compile(
    r"(?P<condition>(?:when(?:ever)?|if|while|once|after|before|during|on|in|at)\s+(?!order\b)[^,\n]{1,200}),"
    r"\s*(?=as\s+(?:an?|the)\s)",
    re.IGNORECASE,
)
"""What stands before the role is said of the wish: `When it is late, as a clerk, I want to be told`."""
NEGATIVE = re.compile(r"\b(?:not|don['’]t|cannot|can['’]t)\b", re.IGNORECASE)
BARE_VERBS = ("can", "could", "may")
VERBS = {"wants": "want", "needs": "need", "would like": "like"}
LONGEST = 2000
"""How many characters of a text are read."""


class Wording(NamedTuple):
    """The parts of a user story's sentence; a part that is not there is empty."""

    role: str = ""
    want: str = ""
    """As `i_want` has it: `to export invoices`."""
    end: str = ""
    verb: str = ""
    """How the wish begins: want, need, able …"""
    joint: str = ""
    """What the end begins with: so that, in order to, because …"""
    rest: str = ""
    """What follows the sentence."""


class PlacedWording(NamedTuple):
    """A story's wording, and where in its file each part stands."""

    words: Wording
    role: Route
    want: Route
    end: Route


NOTHING = Wording()


def wording(story: Story) -> PlacedWording | None:
    """Return how a story is worded: by its fields, its title, or its description; None where no part can be seen."""
    return _told(story.as_a, story.i_want, story.so_that, story.title, story.description)


@lru_cache(maxsize=2**14)
def _told(as_a: str, i_want: str, so_that: str, title: str, description: str) -> PlacedWording | None:
    """Return the same; several rules ask about each story."""
    if as_a or i_want or so_that:
        words = Wording(_one_line(as_a), _one_line(i_want), _one_line(so_that))
        said = (("i_want", i_want), ("as_a", as_a), ("so_that", so_that))
        first = next(name for name, text in said if text)
        places = {name: (name if text else first,) for name, text in said}
        return PlacedWording(words, places["as_a"], places["i_want"], places["so_that"])
    for name, text in (("title", title), ("description", description.strip().split("\n\n")[0])):
        words = read(text)
        if words != NOTHING:
            return PlacedWording(words, (name,), (name,), (name,))
    return None


def title(want: str) -> str:
    """Return a wish as a title: `to export invoices` is `Export invoices`."""
    bare = re.sub(r"^(?:be able to|to be able to|to)\s+(?=\S)", "", want, flags=re.IGNORECASE)
    return bare[:1].upper() + bare[1:]


def _one_line(text: str) -> str:
    return " ".join(text[:LONGEST].split()) if text else ""


@lru_cache(maxsize=2**14)
def read(text: str) -> Wording:
    """Return the parts of a sentence such as "As a …, I want …, so that …".

    There are none where it names neither role nor wish. `I can`, `I am able to`, `I need` … also begin a wish, and
    `in order to`, `because` … an end (`ends`), also before the role.
    """
    if not CUE.search(text, 0, LONGEST):
        return NOTHING
    line = _one_line(text).strip("\"'“”*_ ")
    first = FIRST_END.match(line)
    condition = None if first else FIRST_CONDITION.match(line)
    before = first or condition
    line = line[before.end() :] if before else line
    role = ROLE.match(line)
    start = role.end() if role else 0
    aside = ASIDE.match(line, start) if role and role["role"] and not WANT.match(line, start) else None
    wish = WANT.match(line, aside.end() if aside else start) or (None if role else OTHERS_WANT.match(line))
    if not wish and not (role and role["role"]):
        return NOTHING
    begin = start if not wish else wish.end() if wish.re is WANT else wish.start("verb")
    end = None if first else phrases.find(line, begin)
    body, rest = _sentence(line[begin : end.start if end else None])
    last, more = _end(line[end.stop :], bracket=end.bracket) if end else (first["end"] if first else "", "")
    when = condition["condition"] if condition else ""
    said = line[start : aside.end()].strip(" ,") if aside and wish else ""
    return Wording(
        ", ".join(one for one in ((role["role"] or role["bare"]).strip(), said) if one) if role else "",
        f"{_wish(wish, body)} {when[:1].lower()}{when[1:]}".rstrip() if wish else "",
        last,
        _verb(wish) if wish else "",
        end.joint if end else _one_line(first["joint"].lower()) if first else "",
        _sentences("" if wish else when, rest, more),
    )


def _sentence(text: str) -> tuple[str, str]:
    """Return the first sentence, without its full stop, and what follows it."""
    parts = phrases.SENTENCE.split(text.strip(), maxsplit=1)
    return parts[0].strip(" ,.;:"), parts[1].strip() if len(parts) > 1 else ""


def _end(text: str, *, bracket: bool) -> tuple[str, str]:
    """Return the words of an end, without the bracket that closes it, and what follows."""
    if not bracket:
        return _sentence(text)
    inner, _, after = text.partition(")")
    last, more = _sentence(inner)
    return last, _sentences(more, after.strip(" ,.;:"))


def _sentences(*texts: str) -> str:
    """Return texts one after the other, each but the last with its full stop."""
    said = [one for one in texts if one]
    return " ".join([one if one[-1] in ".!?" else one + "." for one in said[:-1]] + said[-1:])


def _verb(wish: re.Match[str]) -> str:
    verb = _one_line(wish["verb"].lower())
    return "can" if verb.startswith("can") else VERBS.get(verb, verb)


def _wish(wish: re.Match[str], body: str) -> str:
    """Return the wish as `i_want` has it."""
    if wish.re is OTHERS_WANT:
        return re.sub(r"^(?:would\s+like|wants?|needs?)\s+", "", body)
    refused = "not " if NEGATIVE.search(wish[0]) else ""
    bare = _verb(wish) in BARE_VERBS or wish["verb"].lower().startswith("have")
    return refused + ("to " if bare else "") + body
