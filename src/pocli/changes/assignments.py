"""What do files say word for word, and what do words that set fields make of them?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pocli import session
from pocli.disk import find
from pocli.errors import PoError
from pocli.lookup import meaning
from pocli.model.backlog import Backlog, Record
from pocli.model.edit import Alteration, Move, Set
from pocli.model.file_name import renamed
from pocli.model.records import Sprint
from pocli.reading import assign
from pocli.reading.schema_errors import full
from pocli.run import Run
from pocli.tasks import people
from pocli.yaml.parse import parse


class FileText(NamedTuple):
    """A file's bytes, and what they say: texts, lists and mappings, without the keys that have no value."""

    path: str
    data: bytes
    tree: dict[str, Any]


def file_text(root: Path, path: str) -> FileText:
    """Return what a file of the backlog says.

    Raises:
        PoError: it cannot be read.
    """
    data = find.content(root, path)
    if isinstance(data, str):
        raise PoError(f"`{path}` cannot be changed: {data}", "put a plain file in its place", path=path)
    document = parse(data)
    if document.faults:
        raise PoError(f"`{path}` cannot be read: {document.faults[0].message}", "see po validate", path=path)
    return FileText(path, data, full(document.tree))


class AssignedFile(NamedTuple):
    """What assignments make of one file."""

    record: Record
    found: FileText
    changed: tuple[Alteration, ...]

    @property
    def edits(self) -> tuple[Set, ...]:
        """The edits that carry it out."""
        return tuple(Set(self.found.path, one.route, one.after) for one in self.changed)


def following(backlog: Backlog, found: Sequence[AssignedFile]) -> tuple[Move, ...]:
    """Return the moves by which the names of files follow the titles that their records get.

    Raises:
        PoError: another file has that name, or a sprint is meant, whose file is called after its id alone.
    """
    moves: dict[str, Move] = {}
    for one in found:
        if isinstance(one.record, Sprint):
            raise PoError(f"the file of {one.record.id} is called after its id alone", "leave out --rename-file")
        titles = [str(change.after) for change in one.changed if change.route == ("title",)]
        to = renamed(one.found.path, one.record.id, titles[0] if titles else one.record.title)
        if to != one.found.path and (to in backlog.files or to in moves):
            raise PoError(f"`{to}` is there already", "rename one of the two files first")
        if to != one.found.path:
            moves[to] = Move(one.found.path, to)
    return tuple(moves.values())


def assigned(run: Run, backlog: Backlog, records: Sequence[Record], words: Sequence[str]) -> tuple[AssignedFile, ...]:
    """Return what `field=value` words make of each record's file.

    Raises:
        PoError: a word sets nothing, a field does not take its value, or a file cannot be read.
    """
    today = session.today(run, backlog)
    words = [_meant(run, word) for word in words]
    kinds = {find.kind(record.path) for record in records}
    wanted = {
        kind: tuple(assign.assignment(word, kind, meaning.meaning(backlog, kind, today)) for word in words)
        for kind in sorted(kinds)
    }
    root = session.root(run)
    found = ((record, file_text(root, record.path)) for record in records)
    return tuple(
        AssignedFile(record, one, assign.alterations(one.path, one.tree, wanted[find.kind(one.path)]))
        for record, one in found
    )


def _meant(run: Run, word: str) -> str:
    """Return `owner=me` with the name that is meant, and `sprint=none` as what removes the field."""
    field, _, value = word.partition("=")
    if field == "owner":
        value = people.owner(run, value)
    return f"{field}=" if meaning.empties(field, value) else f"{field}={value}"
