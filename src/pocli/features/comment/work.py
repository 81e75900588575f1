"""How does a comment get into files?"""

import shutil

from pocli import session
from pocli.changes import assignments, transaction
from pocli.changes.assignments import FileText
from pocli.disk import foreign_file
from pocli.disk.draft_file import draft
from pocli.disk.save import named
from pocli.errors import PoError
from pocli.lookup import select
from pocli.model.edit import Edit, Set
from pocli.model.proposal import Proposal
from pocli.run import Run
from pocli.tasks import editor, people

FIELD = "comments"
STDIN = "-"
LONGEST = 60
"""So many characters of a comment are told."""


def comment(run: Run, words: tuple[str, ...], said: str, *, dry_run: bool) -> None:
    """Add a comment to each record that is named.

    Args:
        run: this run's settings.
        words: the ids.
        said: the text; `-` reads stdin, and nothing opens the editor.
        dry_run: only show it.

    Raises:
        PoError: a record is not there, the text is empty, or a file cannot be changed.
    """
    backlog = transaction.read(run, dry_run=dry_run, texts=select.nothing)
    records = select.records(backlog, words, select.EVERY)
    text = _text(said, "-".join(one.id for one in records[:1]))
    known = {"on": session.today(run, backlog).isoformat(), "by": people.name(run), "text": text}
    entry = {name: value for name, value in known.items() if value}
    root = session.root(run)
    files = [assignments.file_text(root, one.path) for one in records]
    first = text.partition("\n")[0]
    shown = text if len(text) <= LONGEST and first == text else f"{first[:LONGEST].rstrip()}…"
    lines = [f"{one.id}: {shown}" for one in records]
    edits = [_added(file, entry) for file in files]
    proposal = Proposal(backlog, edits, lines, based_on={one.path: one.data for one in files})
    transaction.apply(run, proposal, dry_run=dry_run)


def _added(file: FileText, entry: dict[str, str]) -> Edit:
    there = file.tree.get(FIELD)
    if there is None:
        return Set(file.path, (FIELD,), [entry])
    if not isinstance(there, list):
        raise PoError(f"`{FIELD}` of `{file.path}` is not a list", "see po validate", path=file.path)
    return Set(file.path, (FIELD, len(there)), entry)


def _text(said: str, name: str) -> str:
    """Return the text as it was typed, read or written in the editor, without blanks around it.

    Raises:
        PoError: it is empty.
    """
    text = foreign_file.text(STDIN) if said == STDIN else said or _written(name)
    if not text.strip():
        raise PoError("the comment is empty", "nothing was written")
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _written(name: str) -> str:
    with named("a draft"):
        place = draft("comment", f"{name}.md", b"")
    editor.opened(place)
    try:
        text = place.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PoError("the comment is not UTF-8", f"your text is in {place}") from None
    shutil.rmtree(place.parent)
    return text
