"""How does a comment get into files?"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from pocli import session
from pocli.changes import assignments, transaction
from pocli.changes.assignments import FileText
from pocli.disk import foreign_file
from pocli.disk.draft_file import draft
from pocli.disk.save import named
from pocli.errors import PoError
from pocli.lookup import select
from pocli.model.edit import Set
from pocli.model.proposal import Proposal
from pocli.run import Run
from pocli.tasks import editor, people
from pocli.text import UNSEEN

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
        PoError: a record is not there, the text is empty, or a file cannot be changed; what was written in the editor
            is kept then, and the hint says where.
    """
    backlog = transaction.read(run, dry_run=dry_run, texts=select.nothing)
    records = select.records(backlog, words, select.EVERY)
    root = session.root(run)
    files = [assignments.file_text(root, one.path) for one in records]
    places = [_place(file) for file in files]
    with _text(said, records[0].id) as text:
        known = {"on": session.today(run, backlog).isoformat(), "by": people.name(run), "text": text}
        entry = {name: value for name, value in known.items() if value}
        edits = [
            Set(file.path, (FIELD, at) if at else (FIELD,), entry if at else [entry])
            for file, at in zip(files, places, strict=True)
        ]
        first = text.partition("\n")[0]
        shown = text if len(text) <= LONGEST and first == text else f"{first[:LONGEST].rstrip()}…"
        lines = [f"{one.id}: {shown}" for one in records]
        proposal = Proposal(backlog, edits, lines, based_on={one.path: one.data for one in files})
        transaction.apply(run, proposal, dry_run=dry_run)


def _place(file: FileText) -> int:
    """Return how many comments a file has: the place of the next one."""
    there = file.tree.get(FIELD, [])
    if not isinstance(there, list):
        raise PoError(f"`{FIELD}` of `{file.path}` is not a list", "see po validate", path=file.path)
    return len(there)


@contextmanager
def _text(said: str, name: str) -> Iterator[str]:
    """Give the text as it was typed, read or written in the editor, without blanks around it.

    Raises:
        PoError: it is empty, or what is done with it fails.
    """
    if said and said != STDIN:
        yield _plain(said)
    elif said:
        yield _plain(_decoded(foreign_file.content(STDIN), "the text is not UTF-8", "write it in UTF-8"))
    else:
        with named("a draft"):
            place = draft("comment", f"{name}.md", b"")
        hint = f"your text is in {place}"
        try:
            editor.opened(place)
            yield _plain(_decoded(place.read_bytes(), "the comment is not UTF-8", hint))
        except PoError as error:
            if not place.read_bytes().strip():
                shutil.rmtree(place.parent)
                raise
            raise PoError(error.message, hint, exit_code=error.exit_code, path=error.path, base=error.base) from error
        shutil.rmtree(place.parent)


def _decoded(data: bytes, message: str, hint: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PoError(message, hint) from None


def _plain(text: str) -> str:
    if not text.strip(UNSEEN + " \t\r\n"):
        raise PoError("the comment is empty", "nothing was written")
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
