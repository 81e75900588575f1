"""What do another tool's types and periods mean here, and which epics do its rows name that nothing is?"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from pocli.errors import PoError
from pocli.features.imports import import_names
from pocli.features.imports.import_ids import ImportOptions
from pocli.model.backlog import Backlog
from pocli.model.number import text
from pocli.model.story import TYPES
from pocli.tables.columns import WORDS
from pocli.tables.items import Import, ImportItem, Note, normal
from pocli.text import meant

YEARLY = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
"""How often a period begins in a year."""
MICRO = 10**6
UNKNOWN = "is not a type that po knows"


def worded(
    items: Sequence[ImportItem], found: Import, backlog: Backlog, ask: ImportOptions, notes: list[Note]
) -> tuple[ImportItem, ...]:
    """Return the rows with our types, their reach in our period, and the epics that they name, if these are wanted.

    Raises:
        PoError: the user named a type that no row has, or a word that is none of ours.
    """
    types = _types(items, ask)
    own = backlog.config.reach_period.casefold()
    told = [_reached(_typed(item, types, notes), own, notes) for item in items]
    more = import_names.epics(told, found, backlog) if ask.epics else ()
    return (*more, *told)


def _types(items: Sequence[ImportItem], ask: ImportOptions) -> Mapping[str, str]:
    """Return our type for each word that the user named."""
    words = {normal(item.kind): item.kind for item in items if item.kind}
    for word, ours in ask.types.items():
        if ours not in TYPES:
            raise PoError(f"`{ours}` is not a type", meant(ours, TYPES, f"there are: {', '.join(TYPES)}"))
        if normal(word) not in words:
            there = sorted(words.values())
            raise PoError(
                f"no row has the type `{word}`", meant(word, there, f"there are: {', '.join(there) or 'none'}")
            )
    return {normal(word): ours for word, ours in ask.types.items()}


def _typed(item: ImportItem, types: Mapping[str, str], notes: list[Note]) -> ImportItem:
    if not item.kind:
        return item
    kind = types.get(normal(item.kind)) or str(item.fields.get("type") or WORDS.get(normal(item.kind), ""))
    if not kind:
        notes.append((item.row, f"type: `{item.kind[:60]}` {UNKNOWN}: left out"))
        return item
    return item._replace(fields={**item.fields, "type": kind}, means={**item.means, "type": kind})


def _reached(item: ImportItem, own: str, notes: list[Note]) -> ImportItem:
    """Return a row whose reach counts in our period."""
    rice = item.fields.get("rice")
    reach = rice.get("reach") if isinstance(rice, Mapping) else None
    if not isinstance(rice, Mapping) or not reach or not item.period or item.period == own:
        return item
    if own not in YEARLY:
        notes.append((item.row, f"reach: it counts per {item.period} there, per {own} here: taken as it is"))
        return item
    factor = Fraction(YEARLY[item.period], YEARLY[own])
    notes.append((item.row, f"reach: per {item.period} there, per {own} here: multiplied by {text(factor)}"))
    known = item.means.get("rice")
    rice = {**rice, "reach": _scaled(str(reach), factor)}
    means = {**known, "reach": _scaled(str(known.get("reach", "")), factor)} if isinstance(known, Mapping) else rice
    return item._replace(fields={**item.fields, "rice": rice}, means={**item.means, "rice": means})


def _scaled(word: str, factor: Fraction) -> str:
    ends = [Fraction(end.strip()) * factor for end in word.split("..")]
    return "..".join(text(round(end * MICRO) * Fraction(1, MICRO)) for end in ends)


def unknown(notes: Sequence[Note]) -> Iterator[str]:
    """Return the words of types that nobody knows, from what is said of them."""
    for _, note in notes:
        if UNKNOWN in note:
            yield note.partition("`")[2].partition("`")[0]
