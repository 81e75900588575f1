"""Is all that po needs around a backlog sound, and what can be put right without a question?"""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from pocli import __version__, session
from pocli.errors import PoError
from pocli.files import index, journal, state, sweep
from pocli.files.save import named
from pocli.git import refs
from pocli.model.health import Check
from pocli.run import Run
from pocli.text import plural

NAMES = ("not-portable-file-name", "id-not-in-file-name", "misplaced-file")


def examined(run: Run) -> tuple[Check, ...]:
    """Look at the program, the files, the state, the index and git; nothing is written but the index.

    Raises:
        PoError: there is no backlog.
    """
    root = session.root(run)
    problems, files = session.problems(run)
    errors = sum(one.severity == "error" for one in problems)
    wrong_names = sum(one.rule in NAMES for one in problems)
    return (
        Check("po", "good", f"{__version__}, Python {platform.python_version()}, {platform.system()}"),
        Check("backlog", "good", f"{root}, {plural(len(files), 'file')}"),
        _counted("problems", errors, "no errors", plural(errors, "error"), "see them: po validate"),
        _counted(
            "file names", wrong_names, "as they should be", _to_look_at(wrong_names), "see po validate --select files"
        ),
        _temporary(root),
        _step(root),
        _state(root),
        _undo(root),
        _index(root),
        _git(root),
    )


def mended(run: Run) -> tuple[str, ...]:
    """Take back what a dead command left, remove its temporary files and a spoiled index; say what was done.

    Raises:
        PoError: something cannot be put right.
    """
    root = session.root(run)
    done = []
    if state.interrupted(root):
        journal.recover(root)
        done.append("took back what a command that died had begun")
    with journal.locked(root), named("a temporary file"):
        done += [f"removed {path}" for path in sweep.sweep(root)]
    with named("the index"):
        if _index(root).state != "good" and index.clear(index.place(root)):
            done.append("removed the index; it is made anew")
    return tuple(done)


def _counted(name: str, count: int, none: str, some: str, hint: str) -> Check:
    return Check(name, "warning", some, hint) if count else Check(name, "good", none)


def _to_look_at(count: int) -> str:
    return f"{plural(count, 'name')} to look at"


def _temporary(root: Path) -> Check:
    found = sweep.leftovers(root)
    if not found:
        return Check("temporary files", "good", "none")
    return Check("temporary files", "warning", _listed(found), "remove them: po doctor --fix", mendable=True)


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""  # noqa: PLR2004 - a line's worth
    return ", ".join(found[:3]) + more


def _step(root: Path) -> Check:
    if not state.interrupted(root):
        return Check("last write", "good", "whole")
    return Check("last write", "bad", "a command died on the way", "take it back: po doctor --fix", mendable=True)


def _state(root: Path) -> Check:
    folder = state.home(root)
    near = next(one for one in (folder, *folder.parents) if one.exists())
    if os.access(near, os.W_OK | os.X_OK) and near.is_dir():
        return Check("state", "good", str(folder) if near == folder else f"{folder}, not there yet")
    return Check("state", "bad", f"{near} cannot be written", "po writes nothing then; name another in PO_STATE_DIR")


def _undo(root: Path) -> Check:
    try:
        step = journal.undoable(root)
    except PoError as error:
        return Check("undo", "good", error.message)
    return Check("undo", "good", f"can take back: {'; '.join(step.said)[:60]}")


def _index(root: Path) -> Check:
    place = index.place(root)
    with index.opened(place, root) as found:
        if found is not None:
            return Check("index", "good", f"{place}, {place.stat().st_size // 1024:,} KiB")
    if not place.exists():
        return Check("index", "good", "none yet; it is made when po reads")
    return Check(
        "index", "warning", f"{place} is of another po, or spoiled", "remove it: po doctor --fix", mendable=True
    )


def _git(root: Path) -> Check:
    repo = refs.repository(root)
    if isinstance(repo, refs.Missing):
        return Check("git", "warning", repo.message, repo.hint)
    try:
        tips = refs.tips(repo)
    except PoError as error:
        return Check("git", "bad", error.message, error.hint)
    if repo.shallow:
        return Check("git", "warning", "a shallow clone: the past is not known", "fetch it: git fetch --unshallow")
    if not tips.head:
        return Check("git", "warning", "nothing was committed yet", "commit the backlog; its history begins there")
    if not tips.branch:
        return Check("git", "warning", "no branch is checked out", "go back to one: git switch main")
    return Check("git", "good", f"{repo.top}, branch {tips.branch}")
