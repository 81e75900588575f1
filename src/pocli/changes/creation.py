"""What does a new record say, before it has an id?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pocli.errors import PoError
from pocli.field_table.by_kind import RECORDS, flat
from pocli.field_table.field import LISTS, Field
from pocli.field_table.story_fields import RICE
from pocli.lookup.meaning import empties, meaning
from pocli.model import ident
from pocli.model import number as numbers
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.edit import Create, Edit, Set
from pocli.model.file_name import file_name
from pocli.model.records import Sprint
from pocli.model.story import TYPES
from pocli.text import folded, nearest

KINDS = (*TYPES, "goal", "request", "sprint")
TITLES = {
    "story": "Export invoices as CSV",
    "bug": "The login page reloads for ever",
    "goal": "Close the books in a day",
    "request": "A list for the auditor",
}
VOWELS = re.compile("[aeiou]")
NEAR = 0.8
"""How like the name of a kind a word is that was meant to be it."""

FOLDERS = {"goal": "goals", "request": "requests", "sprint": "sprints"}
OPTIONS: Mapping[str, Mapping[str, Field]] = {
    kind: {field.name: field for field in flat(RECORDS[FOLDERS.get(kind, "stories")]) if field.option} for kind in KINDS
}
"""The fields that can be said of each kind, by name, in the order of its file."""
FLAGS: Mapping[str, str] = {
    name: field.flag for fields in OPTIONS.values() for name, field in fields.items() if field.flag
}
"""The options that are not called like their field."""
ASKED = {"from": "requested_by", "requested_by": "from"}
"""The two names of who asked, in requests and in stories."""
PREFIXES = {"goal": "G", "request": "R"}
ESTIMATE = frozenset(field.name for field in RICE)

HEAD = re.compile(r"\A((?:[ \t]*+(?:#[^\r\n]*+)?\r?\n)*+)(?=[a-z_]++:)")
"""What stands before the first key of a text, where an id can be put."""
HAS_ID = re.compile(r"^id:", re.MULTILINE)

FOREVER = 9000
"""So late a year is no year of a file, and what follows it soon cannot be counted."""

Given = Mapping[str, str | tuple[str, ...]]


class NewRecord(NamedTuple):
    """What is asked for."""

    kind: str
    """One of KINDS."""
    title: str = ""
    """A title, or a sprint's goal."""
    given: Mapping[str, str | tuple[str, ...]] = {}
    """OPTIONS of the kind, by name (`from_` is `from`); an empty value is not said."""
    text: str = ""
    """A YAML text to begin with."""
    empty: tuple[str, ...] = ()
    """The keys of the text that have no value, and are left out."""


class Draft(NamedTuple):
    """A record without its id."""

    kind: str
    folder: str
    prefix: str
    title: str
    """What its file is called after; empty for a sprint."""
    fields: Mapping[str, object]
    """Texts, lists and mappings of them, in the order of the file."""
    text: str = ""
    """A text that the file begins with, to which the fields are added."""
    empty: tuple[str, ...] = ()
    """The keys of the text that are left out."""


def drafted(backlog: Backlog, ask: NewRecord, *, today: date) -> Draft:
    """Return what a new record says: only what was said, and for a sprint its length and the days after the last one.

    Raises:
        PoError: a field is not one of the kind's, the title is missing, or a story, goal or sprint is not there.
    """
    kind, title, given, text, empty = ask
    said = {name.removesuffix("_"): value for name, value in given.items() if value}
    said = {name: value for name, value in said.items() if not empties(name, value)}
    for name in said:
        if name not in OPTIONS[kind]:
            other = ASKED.get(name, "")
            hint = f"for who asked, use --{other.replace('_', '-')}" if other in OPTIONS[kind] else ""
            raise PoError(f"a {kind} has no `{name}`", hint or f"it has: {', '.join(OPTIONS[kind])}")
    fields = _meant(backlog, kind, said, today)
    if kind == "sprint":
        days = {} if text else _days(backlog, fields, today)
        goal = {"sprint_goal": title} if title else {}
        return Draft(kind, "sprints", "S", "", _ordered(kind, {**days, **goal, **fields}), text, empty)
    if not title.strip():
        raise PoError("the title is missing", _first(kind))
    named = {
        "title": title.strip(),
        **({"type": kind} if kind in TYPES and kind != "story" else {}),
        **_ordered(kind, fields),
    }
    folder, prefix = FOLDERS.get(kind, "stories"), PREFIXES.get(kind, backlog.config.id_prefix)
    return Draft(kind, folder, prefix, title.strip(), named, text, empty)


def _first(kind: str) -> str:
    """Return the hint that gives the command for a record of a kind, with a title to be replaced."""
    return f'write: po new {"" if kind == "story" else f"{kind} "}"{TITLES.get(kind, TITLES["story"])}"'


def flag(name: str) -> str:
    """Return the option that says a field."""
    return FLAGS.get(name) or f"--{name.removesuffix('_').replace('_', '-')}"


def kind(words: Sequence[str]) -> tuple[str, str]:
    """Return which kind of record `bug Login loop` means, and its title; without a kind it is a story.

    Raises:
        PoError: the first of several words is nearly a kind.
    """
    found = words[0] if words and words[0] in KINDS else ""
    near = _slip(words[0]) if len(words) > 1 and not found else ""
    if near:
        title = " ".join(words)
        hint = f'write: po new {near} "{" ".join(words[1:])}"; or, for a story: po new "{title}"'
        raise PoError(f"`{words[0]}` is not a kind of record", hint)
    return found or "story", " ".join(words[1:] if found else words).strip()


def _slip(word: str) -> str:
    """Return the kind whose plural a word is, or its name with a vowel too few or two letters exchanged."""
    if (one := word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")) in KINDS:
        return one
    near = nearest(word, KINDS, cutoff=NEAR)
    return near if VOWELS.sub("", near) == VOWELS.sub("", word) else ""


def named(draft: Draft, name: str) -> tuple[Edit, ...]:
    """Return the edits that make the record's file, under its id."""
    path = f"{draft.folder}/{file_name(name, draft.title)}"
    fields = {**dict.fromkeys(draft.empty), "id": name, **draft.fields}
    if not draft.text:
        return (Create(path, fields),)
    newline = "\r\n" if "\r\n" in draft.text else "\n"
    text = draft.text if HAS_ID.search(draft.text) else HEAD.sub(rf"\1id: {name}{newline}", draft.text)
    return Create(path, text), *(Set(path, (key,), value) for key, value in fields.items())


def highest(backlog: Backlog, prefix: str, paths: Iterable[str]) -> int:
    """Return the highest number that an id with this prefix has, in the backlog or in the names of files.

    Stories with another prefix count too, so that a number alone names one of them.
    """
    inside = (path.rpartition("/") for path in paths)
    names = [(folder.startswith("stories"), ident.in_file_name(name)) for folder, _, name in inside]
    known = {(True, one.id) for one in (*backlog.records(), *backlog.shadowed)}.union(names) - {(True, ""), (False, "")}
    others = prefix not in ident.PREFIXES.values()
    return max(
        (
            ident.order(one)[1]
            for counts, one in known
            if one.startswith(f"{prefix}-") or (others and counts and ident.of_story(one))
        ),
        default=0,
    )


def namesakes(backlog: Backlog, draft: Draft) -> tuple[str, ...]:
    """Return the ids of the open stories that have the same title, whatever the case."""
    title = folded(draft.title).strip()
    return tuple(one.id for one in backlog.open() if draft.folder == "stories" and folded(one.title) == title)


def _meant(backlog: Backlog, kind: str, said: Given, today: date) -> dict[str, object]:
    """Return the fields with what their words mean, as in `po set`: an id by its number, a day by its name."""
    read = meaning(backlog, FOLDERS.get(kind, "stories"), today)
    return {
        name: read((name,), value) if isinstance(value, str) else tuple(read((name,), one) for one in value)
        for name, value in said.items()
    }


def _ordered(kind: str, fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields as they stand in the file: in order, the estimate in one, lists as lists."""
    found: dict[str, object] = {}
    for name in OPTIONS[kind]:
        if name not in fields:
            continue
        value = fields[name]
        if name in ESTIMATE:
            found.setdefault("rice", {})[name] = value  # type: ignore[index]
        else:
            found[name] = list(value) if OPTIONS[kind][name].holds in LISTS else value  # type: ignore[call-overload]
    return found


def _days(backlog: Backlog, said: Mapping[str, object], today: date) -> dict[str, str]:
    """Return the days and the capacity of a sprint: it begins on the day that was said, else after the last sprint."""
    last = max(backlog.sprints, key=lambda one: one.end, default=None)
    start = _day(said.get("start", "")) or _following(backlog.config, last, today)
    capacity = {"capacity": numbers.text(last.capacity)} if last and last.capacity is not None else {}
    return {"start": start.isoformat(), "end": _end(backlog.config, start).isoformat(), **capacity}


def _following(settings: Config, last: Sprint | None, today: date) -> date:
    """Return the first working day of the sprint after the last one; without one, from today on."""
    length = timedelta(days=settings.sprint_days)
    start = max(last.start + length, last.end + timedelta(days=1)) if last else today
    while start.weekday() not in settings.working_days:
        start += timedelta(days=1)
    return start


def _end(settings: Config, start: date) -> date:
    """Return the last working day among the `sprint_days` that begin with the first day."""
    end = start + timedelta(days=settings.sprint_days - 1)
    while end > start and end.weekday() not in settings.working_days:
        end -= timedelta(days=1)
    return end


def _day(word: object) -> date | None:
    """Return the day that a text names; None for what is no day of a file, which is refused when it is written."""
    try:
        found = date.fromisoformat(str(word))
    except ValueError:
        return None
    return found if found.year < FOREVER else None
