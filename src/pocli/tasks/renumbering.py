"""How does a record get another id, with every file that names it; and how do two that share one part?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pocli import asking, output, session
from pocli.analysis import renumber, select
from pocli.analysis.renumber import Reference
from pocli.errors import PoError
from pocli.files.find import REFUSED, SETTINGS, content, kind
from pocli.files.parse import parse
from pocli.git import origin, refs
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.edit import Edit
from pocli.run import Run
from pocli.tasks import changes, numbering, wording
from pocli.views import renumbered as view

SHALLOW = "this clone is shallow, and lacks its older history"


class Named(NamedTuple):
    """Where the files of a backlog name an id, and the bytes in which that was read."""

    references: tuple[Reference, ...]
    data: Mapping[str, bytes]


def one(run: Run, old: str, new: str, *, dry_run: bool) -> None:
    """Give a record another id, or the next free one; its file's name and every reference follow.

    Raises:
        PoError: the record is not there, shares its id with another one, or the new id cannot be its own.
    """
    backlog = changes.read(run, dry_run=dry_run)
    record = select.record(backlog, old)
    if any(other.id == record.id for other in backlog.shadowed):
        raise PoError(f"two files have the id {record.id}", "separate them with: po renumber --duplicates")
    name = renumber.target(backlog, record.id, new) if new else _following(run, backlog, record.id, 0, dry_run=dry_run)
    named = _named(run, backlog, record.id)
    changes.apply(
        run,
        renumber.edits(record, name, named.references),
        seen=backlog,
        said=(view.said(record, name, named.references),),
        dry_run=dry_run,
        force=True,  # another number makes nothing worse; what was wrong before stays so
        based_on={**named.data, record.path: wording.wording(run, record.path).data},
    )
    _remark(run, backlog, record.id)


def duplicates(run: Run, *, dry_run: bool) -> None:
    """Let the older of two files that share an id keep it, and give the other one the next free id.

    A reference follows the file that was there when it was written, if git knows; else a person is asked, and where
    nobody can be asked it stays with the older file, which is said.

    Raises:
        PoError: git fails, or a file cannot be written.
    """
    backlog = changes.read(run, dry_run=dry_run)
    edits: list[Edit] = []
    said: list[str] = []
    unsure: list[str] = []
    based_on: dict[str, bytes] = {}
    past = _Past(run)
    for group in _groups(backlog, past):
        named = _named(run, backlog, group[0].id)
        meant = [(one, _meant(run, past, one, group)) for one in named.references]
        based_on |= named.data
        for younger in group[1:]:
            name = _following(run, backlog, younger.id, len(said), dry_run=dry_run)
            follow = tuple(one for one, record in meant if record is younger)
            edits += renumber.edits(younger, name, follow)
            said.append(view.parted(group[0], younger, name, follow))
            unsure += [view.unsure(one, group[0], younger, name) for one, record in meant if record is None]
            based_on[younger.path] = wording.wording(run, younger.path).data
    if not edits:
        output.note(run, "no two files share an id")
        return
    if past.unknown:
        output.warn(run, f"{past.unknown}: the first path keeps the id")
    changes.apply(run, edits, seen=backlog, said=tuple(said), dry_run=dry_run, force=True, based_on=based_on)
    for line in unsure:
        output.warn(run, line, [SETTINGS])


def _groups(backlog: Backlog, past: "_Past") -> Iterator[list[Record]]:
    """Give the records that share an id, the one with the oldest file first: it keeps it."""
    first = {record.id: record for record in backlog.records()}
    for name in sorted({record.id for record in backlog.shadowed}, key=ident.order):
        group = [first[name], *(record for record in backlog.shadowed if record.id == name)]
        yield sorted(group, key=lambda record: (past.age(record.path), record.path))


class _Past:
    """What git knows of the backlog's files; nothing where there is no git."""

    def __init__(self, run: Run) -> None:
        found = refs.repository(session.root(run))
        self.unknown = found.message if isinstance(found, refs.Missing) else SHALLOW if found.shallow else ""
        """Why git cannot tell what is older; empty where it can."""
        self.repo = None if isinstance(found, refs.Missing) or found.shallow else found
        self.head = refs.tips(self.repo).head if self.repo else ""

    def commits(self, path: str) -> tuple[origin.Commit, ...]:
        return origin.touching(self.repo, self.head, path) if self.repo and self.head else ()

    def age(self, path: str) -> float:
        """Return when a file came; a file that no commit has is the youngest."""
        return next((commit.time for commit in self.commits(path)), float("inf"))

    def beside(self, one: Reference, name: str) -> frozenset[str]:
        """Return the files that were there when a reference was written; none where no commit has it."""
        fields = (str(one.route[0]),)

        def says(content: bytes) -> bool:
            return bool(renumber.references(one.path, one.owner, parse(content).tree, fields, name))

        found = origin.first(self.repo, self.commits(one.path), one.path, says) if self.repo else None
        return found or frozenset()


def _meant(run: Run, past: _Past, one: Reference, group: Sequence[Record]) -> Record | None:
    """Return which of the records that share an id a reference means; None where nobody knows."""
    there = past.beside(one, group[0].id)
    known = [record for record in group if record.path in there]
    if len(known) == 1:
        return known[0]
    if not asking.able(run):
        return None
    for line in view.question(one, group):
        output.note(run, line, [record.path for record in (*group, one)])
    numbers = [str(number) for number in range(1, len(group) + 1)]
    answer = ""
    while answer not in numbers:
        answer = asking.line(" or ".join(numbers))
    return group[int(answer) - 1]


def _following(run: Run, backlog: Backlog, name: str, count: int, *, dry_run: bool) -> str:
    """Return the next free id, taken unless this is a dry run; `count` were given in this run already."""
    prefix = ident.order(name)[0]
    if not dry_run:
        return numbering.taken(run, backlog, prefix)
    number = ident.order(numbering.following(run, backlog, prefix))[1]
    return f"{prefix}-{number + count}"


def _named(run: Run, backlog: Backlog, name: str) -> Named:
    """Look for an id in every file that may name it.

    Raises:
        PoError: a file that may name it cannot be read.
    """
    _refuse_unread(session.root(run), backlog, name)
    data: dict[str, bytes] = {}
    found: list[Reference] = []
    fields = renumber.fields(name)
    for record in renumber.may_name(backlog, name):
        words = wording.wording(run, record.path)
        found += renumber.references(record.path, record.id, words.tree, fields[kind(record.path)], name)
        data[record.path] = words.data
    if "config" in fields and name in backlog.config.pins:
        words = wording.wording(run, SETTINGS)
        found += renumber.references(SETTINGS, "", words.tree, fields["config"], name)
        data[SETTINGS] = words.data
    return Named(tuple(found), data)


def _refuse_unread(root: Path, backlog: Backlog, name: str) -> None:
    """Refuse to go on where a file that is left out names an id, or the system does not let us see whether it does."""
    hidden = {record.path for record in backlog.shadowed}
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])".encode())
    for file in backlog.unreadable:
        data = content(root, file.path) if file.path not in hidden else REFUSED[0]
        if word.search(data.replace(b"\0", b"")) if isinstance(data, bytes) else data not in REFUSED:
            message = f"`{file.path}` may name {name}, but cannot be read: nothing is changed"
            raise PoError(message, f"fix it first: po validate {file.path}", path=file.path)


def _remark(run: Run, backlog: Backlog, name: str) -> None:
    """Say what was not changed."""
    mentions = renumber.mentions(backlog, name)
    if mentions:
        output.warn(run, view.mentioned(name, mentions))


def check(words: Sequence[str], *, shared: bool) -> None:
    """Refuse what names neither a record nor `--duplicates`, or both.

    Raises:
        PoError: that is so.
    """
    if bool(words) == shared:
        raise PoError("name a record, or use --duplicates", "write po renumber OLD NEW, or po renumber --duplicates")
