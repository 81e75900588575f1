"""Which steps does po remember: those that can be taken back, and those that were?

Each is a file of the state folder: `step-7.json` while it holds, `undone-7.json` once it is taken back, so that one
rename turns the one into the other and a kill leaves either. A new step gets a higher number than all others; what was
taken back before it can no longer be done again, and goes with what is too old.
"""

import json
import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from pocli.errors import PoError
from pocli.files import private, save, state
from pocli.files import write as writing
from pocli.files.save import Change
from pocli.model.head import Head

MOST = 50
"""So many steps are remembered."""
BYTES = 32_000_000
"""So much room they may take, but the last one always has it."""
NAME = re.compile(r"(step|undone)-([0-9]{1,12})\.json", re.ASCII)

Act = Literal["do", "undo", "redo"]


class Step(NamedTuple):
    """What one command changes."""

    said: tuple[str, ...]
    """What the command told people, a line for each thing."""
    changes: tuple[Change, ...]
    temporaries: tuple[str, ...] = ()
    """The temporary name of each change's new bytes."""
    folders: tuple[str, ...] = ()
    """The folders that were missing, the outer ones first."""
    head: Head = Head()
    """Where git stood."""
    number: int = 0
    """Its own, or that of the step that it takes back or does again."""
    act: Act = "do"
    emptied: tuple[str, ...] = ()
    """The folders that go with the last of their files, the outer ones first."""


class Known(NamedTuple):
    """The numbers of the steps that are remembered."""

    held: tuple[int, ...]
    """Those that can be taken back, the oldest first."""
    undone: tuple[int, ...]
    """Those that can be done again, the first to come first."""
    past: tuple[int, ...]
    """Those that were taken back, and something else was done instead."""

    @property
    def free(self) -> int:
        """The number of the next step."""
        return max((0, *self.held, *self.undone, *self.past)) + 1


def known(home: Path) -> Known:
    """Return which steps a state folder remembers.

    Raises:
        OSError: the folder is there and cannot be listed.
    """
    found: dict[str, list[int]] = {"step": [], "undone": []}
    with suppress(FileNotFoundError):
        for place in home.iterdir():
            if match := NAME.fullmatch(place.name):
                found[match[1]].append(int(match[2]))
    held, undone = sorted(found["step"]), sorted(found["undone"])
    last = held[-1] if held else 0
    return Known(tuple(held), tuple(n for n in undone if n > last), tuple(n for n in undone if n < last))


def names(step: Step) -> tuple[str, str]:
    """Return the file whose rename makes a step count, and what it is called then."""
    held, undone = f"step-{step.number}.json", f"undone-{step.number}.json"
    return {"do": (state.PENDING, held), "undo": (held, undone), "redo": (undone, held)}[step.act]


def settle(home: Path, step: Step) -> None:
    """Make a step count whose changes are all on the disk; of several files, only that makes it hold after a power cut.

    Raises:
        PoError: the state folder cannot be written; the step does not count then.
    """
    source, target = names(step)
    try:
        (home / source).rename(home / target)
        try:
            if len(step.changes) > 1:
                save.sync_folder(home)
        except OSError:
            (home / target).rename(home / source)
            raise
    except OSError as error:
        raise state.unusable(home, error) from error


def counts(home: Path, step: Step) -> bool:
    """Tell whether a step that was found pending was made to count before its process died."""
    return (home / names(step)[1]).exists()


def forget(home: Path) -> None:
    """Remove what cannot be done again, and what is too much; where that fails, the next command does it."""
    with suppress(OSError):
        found = known(home)
        for number in found.past:
            (home / f"undone-{number}.json").unlink()
        room = 0
        for at, number in enumerate(reversed(found.held)):
            place = home / f"step-{number}.json"
            room += place.stat().st_size
            if at and (at >= MOST or room > BYTES):
                place.unlink()


def write(place: Path, step: Step) -> None:
    """Write a step down; one of several files must be safe on the disk before the first of them changes.

    Raises:
        PoError: the state folder cannot be written.
    """
    changes = [[one.path, _coded(one.before), _coded(one.after)] for one in step.changes]
    body = json.dumps({**step._asdict(), "changes": changes}).encode()
    try:
        with os.fdopen(writing.fresh(place, 0o600), "wb") as file:
            file.write(f"{sha256(body).hexdigest()} {os.getpid()}\n".encode() + body)
            file.flush()
            if len(step.changes) > 1:
                save.sync(file.fileno())
                save.sync_folder(place.parent)
    except OSError as error:
        with suppress(OSError):
            place.unlink(missing_ok=True)
        raise state.unusable(place.parent, error) from error


def read(place: Path) -> Step | None:
    """Return a step that was written down, or None where it is not whole.

    Raises:
        PoError: it is whole, and none that po wrote: it names what is not below the backlog, or no file of ours.
    """
    try:
        head, _, body = private.read(place).partition(b"\n")
    except OSError:
        return None
    if head.split(b" ")[0] != sha256(body).hexdigest().encode():
        return None
    try:
        step = _told(json.loads(body))
        strange = next(_strange(step), "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        step, strange = None, "it has another form"
    if strange:
        raise PoError(f"`{place}` is not a journal of po: {strange}", "look at who wrote it, then remove it")
    return step


def _told(found: dict[str, Any]) -> Step:
    changes = tuple(Change(name, _decoded(before), _decoded(after)) for name, before, after in found["changes"])
    said, temporaries, folders, emptied = (tuple(found[key]) for key in ("said", "temporaries", "folders", "emptied"))
    return Step(said, changes, temporaries, folders, Head(*found["head"]), found["number"], found["act"], emptied)


def _strange(step: Step) -> Iterator[str]:
    """Say what no step of po has; a journal is checked like any other file that somebody else may have written."""
    folders = (*step.folders, *step.emptied)
    for path in (*(change.path for change in step.changes), *step.temporaries, *folders):
        parts = path.split("/")
        if not all(parts) or {".", "..", ".git"} & set(parts) or "\0" in path:
            yield f"`{path}` is not a path below the backlog"
    for path in step.temporaries:
        if not writing.TEMPORARY.fullmatch(path.rpartition("/")[2]):
            yield f"`{path}` is not the name of a temporary file of po"
    texts: tuple[object, ...] = (*step.head, *step.said, str(step.number) if type(step.number) is int else None)
    known = step.act in get_args(Act) and all(isinstance(text, str) for text in texts)
    if not known or len(step.temporaries) != len(step.changes):
        yield "it has another form"


def check_ways(root: Path, step: Step) -> None:
    """Refuse to go on where a folder of a step is a symbolic link by now.

    Raises:
        PoError: one is.
    """
    paths = (*(one.path for one in step.changes), *step.temporaries, *step.folders, *step.emptied)
    for folder in sorted({path.rpartition("/")[0] for path in paths} - {""}):
        save.check_way(root, folder)


def recall(home: Path, number: int, act: Act) -> Step | None:
    """Return a remembered step with what is to become of it, `undo` or `redo`; None where it is not whole."""
    try:
        step = read(home / names(Step((), (), number=number, act=act))[0])
    except PoError:
        return None  # it can be neither taken back nor done again
    return step._replace(act=act) if step else None


def remembered(home: Path) -> Iterator[tuple[Step, int]]:
    """Give the steps to do again, the last to come first, then those to take back, the newest first.

    Each comes with the moment when it was written, in seconds since 1970. What lies behind a step that is not whole
    cannot be reached, and is left out.

    Raises:
        OSError: the folder cannot be read.
    """
    found = known(home)
    again = (recall(home, number, "redo") for number in found.undone)
    whole = tuple(takewhile(lambda step: step is not None, again))
    back = (recall(home, number, "undo") for number in reversed(found.held))
    for step in (*reversed(whole), *takewhile(lambda step: step is not None, back)):
        if step is not None:
            yield step, int((home / names(step)[0]).stat().st_mtime)


def _coded(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode()


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text)
