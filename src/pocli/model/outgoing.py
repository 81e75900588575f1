"""What leaves for another tool: which files, of how many stories, and which values has that tool no place for?"""

from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model import written
from pocli.model.backlog import Backlog

NAMES = frozenset({"id"})
"""The fields that every format holds in its own way."""


class Parcel(NamedTuple):
    """The files for another tool."""

    files: Mapping[str, str]
    """The texts by name; a single file is called `backlog` with the format's ending."""
    stories: int
    left: tuple[tuple[str, int], ...]
    """The fields without a place there, and how many stories have them; none for a format that is only looked at."""
    folder: bool
    """Whether the format is a folder of files."""
    skipped: tuple[str, ...] = ()
    """The ids of the stories that the format has nothing of."""
    changed: tuple[str, ...] = ()
    """What stands there otherwise than here, a line for each kind."""


def parcel(backlog: Backlog, member: ModuleType) -> Parcel:
    """Return what a member of `exchange` that can be exported makes of the stories."""
    whole = hasattr(member, "files")
    made = member.files(backlog) if whole else {f"backlog{member.SUFFIX}": member.write(backlog)}
    wanted = member.wanted if hasattr(member, "wanted") else None
    out = backlog._replace(stories=tuple(one for one in backlog.stories if wanted is None or wanted(one)))
    skipped = tuple(one.id for one in backlog.stories if wanted is not None and not wanted(one))
    left = _left(out, member.CLAIMS) if hasattr(member, "read") or wanted else ()
    changed = tuple(member.changed(out)) if hasattr(member, "changed") else ()
    return Parcel(made, len(out.stories), left, whole, skipped, changed)


def _left(backlog: Backlog, claims: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Count the stories that have a field which a format does not hold."""
    held = {"rice" if name == "reach" else name for name in claims} | NAMES
    counts: dict[str, int] = {}
    for story in backlog.stories:
        for name in written.fields(story):
            if name not in held and not name.startswith("x-"):
                counts[name] = counts.get(name, 0) + 1
    return tuple(counts.items())


def alone(found: Parcel) -> str:
    """Return the text of the only file.

    Raises:
        PoError: there are several, or none.
    """
    if len(found.files) == 1:
        return next(iter(found.files.values()))
    if not found.files:
        raise PoError("there is nothing to export", "no story has what this format needs; see po list")
    raise PoError(f"this export makes {len(found.files)} files", "name a folder for them with --output")
