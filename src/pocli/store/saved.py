"""What does one run keep for the next?"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pocli.disk.find import Stamp
from pocli.disk.ignored import Unlisted
from pocli.store import index, index_sections
from pocli.store.index import Index, WrittenAhead
from pocli.store.index_sections import Derived, IndexContents
from pocli.store.processes import spread

JUDGED = "judged"
"""What was worked out of each file by itself is kept while others change."""
MANY = 5000
"""From so many files on, another process begins to write while the question is answered."""


class Snapshot(NamedTuple):
    """The files as they are now, and from where questions about them are answered."""

    root: Path
    stamps: Mapping[str, Stamp]
    source: Index | IndexContents
    """The index, where its content is that of the files; else everything that is known."""
    old: Index | None
    """The index that was there, if it can be trusted."""
    names: Sequence[str]
    """The paths of the files that it knows."""
    blobs: Mapping[str, str]
    """The id of the content of each file that was read anew, by path."""
    unsure: Sequence[str]
    """Those that the system could not open or read."""
    now: int
    """When the files were looked at, in nanoseconds."""
    moved: bool
    """Whether a stamp, or what decides which files git ignores, is not as the index says."""
    unlisted: Unlisted = Unlisted()


def unjudged(seen: Snapshot) -> frozenset[str]:
    """Return the files that changed since what is kept as JUDGED was worked out."""
    return frozenset(seen.blobs).union(seen.old.head["since"] if seen.old else ())


@contextmanager
def write_ahead(seen: Snapshot, at: Path | None) -> Iterator[Callable[[], WrittenAhead | None]]:
    """Begin to write what the files say, where that is much; give what asks for it once the question is answered."""
    if at is None or not isinstance(seen.source, IndexContents) or len(seen.stamps) < MANY:
        yield lambda: None
        return
    temporary = index.draft(at)
    try:
        with spread(partial(_begin, seen), (temporary,), least=1) as answers:
            yield lambda: _begun(temporary, next(answers))
    finally:
        with suppress(OSError):  # it is the index now, if all went well
            temporary.unlink()


def _begin(seen: Snapshot, temporary: Path) -> bytes:
    """Write what the files say, and return in which places, as JSON; nothing, where that is not possible."""
    try:
        return json.dumps(index.begin(temporary, _told(seen))).encode()
    except (OSError, index.SpoiledIndex):
        return b""


def _begun(temporary: Path, answer: bytes) -> WrittenAhead | None:
    return WrittenAhead(temporary, json.loads(answer)) if answer else None


def _told(seen: Snapshot) -> dict[str, index.Pieces]:
    """Return the sections that tell what the files say."""
    found = index_sections.files(seen.stamps, seen.blobs, seen.old, seen.names)
    more = (
        index_sections.sections(seen.source, seen.old)
        if isinstance(seen.source, IndexContents)
        else index_sections.same(seen.source)
    )
    return found | more


def keep(seen: Snapshot, at: Path, works: Sequence[Derived], early: Callable[[], WrittenAhead | None]) -> str:
    """Write what is known, where the index does not say it; return why that cannot be done, or an empty text.

    Args:
        seen: what is known.
        at: where the index lies.
        works: what was worked out of that.
        early: gives what was begun.
    """
    before = seen.old.head["unsettled"] if seen.old else []
    same = isinstance(seen.source, Index) and not seen.moved and not works
    if same and not before:
        return ""
    unsettled = index_sections.unsettled(seen.stamps, seen.now) + list(seen.unsure)
    if same and len(unsettled) >= len(before):
        return ""
    first = early()  # None: not begun, or it failed there; then it is written here, which says why it cannot be
    sections = {} if first else _told(seen)
    since: Sequence[str] = ()
    if seen.old and JUDGED in seen.old.head["sections"] and all(work.name != JUDGED for work in works):
        sections[JUDGED] = map(seen.old.section, (JUDGED,))
        since = sorted(unjudged(seen))
    sections |= {work.name: (work.data,) for work in works}
    facts = {"unsettled": unsettled, "since": since, "unlisted": seen.unlisted}
    return index.write(at, seen.root, facts, sections, first)
