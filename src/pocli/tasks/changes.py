"""How does a command change the backlog: by edits that are checked, shown, and saved all or none?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pocli import judge, output, session
from pocli.analysis import creation, verbs
from pocli.analysis.creation import Draft
from pocli.analysis.verbs import Turn
from pocli.errors import PoError
from pocli.files import find, journal
from pocli.files.assemble import assembled, parts
from pocli.files.emit import emit
from pocli.files.load import Chosen
from pocli.files.patch import patched
from pocli.files.read import reading
from pocli.files.reading import Reading
from pocli.files.save import AGAIN, CHANGED, Change
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic
from pocli.model.edit import Create, Edit, Move, Replace, Set
from pocli.run import Run
from pocli.tasks import numbering
from pocli.views import created, turns

LINKS = ("id", "status", "parent", "goal", "sprint", "depends_on", "needs", "start", "end", "statuses")
"""The fields in which records speak of each other."""
HINTS = {False: "mend it, then try again", True: "mend it, or write it anyway with --force"}


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


def apply(
    run: Run,
    edits: Sequence[Edit],
    *,
    seen: Backlog,
    said: tuple[str, ...],
    dry_run: bool = False,
    force: bool | None = None,
    based_on: Mapping[str, bytes] = {},
) -> None:
    """Carry out edits as one step, and say what changed; with `dry_run`, only show the difference.

    Args:
        run: this run's settings.
        edits: what to change; several of one file are carried out at once.
        seen: the backlog that the edits were worked out from; a record that no longer says the same is not changed.
        said: what changed, a line for each thing, such as `PO-7: draft → ready`.
        dry_run: show the unified difference on stdout, write nothing.
        force: write even what the reader would refuse; None: the command has no option for that.
        based_on: the bytes of the files whose edits were worked out from their text, not from their record.

    Raises:
        PoError: an edit makes a file worse than it was, a file is no longer what the edits were worked out from (exit
            code 75), or it cannot be written; nothing has changed then.
    """
    root = session.root(run)
    texts = {path: _text(root, path, of) for path, of in _by_file(edits).items()}
    known = {one.path: one for one in (seen.config, *seen.records(), *seen.shadowed)}
    new: dict[str, Reading] = {}
    for path, text in output.progress(run, tuple(texts.items()), "checking"):
        _check_seen(path, text, known, based_on)
        if not force:
            new[text.to] = reading(text.to, text.after)
            _check_sound(run, path, text, new[text.to], hint=HINTS[force is not None])
    if not force:
        _check_whole(run, texts, new, seen)
    changes = tuple(change for path, text in texts.items() for change in _changes(path, text))
    if not changes:
        output.note(run, "nothing to change: the files say so already")
    elif dry_run:
        output.difference(run, [(one.path, one.before, one.after) for one in changes])
    else:
        journal.commit(root, changes, said)
        for line in said:
            output.note(run, line, [one.path for one in changes])


def create(run: Run, draft: Draft, *, seen: Backlog, dry_run: bool = False) -> None:
    """Give a drafted record the next free id, and write its file.

    Raises:
        PoError: as `apply`.
    """
    if dry_run:
        name = numbering.following(run, seen, draft.prefix)
    else:
        likely = creation.named(draft, numbering.likely(run, seen, draft.prefix))
        path = likely[0].path
        text = _text(session.root(run), path, likely)
        _check_sound(run, path, text, reading(text.to, text.after))  # before a number is spent
        name = numbering.taken(run, seen, draft.prefix)
    edits = creation.named(draft, name)
    apply(run, edits, seen=seen, said=(created.said(draft, name, edits[0].path),), dry_run=dry_run)
    for line in created.remarks(creation.namesakes(seen, draft)):
        output.warn(run, line)


def undo(run: Run, *, dry_run: bool) -> None:
    """Take back the last step, and say what it was; done twice, the step is there again.

    Raises:
        PoError: there is none, a file was changed since (exit code 75), or it cannot be written.
    """
    root = session.root(run)
    if dry_run:
        step = journal.undoable(root)
        output.difference(run, [(one.path, one.after, one.before) for one in step.changes])
        return
    step = journal.undo(root)
    for line in step.said:
        said = f"done again: {line}" if step.undone else f"undone: {line}"
        output.note(run, said, [one.path for one in step.changes])


def carry_out(run: Run, found: Sequence[Turn], *, seen: Backlog, already: str, dry_run: bool) -> None:
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
    for line in turns.unchanged(found, already):
        output.note(run, line)
    edits = verbs.edits(found)
    if edits:
        apply(run, edits, seen=seen, said=turns.said(found), dry_run=dry_run)
        for line in turns.remarks(found):
            output.warn(run, line)


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


def _changes(path: str, text: Text) -> tuple[Change, ...]:
    if text.to != path:
        return Change(text.to, None, text.after), Change(path, text.before, None)
    return (Change(path, text.before, text.after),) if text.before != text.after else ()


def _check_seen(path: str, text: Text, known: Mapping[str, object], based_on: Mapping[str, bytes]) -> None:
    """Refuse to change a file that no longer says what the edits were worked out from."""
    if path in based_on:
        same = text.before == based_on[path]
    else:
        same = text.before is None or path not in known or reading(path, text.before).record == known[path]
    if not same:
        raise PoError(f"`{path}` was changed by somebody else meanwhile", AGAIN, exit_code=CHANGED, path=path)


def _check_sound(run: Run, path: str, text: Text, after: Reading, *, hint: str = "") -> None:
    """Refuse an error that was not there before."""
    old = {_key(one) for one in reading(path, text.before).diagnostics} if text.before is not None else set()
    found = (one for one in after.diagnostics if one.severity == "error")
    new = tuple(one for one in found if _key(one) not in old)
    if new:
        output.problems(run, new)
        count = "a problem" if len(new) == 1 else f"{len(new)} problems"
        raise PoError(f"`{path}` would have {count}; nothing was written", hint or HINTS[False], path=path)


def _check_whole(run: Run, texts: Mapping[str, Text], new: Mapping[str, Reading], seen: Backlog) -> None:
    """Refuse an error between records that was not there before, such as a ring of dependencies."""
    found = parts(seen)
    if all(_links(new[text.to]) == _links(found.get(path)) for path, text in texts.items()):
        return
    kept = {path: one for path, one in found.items() if path not in texts}
    after = assembled(dict(sorted({**kept, **new}.items())))
    made = {text.to for text in texts.values() if text.before is None}  # an import brings its own rings, to be mended
    for finding in judge.worse(seen, after, session.today(run, seen)):
        if finding.path not in made:
            raise PoError(f"{finding.message}; nothing was written", finding.hint)


def _links(one: Reading | None) -> tuple[object, ...]:
    """Return what a record says of others, and what others know it by."""
    return tuple(getattr(one.record, name, None) for name in LINKS) if one else ()


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.rule, one.message
