"""How do several files change together, all or none, and what did the last command change?

One journal does both. Under the lock the whole step stands in `pending.json` before the repository is touched; when
all of it is on the disk, the file is renamed to `last.json`, which is what `po undo` takes back. A step that died on
the way is taken back by the next command that writes, with its temporary files, which the journal names.
"""

import json
import os
import signal
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from pocli.errors import PoError
from pocli.files import lock, save, state
from pocli.files.save import CHANGED, Change

WAIT = 120.0
"""Seconds that a command waits for the others to finish."""

SIGNALS = [one for name in ("SIGINT", "SIGTERM", "SIGHUP") if (one := getattr(signal, name, None))]


class Step(NamedTuple):
    """What one command changes."""

    said: tuple[str, ...]
    """What the command told people, a line for each thing."""
    changes: tuple[Change, ...]
    temporaries: tuple[str, ...] = ()
    """The temporary name of each change's new bytes."""
    folders: tuple[str, ...] = ()
    """The folders that were missing, the outer ones first."""
    undone: bool = False
    """Whether it takes back the step before it."""


@contextmanager
def locked(root: Path) -> Iterator[Path]:
    """Hold the backlog's lock, and give its state folder; what a dead command left is taken back first.

    Raises:
        PoError: the state folder cannot be written, or another command holds the lock too long (exit code 75).
    """
    home = state.make(root)
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.exclusive(home / state.LOCK, WAIT))
        except TimeoutError:
            message = "another po is writing and does not finish"
            raise PoError(message, "wait for it, or end it", exit_code=CHANGED) from None
        except OSError as error:
            raise state.unusable(home, error) from error
        _recover(root, home)
        yield home


def commit(root: Path, changes: Sequence[Change], said: tuple[str, ...]) -> None:
    """Bring changes of different files onto the disk, all or none, as one step that can be undone.

    Raises:
        PoError: a file is not what its change was based on (exit code 75), or cannot be written; nothing has changed.
    """
    with locked(root) as home:
        _carry_out(root, home, _step(root, changes, said))


def recover(root: Path) -> None:
    """Take back what a command that died left half-way, with its temporary files.

    Raises:
        PoError: it cannot be taken back.
    """
    if state.interrupted(root):
        with locked(root):
            pass


def undoable(root: Path) -> Step:
    """Return the last step, if all of it is still as it left it.

    Raises:
        PoError: there is none, or a file was changed since (exit code 75).
    """
    last = _read(state.home(root) / state.LAST)
    if last is None:
        raise PoError("there is nothing to undo", "po remembers the last command that wrote to this backlog")
    for change in last.changes:
        if not save.same(root, change.path, change.after):
            hint = "undo it by hand: git diff shows what changed"
            raise PoError(f"`{change.path}` was changed since", hint, exit_code=CHANGED, path=change.path, base=root)
    return last


def undo(root: Path) -> Step:
    """Take back the last step, and return it; done twice, the step is there again.

    Raises:
        PoError: there is none, or a file was changed since (exit code 75).
    """
    with locked(root) as home:
        last = undoable(root)
        back = [change.back() for change in reversed(last.changes)]
        _carry_out(root, home, _step(root, back, last.said)._replace(undone=not last.undone))
        _remove_folders(root, last.folders)
    return last


def _step(root: Path, changes: Sequence[Change], said: tuple[str, ...]) -> Step:
    """Make a step of changes; a temporary name says which process it belongs to."""
    names = []
    for change in changes:
        folder, slash, _ = change.path.rpartition("/")
        names.append(f"{folder}{slash}.po-{os.getpid()}-{token_hex(6)}.tmp")
    needed = [one for change in changes if change.after is not None for one in save.missing_folders(root, change.path)]
    return Step(said, tuple(changes), tuple(names), tuple(dict.fromkeys(needed)))


def _carry_out(root: Path, home: Path, step: Step) -> None:
    for change in step.changes:
        with save.named(f"`{change.path}`"):
            save.check(root, change)
    with _undisturbed():
        _write(home, step)
        try:
            _effect(root, step)
            _finish(home, step)
        except BaseException:
            _give_up(root, home, step)
            raise


def _effect(root: Path, step: Step) -> None:
    """Write every new file under its temporary name, then give all of them their names."""
    for folder in step.folders:
        with save.named(f"the folder `{folder}`"):
            (root / folder).mkdir(exist_ok=True)
            save.sync_folder((root / folder).parent)
    for change, temporary in zip(step.changes, step.temporaries, strict=True):
        if change.after is not None:
            with save.named(f"`{change.path}`"):
                save.prepare(root, change, temporary)
    for change, temporary in zip(step.changes, step.temporaries, strict=True):
        with save.named(f"`{change.path}`"):
            save.check(root, change)
            save.put(root, change, temporary)
    _sync_folders(root, step)


def _sync_folders(root: Path, step: Step) -> None:
    for path in dict.fromkeys((root / change.path).parent for change in step.changes):
        with save.named(f"the folder `{path.name}`"):
            save.sync_folder(path)


def _give_up(root: Path, home: Path, step: Step) -> None:
    """Take a step back that failed on the way; where that fails too, the journal stays for the next command."""
    try:
        _take_back(root, home, step)
    except OSError as error:
        message = f"the disk failed, and what was written could not be taken back: {error.strerror or error}"
        raise PoError(
            message, "mend the disk; po doctor --fix, or the next command that writes, takes it back"
        ) from error


def _take_back(root: Path, home: Path, step: Step) -> None:
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
    """Clear away a step that died. One file is old or new at any moment; of several, all become old."""
    pending = home / state.PENDING
    if not pending.exists():
        return
    step = _read(pending)
    try:
        if step is None:
            pending.unlink()  # it died before it touched the repository
        elif len(step.changes) == 1 and save.same(root, step.changes[0].path, step.changes[0].after):
            _drop(root, *step.temporaries)
            pending.replace(home / state.LAST)
        else:
            _take_back(root, home, step)
    except OSError as error:
        message = f"a command died on the way, and cannot be taken back: {error.strerror or error}"
        raise PoError(message, f"make room and look at the permissions; its journal is `{pending}`") from error


def _drop(root: Path, *temporaries: str) -> None:
    """Remove temporary files; on a read-only disk even the removal of what is not there fails."""
    for temporary in temporaries:
        if os.path.lexists(root / temporary):
            (root / temporary).unlink()


def _write(home: Path, step: Step) -> None:
    """Write the step down; one of several files must be safe on the disk before the first of them changes."""
    body = json.dumps(_plain(step)).encode()
    try:
        with (home / state.PENDING).open("wb") as file:
            file.write(f"{sha256(body).hexdigest()} {os.getpid()}\n".encode() + body)
            file.flush()
            if len(step.changes) > 1:
                save.sync(file.fileno())
                save.sync_folder(home)
    except OSError as error:
        with suppress(OSError):
            (home / state.PENDING).unlink(missing_ok=True)
        raise state.unusable(home, error) from error


def _finish(home: Path, step: Step) -> None:
    """Turn the pending step into the last one; of several files, only that makes it hold after a power cut."""
    last = home / state.LAST
    try:
        if len(step.changes) == 1:
            last.unlink(missing_ok=True)  # ext4 writes an unsynced file out before it replaces another, for 2 ms
        (home / state.PENDING).replace(last)
    except OSError as error:
        raise state.unusable(home, error) from error
    if len(step.changes) > 1:
        try:
            save.sync_folder(home)
        except OSError as error:
            last.unlink()
            raise state.unusable(home, error) from error


def _plain(step: Step) -> dict[str, object]:
    changes = [[one.path, _coded(one.before), _coded(one.after)] for one in step.changes]
    return {**step._asdict(), "changes": changes}


def _coded(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode()


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)


def _read(path: Path) -> Step | None:
    """Return a step that was written down, or None where it is not whole."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head.split(b" ")[0] != sha256(body).hexdigest().encode():
        return None
    found = json.loads(body)
    changes = tuple(Change(name, _decoded(before), _decoded(after)) for name, before, after in found["changes"])
    said, temporaries, folders = (tuple(found[name]) for name in ("said", "temporaries", "folders"))
    return Step(said, changes, temporaries, folders, found["undone"])


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
