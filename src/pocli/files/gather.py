"""What do files say that must be read anew? On all cores, where there are many of them."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from pocli.files import find, frozen, kept
from pocli.files.blob import blob
from pocli.files.read import understood
from pocli.files.reading import Fresh, Reading
from pocli.files.spread import spread
from pocli.model.story import UNREAD, Story

BATCH = 500
"""How many files are read before the next ones; a second process pays from so many on."""


class _File(NamedTuple):
    path: str
    blob: str
    sure: bool
    reading: Reading


def gather(root: Path, paths: Sequence[str]) -> Fresh:
    """Read files of the backlog anew."""
    found = Fresh({}, {}, {}, {}, [])
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    for message in spread(partial(_batch, root), batches):
        _take(found, message)
    return found


def _read(root: Path, path: str) -> _File:
    data = find.content(root, path)
    sure = not isinstance(data, str) or data in find.REFUSED
    return _File(path, blob(data), sure, understood(path, data) if find.kind(path) else Reading(None, None, ()))


def _batch(root: Path, paths: Sequence[str]) -> bytes:
    """Return what some files say: a line of JSON, with the stories in columns, then a line for each story's texts."""
    files = [_read(root, path) for path in paths]
    stories = [one.reading.record for one in files if isinstance(one.reading.record, Story)]
    head = {
        "stories": frozen.columns(Story, stories, kept.TEXTS),
        "others": [_other(one) for one in files if not isinstance(one.reading.record, Story)],
        "blobs": {one.path: one.blob for one in files},
        "unsure": [one.path for one in files if not one.sure],
        "diagnostics": {one.path: frozen.freeze(one.reading.diagnostics) for one in files if one.reading.diagnostics},
    }
    return b"\n".join((kept.encoded(head), kept.BETWEEN.join(map(kept.row, stories))))


def _other(one: _File) -> list[Any]:
    return [one.path, frozen.freeze(one.reading.record), frozen.freeze(one.reading.unreadable)]


def _take(found: Fresh, message: bytes) -> None:
    """Add what a batch says. Texts stay frozen, and equal values of a batch are one: so a large backlog has room."""
    line, _, rows = message.partition(b"\n")
    head = json.loads(line)
    stories = frozen.rows(Story, head["stories"], dict.fromkeys(kept.TEXTS, repeat(UNREAD)))
    found.readings.update((story.path, Reading(story, None, ())) for story in stories)
    found.readings.update(_others(head["others"]))
    found.texts.update(zip((story.path for story in stories), rows.split(kept.BETWEEN) if stories else (), strict=True))
    found.blobs.update(head["blobs"])
    found.diagnostics.update(head["diagnostics"])
    found.unsure.extend(head["unsure"])


def _others(rows: Sequence[Any]) -> Iterator[tuple[str, Reading]]:
    for path, record, unreadable in rows:
        yield path, Reading(frozen.thaw(record), frozen.thaw(unreadable), ())
