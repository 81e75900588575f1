"""How does a command say which fields it set, and which criteria it ticked?"""

from collections.abc import Sequence

from pocli.model.backlog import Record
from pocli.model.edit import Alteration, Move
from pocli.model.place import spelled
from pocli.model.records import Sprint

LONGEST = 60
"""The most characters of a value in a message."""


def message(record: Record, changed: Sequence[Alteration]) -> tuple[str, ...]:
    """Word what changes in one record, on one line; nothing where nothing does."""
    return (f"{named(record)}: {', '.join(map(_changed, changed))}",) if changed else ()


def moved(move: Move) -> str:
    """Word another name of a file."""
    return f"{move.path}: now {move.to.rpartition('/')[2]}"


def named(record: Record) -> str:
    """Return a record's id and what people call it."""
    title = record.name if isinstance(record, Sprint) else record.title
    return f"{record.id} {title}" if title else record.id


def _changed(one: Alteration) -> str:
    name = spelled(one.route)
    if isinstance(one.before, list) and isinstance(one.after, list):
        added = [f"+{value(item)}" for item in one.after if item not in one.before]
        taken = [f"-{value(item)}" for item in one.before if item not in one.after]
        if added or taken:
            return f"{name} {' '.join(added + taken)}"
    if one.after is None:
        return f"no {name} (was {value(one.before)})"
    if one.before is None:
        return f"{name} {value(one.after)}"
    return f"{name} {value(one.before)} → {value(one.after)}"


def value(given: object) -> str:
    """Return a value as a message shows it: a text as it is, a collection as YAML has it; cut if it is long."""
    text = plain(given)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def plain(given: object) -> str:
    """Return a value whole: a text as it is, a collection as YAML has it."""
    if isinstance(given, dict):
        return "{" + ", ".join(f"{key}: {plain(inner)}" for key, inner in given.items()) + "}"
    if isinstance(given, list):
        return "[" + ", ".join(map(plain, given)) + "]"
    return str(given)
