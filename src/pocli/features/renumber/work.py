"""How does a record get another id, with every file that names it; and how do two that share one part?"""

from collections.abc import Iterator, Sequence

from pocli import output, prompting, session
from pocli.changes import assignments, numbering, transaction
from pocli.disk.find import SETTINGS
from pocli.errors import PoError
from pocli.features.renumber import answer as renumber
from pocli.features.renumber import page as view
from pocli.features.renumber import references_work
from pocli.features.renumber.answer import Reference
from pocli.git import origin, refs
from pocli.lookup import select
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.edit import Edit, Set
from pocli.model.proposal import Proposal
from pocli.run import Run
from pocli.yaml.parse import parse

SHALLOW = "this clone is shallow, and lacks its older history"


def one(run: Run, old: str, new: str, *, dry_run: bool) -> None:
    """Give a record another id, or the next free one; its file's name and every reference follow.

    Raises:
        PoError: the record is not there, shares its id with another one, or the new id cannot be its own.
    """
    backlog = transaction.read(run, dry_run=dry_run)
    record = select.record(backlog, old)
    if any(other.id == record.id for other in backlog.shadowed):
        raise PoError(f"two files have the id {record.id}", "separate them with: po renumber --duplicates")
    name = renumber.target(backlog, record.id, new) if new else _following(run, backlog, record.id, 0, dry_run=dry_run)
    wanted = renumber.one(record.id, name)
    named = references_work.named(run, backlog, wanted)
    proposal = Proposal(
        backlog,
        [*renumber.edits(record, wanted), *renumber.followed(named.references, named.reasons, wanted)],
        (view.message(record, name, named.references),),
        based_on={**named.data, record.path: assignments.file_text(session.root(run), record.path).data},
    )
    # forced: another number makes nothing worse; what was wrong before stays so
    transaction.apply(run, proposal, dry_run=dry_run, force=True)
    references_work.remark(run, backlog, wanted)


def every(run: Run, prefix: str, *, dry_run: bool) -> None:
    """Let the ids of all stories begin with another prefix; their numbers stay, and all that names them follows.

    Raises:
        PoError: it cannot be the prefix, an id would be taken, or a file that names one cannot be read.
    """
    backlog = transaction.read(run, dry_run=dry_run)
    wanted = renumber.every(*renumber.prefixes(backlog, prefix))
    stories = [one for one in (*backlog.stories, *backlog.shadowed) if one.id.startswith(wanted.becomes[0])]
    named = references_work.named(run, backlog, wanted)
    renumber.refuse_taken(backlog, [one.id for one in stories], wanted)
    root = session.root(run)
    texts = {path: assignments.file_text(root, path).data for path in (SETTINGS, *(one.path for one in stories))}
    proposal = Proposal(
        backlog,
        [
            Set(SETTINGS, ("id_prefix",), wanted.becomes[1].removesuffix("-")),
            *(edit for one in stories for edit in renumber.edits(one, wanted)),
            *renumber.followed(named.references, named.reasons, wanted),
        ],
        (view.every(wanted, stories, named.references),),
        based_on={**named.data, **texts},
    )
    transaction.apply(run, proposal, dry_run=dry_run, force=True)  # as above
    references_work.remark(run, backlog, wanted)


def duplicates(run: Run, *, dry_run: bool) -> None:
    """Let the older of two files that share an id keep it, and give the other one the next free id.

    A reference follows the file that was there when it was written, if git knows; else a person is asked, and where
    nobody can be asked it stays with the older file, which is said.

    Raises:
        PoError: git fails, or a file cannot be written.
    """
    backlog = transaction.read(run, dry_run=dry_run)
    edits: list[Edit] = []
    said: list[str] = []
    unsure: list[str] = []
    based_on: dict[str, bytes] = {}
    past = _Past(run)
    for group in _groups(backlog, past):
        named = references_work.named(run, backlog, renumber.one(group[0].id))
        meant = [(one, _meant(run, past, one, group)) for one in named.references]
        based_on |= named.data
        for younger in group[1:]:
            name = _following(run, backlog, younger.id, len(said), dry_run=dry_run)
            follow = tuple(one for one, record in meant if record is younger)
            wanted = renumber.one(younger.id, name)
            edits += [*renumber.edits(younger, wanted), *renumber.followed(follow, (), wanted)]
            said.append(view.parted(group[0], younger, name, follow))
            unsure += [view.unsure(one, group[0], younger, name) for one, record in meant if record is None]
            based_on[younger.path] = assignments.file_text(session.root(run), younger.path).data
    if not edits:
        output.note(run, "no two files share an id")
        return
    if past.unknown:
        output.warn(run, f"{past.unknown}: the first path keeps the id")
    transaction.apply(run, Proposal(backlog, edits, said, based_on=based_on), dry_run=dry_run, force=True)
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
        self.unknown = found.message if isinstance(found, refs.NoRepository) else SHALLOW if found.shallow else ""
        """Why git cannot tell what is older; empty where it can."""
        self.repo = None if isinstance(found, refs.NoRepository) or found.shallow else found
        self.head = refs.tips(self.repo).head if self.repo else ""

    def commits(self, path: str) -> tuple[origin.OriginCommit, ...]:
        return origin.touching(self.repo, self.head, path) if self.repo and self.head else ()

    def age(self, path: str) -> float:
        """Return when a file came; a file that no commit has is the youngest."""
        return next((commit.time for commit in self.commits(path)), float("inf"))

    def beside(self, one: Reference, name: str) -> frozenset[str]:
        """Return the files that were there when a reference was written; none where no commit has it."""
        fields = (str(one.route[0]),)

        def says(content: bytes) -> bool:
            return bool(renumber.references(one.path, one.owner, parse(content).tree, fields, renumber.one(name)))

        found = origin.first(self.repo, self.commits(one.path), one.path, says) if self.repo else None
        return found or frozenset()


def _meant(run: Run, past: _Past, one: Reference, group: Sequence[Record]) -> Record | None:
    """Return which of the records that share an id a reference means; None where nobody knows."""
    there = past.beside(one, group[0].id)
    known = [record for record in group if record.path in there]
    if len(known) == 1:
        return known[0]
    if not prompting.able(run):
        return None
    for line in view.question(one, group):
        output.note(run, line, [record.path for record in (*group, one)])
    numbers = [str(number) for number in range(1, len(group) + 1)]
    answer = ""
    while answer not in numbers:
        answer = prompting.line(" or ".join(numbers))
    return group[int(answer) - 1]


def _following(run: Run, backlog: Backlog, name: str, count: int, *, dry_run: bool) -> str:
    """Return the next free id, taken unless this is a dry run; `count` were given in this run already."""
    prefix = ident.order(name)[0]
    if not dry_run:
        return numbering.taken(run, backlog, prefix)
    number = ident.order(numbering.following(run, backlog, prefix))[1]
    return f"{prefix}-{number + count}"


def check(words: Sequence[str], *, shared: bool, prefix: str) -> None:
    """Refuse what does not name a record, `--duplicates` or `--prefix`, and what names more than one of these.

    Raises:
        PoError: that is so.
    """
    if sum((bool(words), shared, bool(prefix))) != 1:
        hint = "write po renumber OLD NEW, po renumber --duplicates, or po renumber --prefix INV"
        raise PoError("name a record, or say --duplicates or --prefix", hint)
