"""How does a command change the backlog: by edits that are checked, shown, and saved all or none?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pocli import output, session
from pocli import run as runs
from pocli.changes import created_words, creation, guard, numbering, transitions, turn_words
from pocli.changes.creation import Draft
from pocli.changes.guard import FileVersion
from pocli.changes.transitions import Transition
from pocli.disk import find, journal
from pocli.disk.save import AGAIN, CHANGED, FileChange
from pocli.errors import PoError
from pocli.git.head_file import head
from pocli.model.backlog import Backlog
from pocli.model.edit import Create, Edit, Move, Replace, Set
from pocli.model.head import between
from pocli.model.proposal import Proposal
from pocli.model.remembered import Remembered
from pocli.reading.contents import ParsedFile
from pocli.reading.read_file import as_written, reading
from pocli.run import Run
from pocli.store.load import Chosen
from pocli.yaml.emit import emit
from pocli.yaml.patch import patched


class Text(NamedTuple):
    """A file that edits speak of: its bytes on the disk, and what becomes of them under which name."""

    before: bytes | None
    after: bytes
    to: str


def read(run: Run, *, dry_run: bool = False, texts: Chosen | None = None) -> Backlog:
    """Return the backlog to be changed; what an interrupted command left half-way is taken back first.

    Args:
        run: this run's settings.
        dry_run: nothing is to be written, nothing is taken back.
        texts: chooses the stories whose long texts are needed, above all those to be changed; None: all stories.

    Raises:
        PoError: there is no backlog, or what was left cannot be taken back.
    """
    if not dry_run:
        journal.recover(session.root(run))
    return session.read(run, texts)


def ordered(run: Run, work_out: session.WorkOut, *, dry_run: bool = False) -> session.Ordered:
    """Return the backlog to be changed as `read` does, and its order as `session.ordered` does."""
    if not dry_run:
        journal.recover(session.root(run))
    return session.ordered(run, work_out)


def apply(run: Run, proposal: Proposal, *, dry_run: bool = False, force: bool | None = None) -> None:
    """Carry out a proposal as one step, and say what changed; with `dry_run`, only show the difference.

    Of what comes in from another tool, only the files that are there are shown: its answer tells the new ones.

    Args:
        run: this run's settings.
        proposal: what to change.
        dry_run: show the unified difference on stdout, write nothing.
        force: write even what the reader would refuse; None: the command has no option for that.

    Raises:
        PoError: an edit makes a file worse than it was, a file is no longer what the edits were worked out from (exit
            code 75), or it cannot be written; nothing has changed then.
    """
    root = session.root(run)
    texts, told = _checked(run, proposal, force)
    changes = tuple(change for path, text in texts.items() for change in _changes(path, text))
    if not changes:
        output.note(run, "nothing to change: the files already say so")
    elif dry_run:
        old = [one for one in changes if one.before is not None or not proposal.imported]
        output.difference(run, [(one.path, one.before, one.after) for one in old])
    else:
        journal.commit(root, changes, tuple(proposal.message))
        for line in proposal.message:
            output.note(run, line, [one.path for one in changes])
    for line in (*(told if changes else ()), *proposal.warnings):
        output.warn(run, line)


def warnings(run: Run, proposal: Proposal) -> tuple[str, ...]:
    """Return what would be said of a proposal if it were carried out; nothing is shown or written.

    Raises:
        PoError: it could not be carried out.
    """
    _, told = _checked(run, proposal, None)
    return (*told, *proposal.warnings)


def _checked(run: Run, proposal: Proposal, force: bool | None) -> tuple[dict[str, Text], tuple[str, ...]]:
    """Return what the files become, by their paths before, and what speaks against it but does not hinder it."""
    root, seen = session.root(run), proposal.seen
    known = {one.path: one for one in (seen.config, *seen.records(), *seen.shadowed)}
    texts: dict[str, Text] = {}
    versions: dict[str, FileVersion] = {}
    for path, edits in output.progress(run, tuple(_by_file(proposal.edits).items()), "checking"):
        text = texts[path] = _text(root, path, edits)
        before = reading(path, text.before) if text.before is not None else None
        _check_seen(path, text, before, known, proposal.based_on)
        if not force:
            after = _read(text, edits if proposal.imported else ())
            versions[text.to] = FileVersion(before, after, path if text.to != path else "")
            guard.check_sound(run, path, versions[text.to], hint=guard.HINTS[force is not None])
    _check_visible(run, [text.to for path, text in texts.items() if text.before is None or text.to != path])
    more = "" if force is None else "; or write it anyway with --force"
    told = guard.check_values(versions, seen, session.today(run, seen), imported=proposal.imported, more=more)
    return texts, told


def _read(text: Text, edits: Sequence[Edit]) -> ParsedFile:
    """Read what a file becomes; one that was only just made of values is not parsed."""
    made = edits[0].content if len(edits) == 1 and isinstance(edits[0], Create) else None
    return as_written(text.to, made, text.after) if isinstance(made, Mapping) else reading(text.to, text.after)


def create(run: Run, draft: Draft, *, seen: Backlog, dry_run: bool = False) -> None:
    """Give a drafted record the next free id, and write its file.

    Raises:
        PoError: as `apply`.
    """
    if dry_run:
        name = numbering.following(run, seen, draft.prefix)
    else:
        check(run, draft, seen=seen)  # before a number is spent
        name = numbering.taken(run, seen, draft.prefix)
    edits = creation.named(draft, name)
    message = (created_words.message(draft, name, edits[0].path),)
    warnings = created_words.warnings(creation.namesakes(seen, draft))
    apply(run, Proposal(seen, edits, message, warnings), dry_run=dry_run)


def check(run: Run, draft: Draft, *, seen: Backlog) -> None:
    """Refuse a drafted record whose file could not be written as it is.

    Raises:
        PoError: it has a problem, which was shown, or a value that means nothing in this backlog.
    """
    likely = creation.named(draft, numbering.likely(run, seen, draft.prefix))
    path = likely[0].path
    text = _text(session.root(run), path, likely)
    version = FileVersion(None, reading(text.to, text.after))
    guard.check_sound(run, path, version)
    guard.check_values({path: version}, seen, session.today(run, seen))


def undo(run: Run, *, dry_run: bool) -> None:
    """Take back the newest step that holds, and say what it was.

    Raises:
        PoError: there is none, git has done something since, a file was changed since (exit code 75), or it cannot be
            written.
    """
    root = session.root(run)
    if dry_run:
        step = journal.next_step(root, "undo")
        output.difference(run, [(one.path, one.after, one.before) for one in step.changes])
        return
    step = journal.undo(root)
    for line in step.said:
        output.note(run, f"undone: {line}", [one.path for one in step.changes])


def redo(run: Run, *, dry_run: bool) -> None:
    """Do the step again that was taken back last, and say what it is.

    Raises:
        PoError: as `undo`.
    """
    root = session.root(run)
    if dry_run:
        step = journal.next_step(root, "redo")
        output.difference(run, [(one.path, one.before, one.after) for one in step.changes])
        return
    step = journal.redo(root)
    for line in step.said:
        output.note(run, f"redone: {line}", [one.path for one in step.changes])


def remembered(run: Run) -> tuple[Remembered, ...]:
    """Return the steps to do again, the last to come first, then those to take back, the newest first.

    Raises:
        PoError: there is no backlog, or the state folder cannot be read.
    """
    root = session.root(run)
    now = head(root)
    return tuple(
        Remembered(step.act, step.said, runs.minute(seconds), between(step.head, now))
        for step, seconds in journal.remembered(root)
    )


def carry_out(run: Run, found: Sequence[Transition], *, seen: Backlog, already: str, dry_run: bool) -> None:
    """Carry out what a verb does to stories, as one step, and say what speaks against it on stderr.

    Args:
        run: this run's settings.
        found: the stories, each with its fields.
        seen: the backlog that they were worked out from.
        already: how a story is called in which nothing has to change, such as `not blocked`.
        dry_run: show the unified difference, write nothing.

    Raises:
        PoError: as `apply`.
    """
    for line in turn_words.unchanged(found, already):
        output.note(run, line)
    edits = transitions.edits(found)
    if edits:
        apply(run, Proposal(seen, edits, turn_words.message(found), turn_words.warnings(found)), dry_run=dry_run)


def _by_file(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.path, []).append(edit)
    return found


def _text(root: Path, path: str, edits: Sequence[Edit]) -> Text:
    """Work out what becomes of one file."""
    to = next((edit.to for edit in edits if isinstance(edit, Move)), path)
    made = next((edit.content for edit in edits if isinstance(edit, Create)), None)
    data = find.content(root, path) if made is None else (made if isinstance(made, str) else emit(made)).encode()
    if isinstance(data, str):
        raise PoError(f"`{path}` cannot be changed: {data}", "put a plain file in its place", path=path)
    after = patched(data, [edit for edit in edits if isinstance(edit, (Set, Replace))])
    return Text(data if made is None else None, after, to)


def _changes(path: str, text: Text) -> tuple[FileChange, ...]:
    if text.to != path:
        return FileChange(text.to, None, text.after), FileChange(path, text.before, None)
    return (FileChange(path, text.before, text.after),) if text.before != text.after else ()


def _check_visible(run: Run, paths: Sequence[str]) -> None:
    """Refuse to write a new file that the next command would pass over."""
    hidden = session.passed_over(run, paths)
    if hidden:
        message = f"git ignores `{hidden[0]}`, so po would not see it"
        raise PoError(message, "change .gitignore; to see the line: git check-ignore -v PATH")


def _check_seen(
    path: str, text: Text, before: ParsedFile | None, known: Mapping[str, object], based_on: Mapping[str, bytes]
) -> None:
    """Refuse to change a file that no longer says what the edits were worked out from."""
    if path in based_on:
        same = text.before == based_on[path]
    else:
        same = before is None or path not in known or before.record == known[path]
    if not same:
        raise PoError(f"`{path}` was changed by somebody else in the meantime", AGAIN, exit_code=CHANGED, path=path)
