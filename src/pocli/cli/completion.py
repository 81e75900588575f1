"""What can the shell complete at a place, at once and without a word on the screen?"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pocli import registry, session
from pocli.changes import creation
from pocli.errors import PoError
from pocli.field_table import by_kind
from pocli.field_table.field import Field
from pocli.lookup import day_words, select
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.records import GOAL_MET, HORIZONS, LIVE, Sprint
from pocli.pages.story_table import criterion
from pocli.run import Run
from pocli.tasks import people
from pocli.text import folded
from pocli.validation import ruleset

WAYS = {"import": ("read",), "export": ("write", "files", "log")}
"""By which of its functions a format is known to go in, or out."""
FIRST_ONLY = {"kind": "kinds", "scored": "story"}
"""Kinds that are known at the first place only: what follows is free text, or figures."""
WORDS: Mapping[str, Sequence[str]] = {
    "kinds": creation.KINDS,
    "impact": ("massive", "high", "medium", "low", "minimal"),
    "confidence": ("high", "medium", "low"),
    "horizon": tuple(HORIZONS),
    "met": tuple(GOAL_MET),
    "day": (*day_words.NEAR, *day_words.DAYS),
}
RECORDS: Mapping[str, Callable[[Backlog], Iterable[Record]]] = {
    "record": Backlog.records,
    "open": Backlog.open,
    "wish": lambda backlog: (
        *backlog.open(),
        *(one for one in backlog.requests if one.status in LIVE),
        *backlog.goals,
    ),
    "epic": lambda backlog: (one for one in backlog.open() if one.type == "epic"),
    "request": lambda backlog: backlog.requests,
}
CRITERIA = {"criterion": False, "met criterion": True}
"""Kinds of what stands behind a story: the numbers of its criteria."""
PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]*-|[0-9]", re.ASCII)
"""How an id begins, and no field does."""


class CursorPlace(NamedTuple):
    """Where the cursor stands: this run's settings, and the arguments of the command before it."""

    run: Run = Run(quiet=True)
    before: tuple[str, ...] = ()


def offered(kind: str, beginning: str, place: CursorPlace) -> list[tuple[str, str]]:
    """Return the words that may stand at a place, each with what there is to say of it.

    Args:
        kind: what is named there: `story`, `record`, `rule`, the name of a filter …
        beginning: what was typed.
        place: where that is.
    """
    try:
        known = _known(kind, beginning, place)
    except PoError:
        return []
    wanted = folded(beginning)
    return [
        (beginning + word[len(beginning) :], about) for word, about in known.items() if folded(word).startswith(wanted)
    ]


def fields(folder: str) -> Mapping[str, Field]:
    """Return the fields of a kind of file that can be set, in the order of the file; the schema is not loaded."""
    return {name: field for one in by_kind.RECORDS[folder] if one.name != "id" for name, field in _parts(one).items()}


def formats(*functions: str) -> list[str]:
    """Return the foreign formats that have one of some functions."""
    members = ((name, registry.member("exchange", name)) for name in registry.names("exchange"))
    return [name for name, member in members if any(hasattr(member, one) for one in functions)]


def _parts(field: Field) -> Mapping[str, Field]:
    if field.holds != "mapping":
        return {field.name: field}
    return {f"{field.name}.{part.name}": part for part in field.parts}


def _known(kind: str, beginning: str, place: CursorPlace) -> Mapping[str, str]:
    """Return the words of a kind.

    Raises:
        PoError: there is no backlog.
    """
    if kind in FIRST_ONLY:
        return {} if place.before else _known(FIRST_ONLY[kind], beginning, place)
    if kind == "story":
        return _numbered(session.names(place.run), beginning)
    if kind == "assignment":
        return _assignments(beginning, place)
    if kind in CRITERIA:
        return _criteria(beginning, place, met=CRITERIA[kind])
    fixed = _fixed(kind)
    return dict.fromkeys(fixed, "") if fixed else _of_backlog(kind, beginning, place)


def _fixed(kind: str) -> Sequence[str]:
    """Return the words of a kind that are the same in every backlog."""
    if kind in WAYS:
        return formats(*WAYS[kind])
    return registry.names(kind) if kind in {"scoring", "reporters"} else WORDS.get(kind, ())


def _of_backlog(kind: str, beginning: str, place: CursorPlace) -> Mapping[str, str]:
    """Return the words of a kind that only the backlog knows, or po's rules."""
    if kind == "rule":
        return {rule.name: rule.finds for rule in ruleset.catalogue()}
    backlog = session.read(place.run, select.nothing)
    if kind in RECORDS:
        return _named(RECORDS[kind](backlog), beginning)
    if kind == "persona":
        return dict.fromkeys(backlog.config.personas, "")
    if kind == "asker":
        return dict.fromkeys(sorted({one.from_ for one in backlog.requests if one.from_}), "")
    me = {people.ME: "by git's user.name"} if kind == "owner" else {}
    return {**me, **select.known(backlog, kind)}


def _named(records: Iterable[Record], beginning: str) -> Mapping[str, str]:
    """Return records by id, each with what it is called; a bare number is a story's, where there are stories."""
    found = [(one.id, one.sprint_goal if isinstance(one, Sprint) else one.title) for one in records]
    prefix = found[0][0].partition("-")[0] if found else ""
    return _numbered((one for one in found if one[0].startswith(prefix) or not beginning.isdecimal()), beginning)


def _numbered(named: Iterable[tuple[str, str]], beginning: str) -> Mapping[str, str]:
    """Return names with their titles; where a number was begun, they are numbers: `1` for `PO-1`."""
    cut = beginning.isdecimal()
    ordered = sorted(named, key=lambda one: ident.order(one[0]))
    return {name.partition("-")[2] if cut else name: title for name, title in ordered}


def _criteria(beginning: str, place: CursorPlace, *, met: bool) -> Mapping[str, str]:
    """Return stories, then the numbers of the first one's criteria that are met or not, with their texts."""
    if not place.before:
        return _known("story", beginning, place)
    word = place.before[0]
    story = select.find(session.read(place.run, lambda backlog: [select.find(backlog, word)]), word)
    rows = ((str(at), one) for at, one in enumerate(story.acceptance_criteria, 1) if one.done == met)
    return {number: " ".join(criterion(one)) for number, one in rows if number not in place.before[1:]}


def _assignments(beginning: str, place: CursorPlace) -> Mapping[str, str]:
    """Return what `po set` takes: ids, then fields with `=`, then the values of a field."""
    name, equals, value = beginning.partition("=")
    if not equals and (not place.before or PREFIX.match(beginning)):
        return _known("record", beginning, place)
    if not equals:
        return {f"{one}=": "" for one in fields(_folder(place))}
    field = fields(_folder(place)).get(name.rstrip("+-"))
    head, comma, last = value.rpartition(",")
    known = _values(field, last, place) if field else {}
    return {f"{name}={head}{comma}{word}": about for word, about in known.items()}


def _values(field: Field, beginning: str, place: CursorPlace) -> Mapping[str, str]:
    """Return the words that a field takes, where they are known."""
    kind = "day" if field.holds == "day" else field.offers
    return dict.fromkeys(field.words, "") or (_known(kind, beginning, place) if kind else {})


def _folder(place: CursorPlace) -> str:
    """Return the kind of file that the ids before the cursor name."""
    prefix = next((word.upper().partition("-")[0] for word in place.before if "=" not in word), "")
    return next((folder for folder, own in ident.PREFIXES.items() if own == prefix), "stories")
