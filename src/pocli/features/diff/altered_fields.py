"""Which fields of a record changed, by what they mean and not by how they are written?"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pocli.field_table.by_kind import RECORDS
from pocli.model.backlog import Record
from pocli.model.config import Config
from pocli.model.story import Criterion, Rice

HIDDEN = frozenset({"path", "faults"})
CRITERIA = "acceptance_criteria"
UNORDERED = {field.name for fields in RECORDS.values() for field in fields if field.unordered} | {CRITERIA}
"""Lists of records whose order says nothing."""
ABSENT = (None, "", ())


class FieldChange(NamedTuple):
    """A field before and after; None is: it has no value."""

    field: str
    """Its name, with dots where it is within another: `rice.reach`."""
    before: object
    after: object
    added: tuple[object, ...] = ()
    """What a list has that it had not; for criteria, by their words."""
    removed: tuple[object, ...] = ()
    met: tuple[Criterion, ...] = ()
    """Criteria that are ticked now, and were not."""
    reopened: tuple[Criterion, ...] = ()


def changes(before: Record | Config, after: Record | Config) -> tuple[FieldChange, ...]:
    """Return the fields in which two versions of a record differ, in the order of the file.

    `80%` and `0.8` and `medium` are the same; so are lists of the same members where their order says nothing.
    """
    old, new = _fields(before), _fields(after)
    place = {name.removesuffix("_"): number for number, name in enumerate(after._fields)}
    names = sorted(dict.fromkeys((*old, *new)), key=lambda name: place.get(name.partition(".")[0], len(place)))
    return tuple(
        _change(name, old.get(name), new.get(name)) for name in names if not _same(name, old.get(name), new.get(name))
    )


def _fields(record: Record | Config) -> dict[str, object]:
    """Return the fields that have a value, those within others by themselves."""
    pairs = ((name, value) for name, value in zip(record._fields, record, strict=True) if name not in HIDDEN)
    flat = (pair for name, value in pairs for pair in _flat(name, value))
    return {name: value for name, value in flat if value not in ABSENT}


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    if name == "extra" and isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, Rice):
        yield f"{name}.reach", value.reach_range or value.reach
        yield from ((f"{name}.{inner}", getattr(value, inner)) for inner in ("impact", "confidence"))
        yield f"{name}.effort", value.effort_range or value.effort
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}", inner)
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for key, inner in zip(value._fields, value, strict=True):
            yield from _flat(f"{name}.{key}", inner)
    else:
        yield name.removesuffix("_"), value


def _same(name: str, before: object, after: object) -> bool:
    if name in UNORDERED and isinstance(before, tuple) and isinstance(after, tuple):
        return set(before) == set(after)
    return before == after


def _change(name: str, before: object, after: object) -> FieldChange:
    if name == CRITERIA:
        return _criteria(name, before, after)
    if not any(_listed(value) for value in (before, after)):
        return FieldChange(name, before, after)
    old, new = _members(before), _members(after)
    added = tuple(one for one in new if one not in old)
    return FieldChange(name, before, after, added, tuple(one for one in old if one not in new))


def _listed(value: object) -> bool:
    """Tell whether a value is a list; a range of two numbers is none."""
    return isinstance(value, tuple) and all(isinstance(one, (str, tuple)) for one in value)


def _members(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _criteria(name: str, before: object, after: object) -> FieldChange:
    """Compare criteria by their words; ticking one is not another criterion."""
    old = {_words(one): one for one in _members(before) if isinstance(one, Criterion)}
    new = {_words(one): one for one in _members(after) if isinstance(one, Criterion)}
    both = [(old[words], one) for words, one in new.items() if words in old]
    return FieldChange(
        name,
        before,
        after,
        tuple(one for words, one in new.items() if words not in old),
        tuple(one for words, one in old.items() if words not in new),
        tuple(one for was, one in both if one.done and not was.done),
        tuple(one for was, one in both if was.done and not one.done),
    )


def _words(one: Criterion) -> tuple[object, ...]:
    return one.text, one.given, one.when, one.then
