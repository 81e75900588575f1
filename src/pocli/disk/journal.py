"""How do several files change together, all or none, and how is such a step taken back?

One journal does both. Under the lock the whole step stands in `pending.json` before the repository is touched; when
all of it is on the disk, the file becomes one of the steps that `po undo` takes back (see `steps`). A step that died on
the way is taken back by the next command that writes, with its temporary files, which the journal names. Nothing is
taken back or done again across what git did meanwhile: a commit, a checkout, a merge.
"""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pocli.disk import lock, private, save, state, steps, write
from pocli.disk.save import CHANGED, FileChange
from pocli.disk.steps import Act, UndoStep
from pocli.errors import PoError
from pocli.git.head_file import head
from pocli.model.head import between, way_back

SIGNALS = [one for name in ("SIGINT", "SIGTERM", "SIGHUP") if (one := getattr(signal, name, None))]


@contextmanager
def locked(root: Path) -> Iterator[Path]:
    """Hold the backlog's lock, and give its state folder; what a dead command left is taken back first.

    Raises:
        PoError: the state folder cannot be written or is not private, a journal there is none of po, or another command
            holds the lock too long (exit code 75).
    """
    home = state.make(root)
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.exclusive(home / state.LOCK, state.WAIT))
        except TimeoutError:
            raise state.busy() from None
        except OSError as error:
            raise state.unusable(home, error) from error
        _recover(root, home)
        yield home


def commit(root: Path, changes: Sequence[FileChange], said: tuple[str, ...]) -> None:
    """Bring changes of different files onto the disk, all or none, as one step that can be undone.

    Raises:
        PoError: a file is not what its change was based on (exit code 75), or cannot be written; nothing has changed.
    """
    with locked(root) as home:
        with _readable(home):
            number = steps.known(home).free
        _carry_out(root, home, _step(root, changes, said, number))
        steps.forget(home)


def recover(root: Path) -> None:
    """Take back what a command that died left half-way, with its temporary files.

    Raises:
        PoError: it cannot be taken back.
    """
    if state.interrupted(root):
        with locked(root):
            pass


def next_step(root: Path, act: Act) -> UndoStep:
    """Return the step that would be taken back (`undo`) or done again (`redo`), if all of it is still as it was left.

    Raises:
        PoError: there is none, git has done something since, or a file was changed since (exit code 75).
    """
    home = state.home(root)
    with _readable(home):
        known = steps.known(home)
    numbers = known.held[-1:] if act == "undo" else known.undone[:1]
    found = steps.recall(home, numbers[0], act) if numbers else None
    if found is None and act == "undo":
        raise PoError("there is nothing to undo", f"po remembers the last {steps.MOST} steps that it wrote here")
    if found is None:
        raise PoError("there is nothing to redo", "po redo brings back what po undo took back last")
    if refusal := refused(root, found):
        raise refusal
    return found


def refused(root: Path, step: UndoStep) -> PoError | None:
    """Return why a step cannot be taken back or done again; None where nothing speaks against it."""
    named = f"the next step to {step.act} is `{_shown(step)}`"
    now = head(root)
    if happened := between(step.head, now):
        return PoError(f"{named}, but {happened}", way_back(step.head, now))
    for change in step.changes:
        if not save.same(root, change.path, change.after if step.act == "undo" else change.before):
            message = f"{named}, but `{change.path}` was changed since"
            return PoError(message, f"{step.act} it by hand: git diff shows what changed", exit_code=CHANGED)
    return None


def _shown(step: UndoStep) -> str:
    more = f" (and {len(step.said) - 1} more)" if len(step.said) > 1 else ""
    return (step.said[0] if step.said else step.changes[0].path) + more


def remembered(root: Path) -> tuple[tuple[UndoStep, int], ...]:
    """Return what can be done again, the last to come first, then what can be taken back, the newest first.

    Each comes with the moment when it was written, in seconds since 1970.

    Raises:
        PoError: the state folder cannot be read.
    """
    home = state.home(root)
    with _readable(home):
        return tuple(steps.remembered(home))


@contextmanager
def _readable(home: Path) -> Iterator[None]:
    try:
        if os.path.lexists(home):
            private.checked(home)
        yield
    except OSError as error:
        message = f"the state folder `{home}` cannot be read: {error.strerror or error}"
        raise PoError(message, "check its permissions") from error


def undo(root: Path) -> UndoStep:
    """Take back the newest step that holds, and return it.

    Raises:
        PoError: as `next_step`, or a file cannot be written.
    """
    with locked(root) as home:
        found = next_step(root, "undo")
        back = [change.back() for change in reversed(found.changes)]
        step = _step(root, back, found.said, found.number)
        _carry_out(root, home, step._replace(act="undo", emptied=found.folders))
    return found


def redo(root: Path) -> UndoStep:
    """Do the step again that was taken back last, and return it.

    Raises:
        PoError: as `next_step`, or a file cannot be written.
    """
    with locked(root) as home:
        found = next_step(root, "redo")
        _carry_out(root, home, _step(root, found.changes, found.said, found.number)._replace(act="redo"))
    return found


def _step(root: Path, changes: Sequence[FileChange], said: tuple[str, ...], number: int) -> UndoStep:
    """Make a step of changes; a temporary name says which process it belongs to."""
    names = []
    for change in changes:
        folder, slash, _ = change.path.rpartition("/")
        names.append(f"{folder}{slash}{write.temporary()}")
    needed = [one for change in changes if change.after is not None for one in save.missing_folders(root, change.path)]
    return UndoStep(said, tuple(changes), tuple(names), tuple(dict.fromkeys(needed)), head(root), number)


def _carry_out(root: Path, home: Path, step: UndoStep) -> None:
    for change in step.changes:
        with save.named(f"`{change.path}`"):
            save.check(root, change)
    with _undisturbed():
        steps.write(home / state.PENDING, step)
        try:
            _effect(root, step)
            steps.settle(home, step)
        except BaseException:
            _give_up(root, home, step)
            raise
        with suppress(OSError):  # it counts; where its journal stays, the next command sees that
            _close(root, home, step)


def _close(root: Path, home: Path, step: UndoStep) -> None:
    """Clear away what a step that counts left: empty folders, temporary files, its journal."""
    _remove_folders(root, step.emptied)
    _drop(root, *step.temporaries)
    (home / state.PENDING).unlink(missing_ok=True)


def _effect(root: Path, step: UndoStep) -> None:
    """Write every new file under its temporary name, then give all of them their names."""
    for folder in step.folders:
        with save.named(f"the folder `{folder}`"):
            (root / folder).mkdir(exist_ok=True)
            save.sync_folder((root / folder).parent)
    together = save.at_once(len(step.changes))
    prepare = save.prepare_unsafe if together else save.prepare
    for change, temporary in zip(step.changes, step.temporaries, strict=True):
        if change.after is not None:
            with save.named(f"`{change.path}`"):
                prepare(root, change, temporary)
    if together:
        written = zip(step.changes, step.temporaries, strict=True)
        save.sync_all(root / temporary for change, temporary in written if change.after is not None)
    for change, temporary in zip(step.changes, step.temporaries, strict=True):
        with save.named(f"`{change.path}`"):
            save.check(root, change)
            save.put(root, change, temporary)
    _sync_folders(root, step)


def _sync_folders(root: Path, step: UndoStep) -> None:
    for path in dict.fromkeys((root / change.path).parent for change in step.changes):
        with save.named(f"the folder `{path.name}`"):
            save.sync_folder(path)


def _give_up(root: Path, home: Path, step: UndoStep) -> None:
    """Take a step back that failed on the way; where that fails too, the journal stays for the next command."""
    try:
        _take_back(root, home, step)
    except OSError as error:
        message = f"the disk failed, and what was written could not be taken back: {error.strerror or error}"
        raise PoError(
            message, "repair the disk; po doctor --fix, or the next command that writes, takes it back"
        ) from error


def _take_back(root: Path, home: Path, step: UndoStep) -> None:
    """Give every file its old bytes, but those that somebody changed since; twice does no harm."""
    for change, temporary in reversed(tuple(zip(step.changes, step.temporaries, strict=True))):
        _drop(root, temporary)
        if save.same(root, change.path, change.after):
            back = change.back()
            if back.after is not None:
                save.prepare(root, back, temporary)
            save.put(root, back, temporary)
            save.sync_folder((root / change.path).parent)
    _remove_folders(root, step.folders)
    (home / state.PENDING).unlink(missing_ok=True)


def _remove_folders(root: Path, folders: Sequence[str]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            (root / folder).rmdir()


def _recover(root: Path, home: Path) -> None:
    """Clear away a step that died. One file is old or new at any moment; of several, all become old.

    Where git has done something since, the files are its own by now and stay as they are.
    """
    pending = home / state.PENDING
    if not pending.exists():
        return
    step = steps.read(pending)
    if step:
        steps.check_ways(root, step)
    try:
        if step is None:
            pending.unlink()  # it died before it touched the repository
        elif steps.counts(home, step):
            _close(root, home, step)
        elif between(step.head, head(root)):
            _close(root, home, step._replace(emptied=()))
        elif len(step.changes) == 1 and save.same(root, step.changes[0].path, step.changes[0].after):
            _drop(root, *step.temporaries)
            steps.settle(home, step)
            _close(root, home, step)
        else:
            _take_back(root, home, step)
    except OSError as error:
        message = f"a command died halfway, and its changes cannot be taken back: {error.strerror or error}"
        raise PoError(message, f"make room and check the permissions; its journal is `{pending}`") from error


def _drop(root: Path, *temporaries: str) -> None:
    """Remove temporary files; on a read-only disk even the removal of what is not there fails."""
    for temporary in temporaries:
        if os.path.lexists(root / temporary):
            (root / temporary).unlink()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a signal wait for the milliseconds that a step takes; then it has its usual effect."""
    came: list[int] = []
    main = threading.current_thread() is threading.main_thread()
    before = {one: signal.signal(one, lambda number, _: came.append(number)) for one in SIGNALS if main}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in came:
            signal.raise_signal(number)
