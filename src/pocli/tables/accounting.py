"""What of a stranger's document is neither in the item that was made of it, nor said to be left out?

A key without a home is named as a column. Of those that have one, every text that a person wrote is looked for.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import takewhile

from pocli.model import days
from pocli.tables.items import ImportItem, Note
from pocli.tables.json_source import text

WRITTEN = frozenset({"name", "title", "text", "description", "desc", "body", "note", "comment", "content", "message"})
WRITTEN |= {"summary", "value", "details"}
"""The keys under which a person's words stand."""
SHOWN = 60
DEEPEST = 12


def leaves(value: object, path: str = "", key: str = "", depth: int = 0) -> Iterator[tuple[str, str, str]]:
    """Return each text within a value: the way to it, its key, and itself."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, f"{path}.{name}" if path else str(name), str(name), depth + 1)
    elif isinstance(value, list):
        for at, one in enumerate(value, 1):
            yield from leaves(one, f"{path}[{at}]", key, depth + 1)
    elif isinstance(value, str) and value.strip():
        yield path, key, text(value)


def unplaced(raw: Mapping[str, object], homes: AbstractSet[str], item: ImportItem, notes: list[Note]) -> None:
    """Name the words of a document that its item lacks and that nothing is said of yet.

    Args:
        raw: the document.
        homes: the keys of it that have a home; the others are named as columns.
        item: what was made of it.
        notes: where it is said.
    """
    said = [note for row, note in takewhile(lambda note: note[0] == item.row, reversed(notes))]
    there = _plain(" ".join([*(one for *_, one in leaves(dict(item.fields))), item.key, *said]))
    for path, key, words in leaves({name: one for name, one in raw.items() if name in homes}):
        deep = "." in path
        if deep and key in WRITTEN and _plain(words) not in there and _plain(words)[:SHOWN] not in there:
            notes.append((item.row, f"{path}: `{' '.join(words.split())[:SHOWN]}`: left out"))


def told(item: ImportItem) -> str:
    """Return all that an item says, as it is compared."""
    return _plain(" ".join([*(one for *_, one in leaves(dict(item.fields))), item.key, *item.also]))


def holds(there: str, cell: str) -> bool:
    """Tell whether what an item says has the words of a cell, be it as a day."""
    words = _plain(cell)
    if not words or words in there:
        return True
    return any(day in there for day in days.readings(cell))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
