"""Which files name an id, or any id with a prefix, and what changes when these become others?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pocli.errors import PoError
from pocli.field_table.by_kind import REFERENCES
from pocli.field_table.field import Noun
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.edit import Edit, Move, Replace, Set
from pocli.model.place import Route, Span

NOUNS: Mapping[str, Noun] = {"stories": "story", "goals": "goal", "sprints": "sprint"}
OWN = re.compile(r"x-(?!.*-key$)")
"""The keys of the users' own that may name one of our ids; `x-jira-key` and its like name another tool's."""
PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}")


class Renumbering(NamedTuple):
    """The ids that become others."""

    kind: str
    """The folder of the records that have them."""
    pattern: str
    """A regular expression of them, such as `PO-12` or `PO-[0-9]+`."""
    becomes: tuple[str, str]
    """What they begin with, and what they begin with then: the whole ids, or `PO-` and `INV-`."""

    @property
    def every(self) -> bool:
        """Whether these are all ids with a prefix."""
        return self.becomes[0].endswith("-")

    def new(self, name: str) -> str:
        """Return what an id becomes; one that is none of them stays."""
        old, new = self.becomes
        return new + name.removeprefix(old) if name == old or (self.every and name.startswith(old)) else name


class Reference(NamedTuple):
    """A place where a file names an id."""

    path: str
    owner: str
    """The id of the record whose file it is; empty for po.yaml."""
    route: Route
    name: str
    """The id."""


class Reason(NamedTuple):
    """A place where the reason of a `po: ignore` names an id."""

    path: str
    span: Span
    name: str


def one(old: str, new: str = "") -> Renumbering:
    """Return what is meant by one id."""
    return Renumbering(kind(old), re.escape(old), (old, new))


def every(old: str, new: str) -> Renumbering:
    """Return what is meant by all ids with a prefix."""
    return Renumbering("stories", f"{old}-[1-9][0-9]*", (f"{old}-", f"{new}-"))


def kind(name: str) -> str:
    """Return the folder of the records whose ids have this prefix."""
    prefix = ident.order(name)[0]
    return next((folder for folder, taken in ident.PREFIXES.items() if taken == prefix), "stories")


def fields(wanted: Renumbering) -> Mapping[str, Sequence[str]]:
    """Return the fields that may name an id, by the kind of the file that they stand in."""
    noun = NOUNS.get(wanted.kind)
    return {kind: [name for name, of in named.items() if of == noun] for kind, named in REFERENCES.items()}


def references(
    path: str, owner: str, tree: Mapping[str, Any], names: Sequence[str], wanted: Renumbering
) -> tuple[Reference, ...]:
    """Return where a file's fields name an id, also keys of the users' own whose whole value it is.

    Args:
        path: the file.
        owner: the id of its record.
        tree: what it says.
        names: the fields in which an id may stand.
        wanted: the ids.
    """
    own = (key for key in tree if OWN.match(key) and key not in names)
    return tuple(
        Reference(path, owner, route, name)
        for field in (*names, *own)
        for route, name in _texts(tree.get(field), (field,))
        if re.fullmatch(wanted.pattern, name)
    )


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:  # noqa: ANN401 - a tree
    """Give the texts below a route."""
    if isinstance(value, str):
        yield route, value
    pairs = enumerate(value) if isinstance(value, (list, tuple)) else ()
    for step, inner in value.items() if isinstance(value, Mapping) else pairs:
        yield from _texts(inner, (*route, step))


def may_name(record: Record, wanted: Renumbering) -> bool:
    """Tell whether a record's file may name an id: it does, or has a fault where one may stand."""
    names = fields(wanted).get(record.path.partition("/")[0], ())
    said = {name: getattr(record, name) for name in names} | dict(record.extra)
    faulty = any(fault.partition("[")[0] in names or OWN.match(fault) for fault in record.faults)
    return faulty or bool(references(record.path, record.id, said, names, wanted))


def target(backlog: Backlog, old: str, word: str) -> str:
    """Return the new id that a person means.

    Raises:
        PoError: it is none, belongs to another kind of record, or is taken.
    """
    prefix = ident.order(old)[0]
    new = ident.spelled(word, prefix)
    if not new or kind(new) != kind(old):
        raise PoError(f"`{word}` cannot be the new id of {old}", f"write it as `{prefix}-{ident.order(old)[1] + 1}`")
    names = {ident.in_file_name(path.rpartition("/")[2]): path for path in backlog.files}
    if new in backlog.known_ids() or new in names:
        raise PoError(
            f"`{new}` is already taken", f"see: po show {new}" if kind(new) == "stories" else names.get(new, "")
        )
    return new


def prefixes(backlog: Backlog, word: str) -> tuple[str, str]:
    """Return the prefix that the stories' ids have, and the one that a person means they shall have.

    The old one is that of po.yaml; where no story has it any more, it is the only one that stories have.

    Raises:
        PoError: no id can begin so, goals, requests or sprints do, or it is so already.
    """
    new = word.upper().removesuffix("-")
    if not PREFIX.fullmatch(new):
        raise PoError(f"`{word}` cannot begin an id", "write up to 10 letters and digits, a letter first, such as INV")
    if new in ident.PREFIXES.values():
        taken = next(folder for folder, prefix in ident.PREFIXES.items() if prefix == new)
        raise PoError(f"the ids of {taken} begin with `{new}-`", "write another one, such as INV")
    there = Counter(ident.order(story.id)[0] for story in (*backlog.stories, *backlog.shadowed) if _is_story(story))
    old = backlog.config.id_prefix
    others = sorted(there.keys() - {new})
    if (old == new or old not in there) and len(others) == 1:
        old = others[0]
    if old == new:
        hint = f"give each its id: po renumber {others[0]}-… {new}-…" if others else ""
        raise PoError(f"the ids of the stories begin with `{new}-` already", hint)
    return old, new


def _is_story(record: Record) -> bool:
    return ident.of_story(record.id)


def refuse_taken(backlog: Backlog, names: Sequence[str], wanted: Renumbering) -> None:
    """Refuse a prefix with which an id would be another story's.

    Raises:
        PoError: that is so.
    """
    files = {ident.in_file_name(path.rpartition("/")[2]) for path in backlog.files}
    taken = sorted({wanted.new(name) for name in names} & (backlog.known_ids() | files), key=ident.order)
    if taken:
        raise PoError(f"`{taken[0]}` is taken already", f"see: po show {taken[0]}")


def edits(record: Record, wanted: Renumbering) -> tuple[Edit, ...]:
    """Return the edits that give a record its new id, and its file the new name."""
    new = wanted.new(record.id)
    folder, slash, name = record.path.rpartition("/")
    renamed = new + name.removeprefix(record.id) if ident.in_file_name(name) == record.id else name
    moved = (Move(record.path, f"{folder}{slash}{renamed}"),) if renamed != name else ()
    return (Set(record.path, ("id",), new), *moved)


def followed(found: Sequence[Reference], reasons: Sequence[Reason], wanted: Renumbering) -> tuple[Edit, ...]:
    """Return the edits that give the new ids to what names them."""
    return (
        *(Replace(one.path, one.span, wanted.new(one.name)) for one in reasons),
        *(Set(one.path, one.route, wanted.new(one.name)) for one in found),
    )


def mentions(backlog: Backlog, wanted: Renumbering) -> tuple[str, ...]:
    """Return the ids of the stories whose words mention an id; words are not changed."""
    says = re.compile(rf"(?<![^\W_]){wanted.pattern}(?!\d)").search
    return tuple(
        story.id
        for story in backlog.stories
        if any(map(says, (story.title, story.i_want, story.so_that, story.blocked, story.pinned, story.description)))
        or any(says(one.text) for one in story.acceptance_criteria)
    )
