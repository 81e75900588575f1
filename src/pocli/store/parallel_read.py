"""What do files say that must be read anew? On all cores, where there are many of them.

The parser and the schema are loaded by the processes that read, so that the one that shares out has room.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from pocli.disk import find
from pocli.disk.blob import blob
from pocli.model.backlog import Record, Stray
from pocli.model.config import Config
from pocli.model.story import UNREAD, Story
from pocli.reading.contents import NewlyRead, ParsedFile, ParsedFiles, Text
from pocli.store import codec, index_sections
from pocli.store.processes import spread

BATCH = 500
"""How many files are read before the next ones; a second process pays from so many on."""
LEFT_OUT = ("path", *index_sections.TEXTS)


class _File(NamedTuple):
    path: str
    blob: str
    sure: bool
    reading: ParsedFile


class _Found(NamedTuple):
    """What a `Fresh` will hold."""

    stories: list[Story]
    texts: list[Text]
    others: dict[str, ParsedFile]
    diagnostics: dict[str, Any]
    blobs: dict[str, str]
    unsure: list[str]


def gather(root: Path, paths: Sequence[str], meanwhile: Callable[[], ParsedFiles]) -> tuple[ParsedFiles, NewlyRead]:
    """Return what is known of other files, which is found out meanwhile, and read files of the backlog anew."""
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    found = _Found([], [], {}, {}, {}, [])
    with spread(partial(_batch, root, batches), range(len(batches))) as messages:
        known = meanwhile()
        for message in messages:
            _take(found, batches, message)
    return known, NewlyRead(ParsedFiles(*found[:4]), found.blobs, found.unsure)


def _read(root: Path, path: str) -> _File:
    from pocli.reading.read_file import understood

    data = find.content(root, path)
    sure = not isinstance(data, str) or data in find.REFUSED
    return _File(path, blob(data), sure, understood(path, data))


def _batch(root: Path, batches: Sequence[Sequence[str]], number: int) -> bytes:
    """Return what some files say: a line of JSON, with the stories in columns, then a line for each story's texts.

    The reader knows the paths already: files are named by their place in the batch.
    """
    files = [_read(root, path) for path in batches[number]]
    told = [(at, one.reading.record) for at, one in enumerate(files) if isinstance(one.reading.record, Story)]
    stories = [story for _, story in told]
    head = {
        "batch": number,
        "is": [at for at, _ in told],
        "stories": codec.columns(Story, stories, LEFT_OUT),
        "others": [_other(one) for one in files if one.reading.unreadable or _is_other(one.reading.record)],
        "blobs": [one.blob for one in files],
        "unsure": [one.path for one in files if not one.sure],
        "diagnostics": {one.path: codec.encode(one.reading.diagnostics) for one in files if one.reading.diagnostics},
    }
    return b"\n".join((index_sections.encoded(head), index_sections.BETWEEN.join(map(index_sections.row, stories))))


def _is_other(record: Record | Config | Stray | None) -> bool:
    return record is not None and not isinstance(record, Story)


def _other(one: _File) -> list[Any]:
    return [one.path, codec.encode(one.reading.record), codec.encode(one.reading.unreadable)]


def _take(found: _Found, batches: Sequence[Sequence[str]], message: bytes) -> None:
    """Add what a batch says. Texts stay frozen, and equal values of a batch are one: so a large backlog has room."""
    line, _, rows = message.partition(b"\n")
    head = json.loads(line)
    paths = batches[head["batch"]]
    instead = {name: repeat(UNREAD) for name in index_sections.TEXTS} | {"path": [paths[at] for at in head["is"]]}
    stories = codec.rows(Story, head["stories"], instead)
    found.stories.extend(stories)
    found.texts.extend(rows.split(index_sections.BETWEEN) if stories else ())
    found.others.update(
        {path: ParsedFile(codec.decode(one), codec.decode(two), ()) for path, one, two in head["others"]}
    )
    found.diagnostics.update(head["diagnostics"])
    found.blobs.update(zip(paths, head["blobs"], strict=True))
    found.unsure.extend(head["unsure"])
