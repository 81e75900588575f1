"""How does a command say which record got another id, and what follows?"""

from collections.abc import Sequence

from pocli.features.renumber.answer import Reference, Renumbering
from pocli.model.backlog import Record
from pocli.model.records import Sprint
from pocli.text import plural

MANY = 9
"""So many stories are named."""


def message(record: Record, new: str, found: Sequence[Reference]) -> str:
    """Word a new id, and the files that follow."""
    return f"{record.id}{_title(record)}: now {new}{_follow(found)}"


def every(wanted: Renumbering, stories: Sequence[Record], found: Sequence[Reference]) -> str:
    """Word another prefix of all stories' ids."""
    old, new = wanted.becomes
    return f"{plural(len(stories), 'id')} now {new}, not {old}; {plural(len(found), 'reference')} updated"


def parted(keeper: Record, younger: Record, new: str, found: Sequence[Reference]) -> str:
    """Word how two records that shared an id part."""
    return f"{younger.path}: {keeper.id} → {new}{_follow(found)}; {keeper.path} is older and keeps {keeper.id}"


def unsure(one: Reference, keeper: Record, younger: Record, new: str) -> str:
    """Word a reference that may mean the other record, and how to change it."""
    field = str(one.route[0])
    where = f"`{field}` of {one.owner}" if one.owner else f"`{field}` in {one.path}"
    change = f"{field}={new}" if len(one.route) == 1 else f"{field}+={new} {field}-={keeper.id}"
    hint = f"po set {one.owner} {change}" if one.owner else f"po edit {one.path}"
    return f"{where} still means {keeper.id}{_title(keeper)}; if it meant{_title(younger)}: {hint}"


def question(one: Reference, group: Sequence[Record]) -> tuple[str, ...]:
    """Word which of two records a reference may mean."""
    where = f"{one.owner or one.path}: which {group[0].id} does `{one.route[0]}` mean?"
    return (where, *(f"  {number}{_title(record)} ({record.path})" for number, record in enumerate(group, 1)))


def mentioned(wanted: Renumbering, stories: Sequence[str]) -> str:
    """Word where an id stands in words, which nothing changes; the stories by their new ids."""
    more = f" and {len(stories) - MANY} more" if len(stories) > MANY else ""
    names = ", ".join(wanted.new(one) for one in stories[:MANY])
    return f"{wanted.becomes[0]}{'…' if wanted.every else ''} is still in the text of {names}{more}"


def _title(record: Record) -> str:
    title = record.name if isinstance(record, Sprint) else record.title
    return f" {title}" if title else ""


def _follow(found: Sequence[Reference]) -> str:
    owners = list(dict.fromkeys(one.owner or one.path for one in found))
    return f"; {plural(len(found), 'reference')} updated: {', '.join(owners)}" if owners else ""
