"""What does a column of a stranger's table mean, and what does a cell of it say?

A header is matched by meaning; a cell becomes a text that the schema of its field accepts, or the reason why it cannot.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from pocli.errors import PoError
from pocli.field_table import story_fields
from pocli.field_table.story_fields import STORY
from pocli.model import days
from pocli.model.story import TYPES
from pocli.model.written import criterion
from pocli.schema import fields as f
from pocli.tables import amounts, criteria_text
from pocli.tables.amounts import Amounts
from pocli.tables.items import normal
from pocli.text import nearest

MEANINGS: Mapping[str, str] = {
    "id": "id",
    "key": "key issuekey ticket ticketid taskid itemid storyid cardid ref #",
    "title": "title subject summary task taskname tasktitle storytitle itemname featurename userstory story name feature item headline idea initiative project",
    "type": "type issuetype itemtype workitemtype tasktype tracker",
    "status": "status state taskstatus",
    "as_a": "asa asan role persona",
    "i_want": "iwant iwantto want",
    "so_that": "sothat benefit",
    "acceptance_criteria": "acceptancecriteria criteria acceptancecriterion acceptance",
    "points": "storypoints storypoint points storypointestimate estimate sp",
    "reach": "reach users customers",
    "impact": "impact",
    "confidence": "confidence",
    "effort": "effort personmonths personmonth personweeks persondays personhours manmonths manweeks mandays manhours",
    "moscow": "moscow",
    "pinned": "pinned",
    "due": "due duedate deadline dueon",
    "parent": "parent parentkey parentid parenttask parentitem parentissue parentstory epic epickey epiclink epicname",
    "goal": "goal productgoal",
    "sprint": "sprint iteration",
    "depends_on": "dependson dependencies blockedby waitsfor",
    "blocks": "blocks blocking",
    "blocked": "blocked impediment",
    "dropped_because": "droppedbecause",
    "labels": "labels label tags tag",
    "requested_by": "requestedby requester stakeholder",
    "owner": "owner assignee assignedto assignees",
    "created": "created createdat createddate createdon datecreated",
    "started": "started startedat starteddate",
    "finished": "finished finishedat finisheddate completed completedat completeddate completedon resolved resolvedat closed closedat closeddate datecompleted",
    "description": "description details notes body",
}
"""What a header may say, by field: the earlier word wins where a table has several."""

LISTS = frozenset(field.name for field in STORY if field.holds in {"ids", "texts"}) | {"blocks"}
LINKS = frozenset({"depends_on", "blocks"})
"""The lists of names, which are taken apart where the names are known."""
RICE = tuple(field.name for field in story_fields.RICE)
NUMERIC = frozenset({*RICE, "points"})
DATES = frozenset(field.name for field in STORY if field.holds == "day")
LINES = frozenset(field.name for field in STORY if field.holds == "text")
"""The fields whose text may have several lines."""
TYPE_WORDS = {"defect": "bug", "task": "chore", "subtask": "chore", "feature": "story", "newfeature": "story"}
TYPE_WORDS |= {"improvement": "story", "userstory": "story", "enhancement": "story", "request": "story"}
TYPE_WORDS |= {"productbacklogitem": "story", "issue": "story", "technicaltask": "chore", "research": "spike"}
WORDS = {**{word: word for word in TYPES}, **TYPE_WORDS}
CHECKS: Mapping[str, Callable[[object], object]] = {
    "points": f.between(0, 1000),
    "reach": f.ranged(f.between(0, 10**9)),
    "impact": f.impact,
    "confidence": f.confidence,
    "effort": f.ranged(f.between(0, 10**4, above=True)),
    **{field.name: f.one_of(field.words) for field in STORY if field.words and field.name != "type"},
    **dict.fromkeys(sorted(DATES), f.day),
}
"""The fields whose values the schema may refuse, and how it reads them."""

# What no file may hold as it stands: see the reader of `pocli.reading`.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]", re.ASCII
)
BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
MEASURE = re.compile(
    r"(?<=\S)\s+(?:in|per|/)\s*[^\W\d_][\w-]*$|(?<=\w)/(?:day|week|month|quarter|year)$", re.IGNORECASE
)
"""What a column counts in, at the end of its header: `Effort in weeks`, `Users/month`."""
EPOCH = re.compile(r"[12]\d{12}", re.ASCII)
OWN = re.compile(r"x-[A-Za-z0-9_.-]+")
"""A header that is a key of the user's own."""
PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[,;]|$)|([^,;]+))')
LONGEST, LONGEST_NAME = 50_000, 500
"""How many characters a text may have."""


class Hints(NamedTuple):
    """What the other cells of a column tell of one."""

    amounts: Amounts = amounts.NONE
    order: str = ""
    """`dm` or `md`: how its dates read."""


NONE = Hints()


class Wanted(dict[str, str]):
    """The field of a column by its header, as the user said it, and how the user says that dates read."""

    order: str = ""
    """`dm` or `md`; empty where nothing is said."""


def header(name: str) -> str:
    """Return what a header means: small letters and digits, without a unit in brackets or behind `in` or `per`."""
    name = MEASURE.sub("", name[:LONGEST_NAME].strip())
    if name == "#":
        return name
    custom = re.fullmatch(r"\s*custom field\s*\((.*)\)\s*", name, re.IGNORECASE)
    return normal(custom[1] if custom else re.sub(r"\([^)]*\)|\[[^\]]*\]", "", name))


def matched(
    names: Sequence[str],
    mapping: Mapping[str, str],
    meanings: Mapping[str, str],
    *,
    merged: frozenset[str] = LISTS,
    poor: frozenset[int] = frozenset(),
) -> list[str]:
    """Return the field of each column, or an empty text.

    Args:
        names: the headers.
        mapping: the field of a column by its header, as the user said it; an empty field leaves the column out.
        meanings: what a header may say, by field.
        merged: the fields that several columns may fill.
        poor: the columns that can hold no titles, as they are empty or hold figures; another one comes before them.

    Raises:
        PoError: the mapping names a column or a field that is not there.
    """
    fields = [""] * len(names)
    told = _told(names, mapping, meanings)
    for index, field in told.items():
        fields[index] = field
    short = [header(name) for name in names]
    own = [at for at, name in enumerate(names) if OWN.fullmatch(name.strip()) and at not in told]
    for index in own:
        fields[index] = names[index].strip()
    for field, words in meanings.items():
        ranks = {word: rank for rank, word in enumerate(words.split())}
        fits = sorted(
            (field == "title" and at in poor, ranks[word], at)
            for at, word in enumerate(short)
            if word in ranks and not fields[at]
        )
        free = [at for *_, at in fits if at not in told]
        wanted = free if field in merged else free[:1] if field not in fields else []
        for index in wanted:
            fields[index] = field
    return fields


def _told(names: Sequence[str], mapping: Mapping[str, str], meanings: Mapping[str, str]) -> dict[int, str]:
    """Return the field of each column that the user named; every column of that name has it."""
    told: dict[int, str] = {}
    known = (*MEANINGS, *meanings)
    for column, given in mapping.items():
        field = given.removeprefix("rice.")
        if field and field not in known and not field.startswith("x-"):
            near = nearest(field, known)
            raise PoError(f"no field is called `{given}`", f"did you mean `{near}`?" if near else ", ".join(MEANINGS))
        exact = [at for at, name in enumerate(names) if name.strip() == column.strip()]
        alike = [at for at, name in enumerate(names) if header(name) and header(name) == header(column)]
        if not exact and not alike:
            near = nearest(column, names)
            hint = f"did you mean `{near}`?" if near else "the columns are: " + ", ".join(dict.fromkeys(names))
            raise PoError(f"no column is called `{column}`", hint)
        told |= dict.fromkeys(exact or alike, field)
    return told


def hints(name: str, field: str, cells: Iterable[str]) -> Hints:
    """Return what all the cells of a column tell of each."""
    if field in NUMERIC:
        return Hints(amounts.told(name, field, cells))
    return Hints(order=days.orders(cells)) if field in DATES else Hints()


def lost(text: str) -> str:
    """Say what `tidy` and `one_line` leave out of a text; nothing if it is whole."""
    if len(text) > LONGEST:
        return f"longer than {LONGEST:,} characters: cut"
    return "control characters were removed" if CONTROL.search(BREAK.sub("", text)) else ""


def tidy(text: str) -> str:
    """Return a text of several lines as a file may hold it."""
    return CONTROL.sub("", BREAK.sub("\n", text))[:LONGEST]


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(CONTROL.sub(" ", BREAK.sub("\n", text)).split())[:LONGEST]


def value(field: str, cell: str, hint: Hints = NONE) -> object:
    """Return what a cell says; a ValueError says why it cannot be used."""
    if field in LINES:
        return tidy(cell).strip("\n") if field == "description" else tidy(cell).strip()
    if field == "acceptance_criteria":
        return [criterion(one) for one in criteria_text.read(tidy(cell))]
    if field in LISTS:
        return [one_line(cell)] if field in LINKS else several(one_line(cell))
    return _word(field, one_line(cell), hint)


def _word(field: str, word: str, hint: Hints) -> str:
    """Return a value that is one word or one line."""
    if field == "type":
        if normal(word) not in WORDS:
            raise ValueError(f"`{word[:60]}` is not a type that po knows")
        return WORDS[normal(word)]
    if field in DATES:
        word = _epoch(word) if EPOCH.fullmatch(word) else days.day(word, hint.order)
    if field in NUMERIC:
        word = amounts.figure(field, word, hint.amounts)
    if field in CHECKS:
        CHECKS[field](word)
    return word


def _epoch(word: str) -> str:
    """Return the day of a number of milliseconds."""
    return datetime.fromtimestamp(int(word) // 1000, UTC).date().isoformat()


def several(word: str) -> list[str]:
    """Return the parts of a list in one cell, which may stand in brackets; one in quotes may hold what parts the others."""
    bare = word.strip()
    if bare[:1] == "[" and bare[-1:] == "]" and not {"[", "]"} & set(bare[1:-1]):
        word = bare[1:-1]
    found = ((quoted.replace('""', '"') or plain).strip() for quoted, plain in PART.findall(word))
    return [one for one in found if one]


def joined(parts: Iterable[str]) -> str:
    """Return a list as one cell that `several` takes apart again."""
    return ", ".join('"' + one.replace('"', '""') + '"' if re.search('[,;"]', one) else one for one in parts)
