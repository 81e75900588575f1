"""Which files name an id, and what changes when it becomes another?"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.edit import Edit, Move, Set
from pocli.model.place import Route

STORY, GOAL, SPRINT = ("parent", "depends_on"), ("goal",), ("sprint",)


class Reference(NamedTuple):
    """A place where a file names an id."""

    path: str
    owner: str
    """The id of the record whose file it is; empty for po.yaml."""
    route: Route


def kind(name: str) -> str:
    """Return the folder of the records whose ids have this prefix."""
    prefix = ident.order(name)[0]
    return next((folder for folder, taken in ident.PREFIXES.items() if taken == prefix), "stories")


def fields(name: str) -> Mapping[str, Sequence[str]]:
    """Return the fields that may name an id, by the kind of the file that they stand in."""
    of = {"stories": STORY, "goals": GOAL, "sprints": SPRINT}.get(kind(name), ())
    return {"stories": of, **({"requests": ("needs",), "config": ("pins",)} if of == STORY else {})}


def references(
    path: str, owner: str, tree: Mapping[str, Any], names: Sequence[str], name: str
) -> tuple[Reference, ...]:
    """Return where a file's fields name an id.

    Args:
        path: the file.
        owner: the id of its record.
        tree: what it says.
        names: the fields in which an id may stand.
        name: the id.
    """
    found: list[Route] = []
    for field in names:
        value = tree.get(field)
        if value == name:
            found.append((field,))
        elif isinstance(value, list):
            found += [(field, at) for at, one in enumerate(value) if one == name]
    return tuple(Reference(path, owner, route) for route in found)


def may_name(backlog: Backlog, name: str) -> tuple[Record, ...]:
    """Return the records whose files may name an id: those that do, and those with a fault where one may stand."""
    records = (*backlog.records(), *backlog.shadowed)
    return tuple(one for one in records if _may_name(one, fields(name).get(one.path.partition("/")[0], ()), name))


def _may_name(record: Record, names: Sequence[str], name: str) -> bool:
    for field in names:
        value = getattr(record, field)
        if value == name or (isinstance(value, tuple) and name in value):
            return True
    return any(fault.partition("[")[0] in names for fault in record.faults)


def target(backlog: Backlog, old: str, word: str) -> str:
    """Return the new id that a person means.

    Raises:
        PoError: it is none, belongs to another kind of record, or is taken.
    """
    prefix = ident.order(old)[0]
    new = ident.spelled(word, prefix)
    if not new or kind(new) != kind(old) or (kind(old) == "stories" and ident.order(new)[0] != prefix):
        raise PoError(f"`{word}` cannot be the new id of {old}", f"write it as `{prefix}-{ident.order(old)[1] + 1}`")
    names = {ident.in_file_name(path.rpartition("/")[2]): path for path in backlog.files}
    if new in backlog.known_ids() or new in names:
        raise PoError(
            f"`{new}` is already taken", f"see: po show {new}" if kind(new) == "stories" else names.get(new, "")
        )
    return new


def edits(record: Record, new: str, found: Sequence[Reference]) -> tuple[Edit, ...]:
    """Return the edits that give a record a new id, its file the new name, and the references the new id."""
    folder, slash, name = record.path.rpartition("/")
    renamed = new + name.removeprefix(record.id) if ident.in_file_name(name) == record.id else name
    moved = (Move(record.path, f"{folder}{slash}{renamed}"),) if renamed != name else ()
    return (
        Set(record.path, ("id",), new),
        *moved,
        *(Set(one.path, one.route, new) for one in found),
    )


def mentions(backlog: Backlog, name: str) -> tuple[str, ...]:
    """Return the ids of the stories whose words mention an id; words are not changed."""

    def says(text: str) -> bool:
        start = text.find(name)
        while start >= 0:
            after = text[start + len(name) : start + len(name) + 1]
            if not after.isdigit() and not text[start - 1 : start].isalnum():
                return True
            start = text.find(name, start + 1)
        return False

    return tuple(
        story.id
        for story in backlog.stories
        if any(map(says, (story.title, story.i_want, story.so_that, story.blocked, story.pinned, story.description)))
        or any(says(one.text) for one in story.acceptance_criteria)
    )
