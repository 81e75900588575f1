"""How does a person change a file whole, so that neither a fault is saved nor a word lost?"""

import shutil
from pathlib import Path

from pocli import output, prompting, session
from pocli.changes import transaction
from pocli.disk import find
from pocli.disk.draft_file import draft as written
from pocli.disk.save import CHANGED, named
from pocli.errors import PoError
from pocli.lookup import naming, select
from pocli.model.backlog import Backlog
from pocli.model.edit import whole
from pocli.model.ident import in_file_name
from pocli.model.proposal import Proposal
from pocli.run import Run
from pocli.tasks import editor
from pocli.yaml.parse import parse


def edit(run: Run, word: str, *, force: bool, dry_run: bool) -> None:
    """Open a record's file in the editor and save what comes back; on a fault, show it and open the same text again.

    Raises:
        PoError: there is no such record, no editor, or the text cannot be saved; the hint says where it is kept then.
    """
    backlog = transaction.read(run, dry_run=dry_run)
    path = _path(backlog, word)
    before = find.content(session.root(run), path)
    if isinstance(before, str):
        raise PoError(f"`{path}` cannot be edited: {before}", "put a plain file in its place", path=path)
    with named("a draft"):
        draft = written("edit", path.rpartition("/")[2], before)
    while True:
        text = _edited(draft, before)
        if text == before:
            output.note(run, f"`{path}` was left as it is", [path])
            break
        try:
            _save(run, backlog, path, before, text, force=force, dry_run=dry_run)
            break
        except PoError as error:
            hint = f"your text is in {draft}"
            if error.exit_code == CHANGED or not prompting.able(run):
                raise PoError(
                    error.message, hint, exit_code=error.exit_code, path=error.path, base=error.base
                ) from None
            output.warn(run, error.message, [error.path])
            if prompting.line("Enter edits it again, q gives up").lower() in {"q", "quit"}:
                raise PoError(f"`{path}` was left as it is", hint, path=path) from None
    shutil.rmtree(draft.parent)


def _edited(draft: Path, before: bytes) -> bytes:
    """Return what the editor left; if it failed, nothing but a changed text is kept."""
    try:
        editor.opened(draft)
    except PoError as error:
        if draft.read_bytes() != before:
            raise PoError(error.message, f"your text is in {draft}") from error
        shutil.rmtree(draft.parent)
        raise
    return draft.read_bytes()


def _save(run: Run, seen: Backlog, path: str, before: bytes, text: bytes, *, force: bool, dry_run: bool) -> None:
    try:
        edit = whole(path, before, text)
    except UnicodeDecodeError:
        raise PoError(f"`{path}` would not be UTF-8", "save it as UTF-8", path=path) from None
    old, new = (parse(data).tree.get("id") for data in (before, text))
    if old and new and old != new and not force:
        raise PoError(f"an id cannot be edited; change {old} to {new} with: po renumber {old} {new}")
    said = (f"{in_file_name(path.rpartition('/')[2]) or path}: edited",)
    transaction.apply(run, Proposal(seen, [edit], said, based_on={path: before}), dry_run=dry_run, force=force)


def _path(backlog: Backlog, word: str) -> str:
    """Return the file of a record, or one of this backlog that is named; it need not be readable."""
    if word in backlog.files:
        return word
    left_out = {in_file_name(one.path.rpartition("/")[2]): one.path for one in reversed(backlog.unreadable)}
    name = naming.named(backlog, "story", word, {*backlog.known_ids(), *filter(None, left_out)})
    return left_out.get(name, "") or select.record(backlog, word).path
