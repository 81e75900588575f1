"""How does a changed field read?"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from pocli.features.diff.altered_fields import FieldChange
from pocli.model.number import plain, text
from pocli.model.story import Criterion
from pocli.pages import story_table
from pocli.text import figure, percent

LONGEST = 60
"""Longer texts are not shown, only that they changed."""
SHARES = frozenset({"confidence", "reserve"})


def worded(change: FieldChange) -> tuple[str, ...]:
    """Word a change, a line for each thing: `points 3 → 5`, `depends on +PO-7`, `criterion met: …`."""
    if change.field == "acceptance_criteria":
        return tuple(_criteria(change))
    name = change.field.removeprefix("rice.").replace("_", " ")
    if change.added or change.removed:
        parts = [f"+{value(one)}" for one in change.added] + [f"−{value(one)}" for one in change.removed]
        return (f"{name} {' '.join(parts)}",)
    if isinstance(change.before or change.after, tuple) and not _range(change.before or change.after):
        return (f"{name}: new order",)
    return (_pair(name, change),)


def _pair(name: str, change: FieldChange) -> str:
    old, new = (value(one, share=name in SHARES) for one in (change.before, change.after))
    if max(len(old), len(new)) > LONGEST or "\n" in old + new:
        word = "is new" if change.before is None else "is gone" if change.after is None else "changed"
        return f"{name} {word}"
    if change.after is None:
        return f"no {name} (was {old})"
    colon = ":" if isinstance(change.after, str) else ""
    return f"{name}{colon} {new}" if change.before is None else f"{name} {old} → {new}"


def _criteria(change: FieldChange) -> Iterator[str]:
    parts: tuple[tuple[str, Iterable[object]], ...] = (
        ("criterion met", change.met),
        ("criterion reopened", change.reopened),
        ("new criterion", change.added),
        ("criterion gone", change.removed),
    )
    found = [f"{said}: {value(one)}" for said, ones in parts for one in ones]
    yield from found or ["acceptance criteria: verified_by changed"]


def value(given: object, *, share: bool = False) -> str:
    """Return a value of the model for people."""
    if isinstance(given, Criterion):
        return ", ".join(story_table.criterion(given))
    if isinstance(given, tuple) and _range(given):
        return " to ".join(map(value, given))
    if isinstance(given, (Fraction, int)) and not isinstance(given, bool):
        return percent(Fraction(given)) if share else figure(Fraction(given))
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, (tuple, list)):
        return ", ".join(filter(None, map(value, given)))
    return "" if given is None else str(given)


def _range(given: object) -> bool:
    return isinstance(given, tuple) and len(given) == 2 and all(isinstance(one, Fraction) for one in given)  # noqa: PLR2004


def machine(given: object) -> str:
    """Return a value of the model for CSV."""
    if isinstance(given, tuple) and _range(given):
        return "..".join(map(text, given))
    if isinstance(given, Fraction):
        return text(given)
    return value(given)


def data(change: FieldChange) -> dict[str, object]:
    """Return a change as JSON has it."""
    found: dict[str, object] = {"field": change.field, "before": json(change.before), "after": json(change.after)}
    for name in ("added", "removed", "met", "reopened"):
        if ones := getattr(change, name):
            found[name] = [json(one) for one in ones]
    return found


def json(given: object) -> object:
    """Return a value of the model as JSON values."""
    if isinstance(given, dict):
        return {key: json(inner) for key, inner in given.items()}
    if isinstance(given, list):
        return [json(inner) for inner in given]
    return (
        plain(Fraction(given))
        if isinstance(given, (Fraction, int)) and not isinstance(given, bool)
        else story_table.json(given)
    )
