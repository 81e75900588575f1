"""What changes in a story when its row comes again, and whose value counts where both sides changed it?

What the last import brought is remembered in the story, as a digest of each value. A value that is still what the
import brought gives way to the new one; one that was changed here stays, unless the other tool is to win.
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from pocli.field_table.story_fields import STORY
from pocli.text import composed

DIGITS = 6
"""How many figures of a digest are kept: two values of one field are told apart by 24 bits."""
SETS = frozenset(field.name for field in STORY if field.unordered and not field.parts)
DEFAULTS: Mapping[str, object] = {"type": "story", "status": "draft"}
RICE = "rice"


class ImportedChange(NamedTuple):
    """A value of a story that an import changes; None for none."""

    field: str
    """The field, or a part of it such as `rice.reach`."""
    old: object
    new: object


class MergedRow(NamedTuple):
    """What becomes of a story's fields."""

    changes: tuple[ImportedChange, ...]
    kept: tuple[str, ...]
    """The fields that were changed here and there: the value from here stays."""
    seen: Mapping[str, str]
    """The digest of what the other tool said of each field."""


def seen_field(key_field: str) -> str:
    """Return where a story keeps the digests of what an import brought, such as `x-jira-seen`."""
    return key_field.removesuffix("-key") + "-seen"


def flat(fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields with the parts of `rice` as fields of their own."""
    parts = fields.get(RICE)
    rest = {name: value for name, value in fields.items() if name != RICE}
    return rest | ({f"{RICE}.{part}": one for part, one in parts.items()} if isinstance(parts, Mapping) else {})


def digests(means: Mapping[str, object]) -> dict[str, str]:
    """Return the digest of each value."""
    return {name: digest(name, value) for name, value in means.items() if plain(name, value)}


def digest(name: str, value: object) -> str:
    """Return a few figures that tell one value of a field from others."""
    said = json.dumps(plain(name, value), ensure_ascii=True, sort_keys=True)
    return sha256(said.encode()).hexdigest()[:DIGITS]


def plain(name: str, value: object) -> object:
    """Return a value without what makes no difference: white space, the order within a set, a default."""
    if isinstance(value, str):
        return "" if value == DEFAULTS.get(name) else " ".join(composed(value).split())
    if isinstance(value, Mapping):
        return {key: plain("", one) for key, one in value.items()}
    if isinstance(value, Sequence):
        items = [plain("", one) for one in value]
        return sorted(items, key=str) if name in SETS else items
    return "" if value is None else value


def merged(
    here: Mapping[str, object],
    there: Mapping[str, object],
    cleared: frozenset[str],
    seen: Mapping[str, str] | None,
    *,
    named: bool,
    theirs: bool,
) -> MergedRow:
    """Decide of each field that the other tool's file speaks of.

    Args:
        here: what the story says now.
        there: what the row says.
        cleared: the fields that the row says to be empty.
        seen: the digests of what the last import brought; None if none is known.
        named: whether the row names the story by its own id, so that it was made from it.
        theirs: whether the other tool wins.
    """
    ours, others = flat(here), flat(there)
    others |= {name: None for name in flat_names(cleared, ours) if name not in others}
    changes: list[ImportedChange] = []
    kept: list[str] = []
    fresh = dict(seen or {})
    for name, value in others.items():
        old = ours.get(name)
        new = _joined(name, old, value) if seen is None and not named and not theirs else value
        if _same(name, old, new):
            fresh[name] = digest(name, value)
        elif theirs or named or _yields(name, old, new, seen):
            changes.append(ImportedChange(name, old, new))
            fresh[name] = digest(name, value)
        elif value is not None and not (seen is not None and seen.get(name) == digest(name, value)):
            kept.append(name)
    return MergedRow(
        tuple(changes), tuple(kept), {name: one for name, one in fresh.items() if one != digest(name, None)}
    )


def flat_names(cleared: frozenset[str], ours: Mapping[str, object]) -> tuple[str, ...]:
    """Return the cleared fields with those parts of `rice` that are there."""
    parts = [name for name in ours if name.startswith(RICE + ".")] if RICE in cleared else []
    return (*sorted(cleared - {RICE, *DEFAULTS}), *parts)


def _same(name: str, one: object, two: object) -> bool:
    return plain(name, one) == plain(name, two)


def _yields(name: str, old: object, new: object, seen: Mapping[str, str] | None) -> bool:
    """Tell whether the value from here gives way: it is empty, or still what the last import brought."""
    if seen is None:
        return new is not None and (name in SETS or not plain(name, old))
    return digest(name, old) == seen.get(name, digest(name, None))


def _joined(name: str, old: object, new: object) -> object:
    """Join two sets of which nobody knows what was there before."""
    if name in SETS and isinstance(old, list) and isinstance(new, list):
        return [*old, *(one for one in new if plain("", one) not in [plain("", other) for other in old])]
    return new
