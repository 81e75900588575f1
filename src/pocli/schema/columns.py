"""What does a column of a stranger's table mean, and what does a cell of it say?

A header is matched by meaning; a cell becomes a text that the schema of its field accepts, or the reason why it cannot.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from pocli.model.story import STATES, TYPES
from pocli.schema import fields as f

MEANINGS: Mapping[str, str] = {
    "id": "id",
    "key": "key issuekey ticket",
    "title": "title name summary featurename feature storytitle userstory story item idea project initiative",
    "type": "type issuetype itemtype workitemtype",
    "status": "status state",
    "as_a": "asa asan role persona",
    "i_want": "iwant iwantto want",
    "so_that": "sothat benefit",
    "points": "storypoints storypoint points storypointestimate estimate sp",
    "reach": "reach users customers",
    "impact": "impact",
    "confidence": "confidence",
    "effort": "effort personmonths personmonth",
    "due": "due duedate deadline",
    "parent": "parent parentkey parentid epic epickey epiclink",
    "goal": "goal productgoal",
    "depends_on": "dependson dependencies blockedby",
    "labels": "labels label tags tag",
    "requested_by": "requestedby requester stakeholder",
    "owner": "owner assignee assignedto",
    "description": "description details notes body",
}
"""What a header may say, by field: the earlier word wins where a table has several."""

LISTS = frozenset({"depends_on", "labels", "requested_by"})
RICE = ("reach", "impact", "confidence", "effort")
NUMERIC = frozenset({*RICE, "points"})
TYPE_WORDS = {"defect": "bug", "task": "chore", "subtask": "chore", "feature": "story", "newfeature": "story"}
STATUS_WORDS = {
    "draft": "todo open new backlog reopened",
    "ready": "readyfordevelopment selectedfordevelopment readyfordev",
    "doing": "inprogress inreview intest started",
    "done": "closed resolved complete completed delivered",
    "dropped": "wontdo wontfix cancelled canceled rejected",
}
WORDS: Mapping[str, Mapping[str, str]] = {
    "type": {**{word: word for word in TYPES}, **TYPE_WORDS, "improvement": "story", "userstory": "story"},
    "status": {word: state for state in STATES for word in (state, *STATUS_WORDS[state].split())},
}
CHECKS: Mapping[str, Callable[[object], object]] = {
    "points": f.between(0, 1000),
    "reach": f.ranged(f.between(0, 10**9)),
    "impact": f.impact,
    "confidence": f.confidence,
    "effort": f.ranged(f.between(0, 10**4, above=True)),
    "due": f.day,
    "goal": f.identifier("G"),
}
"""The fields whose values the schema may refuse, and how it reads them."""

# What no file may hold as it stands: see the reader of `pocli.files`.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]", re.ASCII
)
BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
THOUSANDS = re.compile(r"-?\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+(?:\.\d+)?", re.ASCII)
DECIMAL_COMMA = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}%?|-?0,\d+%?", re.ASCII)
LONGEST = 50_000
"""How many characters a text may have."""


def normal(header: str) -> str:
    """Return what a header means: small letters and digits, without a unit in brackets."""
    custom = re.fullmatch(r"\s*custom field\s*\((.*)\)\s*", header, re.IGNORECASE)
    bare = custom[1] if custom else re.sub(r"\([^)]*\)|\[[^\]]*\]", "", header)
    return re.sub(r"[\W_]+", "", bare).lower()


def is_percent(header: str, cells: Sequence[str]) -> bool:
    """Tell whether a column of confidences holds percentages without their sign."""
    return "%" in header or any(f.NUMBER.fullmatch(cell) and float(cell) > 1 for cell in cells)


def control(cell: str) -> bool:
    """Tell whether `value` leaves out some of a cell."""
    return len(cell) > LONGEST or CONTROL.search(BREAK.sub("", cell)) is not None


def value(field: str, cell: str, *, percent: bool, comma: bool) -> object:
    """Return what a cell says; a ValueError says why it cannot be used."""
    text = BREAK.sub("\n", cell)
    if field == "description":
        return CONTROL.sub("", text)[:LONGEST]
    word = " ".join(CONTROL.sub(" ", text).split())[:LONGEST]
    if field in LISTS:
        return [one for one in re.split(r"[,;\s]+" if field == "depends_on" else r"[,;]\s*", word) if one]
    if field in WORDS:
        if normal(word) not in WORDS[field]:
            raise ValueError(f"`{word[:60]}` is no {field} that po knows")
        return WORDS[field][normal(word)]
    if field in NUMERIC:
        word = _digits(word, comma=comma) + ("%" if percent and f.NUMBER.fullmatch(_digits(word, comma=comma)) else "")
    if field in CHECKS:
        CHECKS[field](word)
    return word


def _digits(word: str, *, comma: bool) -> str:
    """Return a number without what separates its thousands, with a point before its decimals."""
    if comma and re.fullmatch(r"-?\d{1,3}(\.\d{3})+|.*,.*", word):
        return word.replace(".", "").replace(",", ".")
    return re.sub(r"[,'\s]", "", word) if THOUSANDS.fullmatch(word) else word
