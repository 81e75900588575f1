"""How does an export say what it wrote, and what it had no place for?"""

from collections.abc import Iterator

from pocli.model.outgoing import Parcel
from pocli.text import plural

SHOWN = 5


def message(parcel: Parcel, path: str) -> str:
    """Return in a line what was written where."""
    stories = plural(parcel.stories, "story", "stories")
    files = f" as {plural(len(parcel.files), 'file')}" if parcel.folder else ""
    return f"exported {stories} to {path}{files}"


def missing(parcel: Parcel) -> Iterator[str]:
    """Name the fields that the other tool has no place for."""
    if parcel.skipped:
        named = ", ".join(parcel.skipped[:SHOWN]) + (", …" if len(parcel.skipped) > SHOWN else "")
        yield f"not exported, as the format has nothing of it: {named} ({len(parcel.skipped):,})"
    yield from parcel.changed
    if parcel.left:
        named = ", ".join(f"{name} ({count:,})" for name, count in parcel.left)
        yield f"not exported, as the format has no field for it: {named}"
