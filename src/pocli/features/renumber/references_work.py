"""Where do the files of a backlog name an id, or any id with a prefix?"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pocli import output, session
from pocli.changes import assignments
from pocli.disk.find import REFUSED, SETTINGS, content, kind
from pocli.errors import PoError
from pocli.features.renumber import answer
from pocli.features.renumber import page as view
from pocli.features.renumber.answer import Reason, Reference, Renumbering
from pocli.model.backlog import Backlog
from pocli.reading import suppressions
from pocli.run import Run
from pocli.yaml.parse import parse


class NamedIds(NamedTuple):
    """Where the files of a backlog name some ids, and the bytes in which that was read."""

    references: tuple[Reference, ...]
    reasons: tuple[Reason, ...]
    data: Mapping[str, bytes]


def named(run: Run, backlog: Backlog, wanted: Renumbering) -> NamedIds:
    """Look for ids in every file that may name them.

    Raises:
        PoError: a file that may name one cannot be read.
    """
    root = session.root(run)
    word = re.compile(rf"(?<![\w-]){wanted.pattern}(?![\w-])".encode())
    _refuse_unread(root, backlog, word)
    data: dict[str, bytes] = {}
    found: list[Reference] = []
    reasons: list[Reason] = []
    fields = answer.fields(wanted)
    records = (*backlog.records(), *backlog.shadowed)
    owners = {one.path: one.id for one in records} | {SETTINGS: ""}
    sure = {one.path for one in records if answer.may_name(one, wanted)}
    for path, owner in owners.items():
        text = content(root, path)
        if path not in sure and not (isinstance(text, bytes) and word.search(text)):
            continue
        words = assignments.file_text(root, path)
        found += answer.references(path, owner, words.tree, fields.get(kind(path), ()), wanted)
        reasons += [Reason(path, *one) for one in suppressions.named(parse(words.data), wanted.pattern)]
        data[path] = words.data
    return NamedIds(tuple(found), tuple(reasons), data)


def _refuse_unread(root: Path, backlog: Backlog, word: re.Pattern[bytes]) -> None:
    """Refuse to go on where a file that is left out names an id, or the system does not let us see whether it does."""
    hidden = {record.path for record in backlog.shadowed}
    for file in backlog.unreadable:
        data = content(root, file.path) if file.path not in hidden else REFUSED[0]
        found = word.search(data.replace(b"\0", b"")) if isinstance(data, bytes) else None
        if found or (isinstance(data, str) and data not in REFUSED):
            name = found[0].decode() if found else "this id"
            message = f"`{file.path}` may name {name}, but cannot be read: nothing is changed"
            raise PoError(message, f"fix it first: po validate {file.path}")


def remark(run: Run, backlog: Backlog, wanted: Renumbering) -> None:
    """Say what was not changed."""
    mentions = answer.mentions(backlog, wanted)
    if mentions:
        output.warn(run, view.mentioned(wanted, mentions))
