"""Is all that po needs around a backlog sound, and what can be put right without a question?"""

import os
import platform
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pocli import __version__, session
from pocli.disk import find, journal, state, sweep
from pocli.disk.near import near, with_near_paths
from pocli.disk.save import named
from pocli.errors import PoError
from pocli.git import objects, refs
from pocli.model.file_name import renamed
from pocli.model.health import Section
from pocli.model.ident import order
from pocli.model.records import Goal, Request
from pocli.model.story import Story
from pocli.run import Run
from pocli.text import plural
from pocli.yaml.parse import parse

NAMES = ("not-portable-file-name", "id-not-in-file-name", "misplaced-file")


def examined(run: Run) -> tuple[Section, ...]:
    """Look at the program, the files, the state, the index and git; the index is looked at before it is used.

    Raises:
        PoError: there is no backlog.
    """
    root = session.root(run)
    kept = session.index_health(run)
    problems, files = session.problems(run)
    errors = sum(one.severity == "error" for one in problems)
    names = sum(one.rule in NAMES for one in problems)
    facts: dict[str, str | int] = {"version": __version__, "python": f"Python {platform.python_version()}"}
    return (
        Section("po", {**facts, "system": platform.system()}, sound=True),
        Section("backlog", {"files": len(files), "place": str(root)}, sound=True),
        _counted("problems", "no errors", plural(errors, "error") if errors else "", "see them: po validate"),
        _counted("file names", "as they should be", _to_look_at(names), "see them: po validate --select files"),
        _titles(run),
        _temporary(root),
        _last_write(root),
        _state(root),
        _undo(root),
        kept if kept.sound else kept._replace(hint="po rebuilds it; or remove it: po doctor --clear-index"),
        _git(root),
    )


def repaired(run: Run) -> tuple[str, ...]:
    """Take back what a dead command left, and remove its temporary files; say what was done.

    Raises:
        PoError: something cannot be put right.
    """
    root = session.root(run)
    done = []
    if state.interrupted(root):
        journal.recover(root)
        done.append("took back what a command that died had started")
    with journal.locked(root), named("a temporary file"):
        done += [f"removed {near(root, path)}" for path in sweep.sweep(root)]
    return tuple(done)


def _counted(name: str, none: str, some: str, hint: str) -> Section:
    return (
        Section(name, {"state": some}, sound=False, hint=hint) if some else Section(name, {"state": none}, sound=True)
    )


def _to_look_at(count: int) -> str:
    return f"{plural(count, 'name')} to look at" if count else ""


def _titles(run: Run) -> Section:
    """Tell which files are called after a title that their record had earlier, as git knows it."""
    root, backlog = session.root(run), session.read(run._replace(quiet=True), lambda _: ())
    titled: list[Story | Goal | Request] = [*backlog.stories, *backlog.goals, *backlog.requests]
    other = {one.path: one.id for one in titled if renamed(one.path, one.id, one.title) != one.path}
    repo = refs.repository(root)
    found: set[str] = set()
    if other and not isinstance(repo, refs.NoRepository):
        with suppress(PoError):  # `git` says below what is the matter with it
            head = refs.tips(repo).head
            for path, data in objects.earlier(repo, head, other) if head else ():
                if renamed(path, other[path], str(parse(data).tree.get("title", ""))) == path:
                    found.add(other[path])
    names = sorted(found, key=order)
    if not names:
        return Section("titles", {"state": "no file is called after an earlier title"}, sound=True)
    hint = f"they may stay so; to let them follow: po set {' '.join(names[:3])} --rename-file"
    words = f"{plural(len(names), 'file')} called after an earlier title: {_listed(names)}"
    return Section("titles", {"state": words}, sound=True, hint=hint)


def _temporary(root: Path) -> Section:
    found = sweep.leftovers(root)
    return _counted(
        "temporary files", "none", _listed([near(root, one) for one in found]), "remove them: po doctor --fix"
    )


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""  # noqa: PLR2004 - a line's worth
    return ", ".join(found[:3]) + more


def _last_write(root: Path) -> Section:
    if not state.interrupted(root):
        return Section("last write", {"state": "whole"}, sound=True)
    hint = "take it back: po doctor --fix"
    return Section("last write", {"state": "a command died on the way"}, sound=False, hint=hint, bad=True)


def _state(root: Path) -> Section:
    folder = state.home(root)
    above = next(one for one in (folder, *folder.parents) if find.is_there(one))
    if os.access(above, os.W_OK | os.X_OK) and above.is_dir():
        return Section(
            "state", {"state": "there" if above == folder else "not there yet", "place": str(folder)}, sound=True
        )
    hint = "po writes nothing then; name another folder in PO_STATE_DIR"
    return Section("state", {"state": "cannot be written", "place": str(above)}, sound=False, hint=hint, bad=True)


def _undo(root: Path) -> Section:
    try:
        step = journal.next_step(root, "undo")
    except PoError as error:
        return Section("undo", {"state": error.message}, sound=True)
    said = with_near_paths(root, "; ".join(step.said)[:60], (one.path for one in step.changes))
    return Section("undo", {"state": f"can take back: {said}"}, sound=True)


def _git(root: Path) -> Section:
    repo = refs.repository(root)
    if isinstance(repo, refs.NoRepository):
        return Section("git", {"state": repo.message}, sound=False, hint=repo.hint)
    try:
        tips = refs.tips(repo)
    except PoError as error:
        return Section("git", {"state": error.message}, sound=False, hint=error.hint)
    what, hint = _lacking(repo, tips)
    if what:
        return Section("git", {"state": what, "place": str(repo.top)}, sound=False, hint=hint)
    return Section("git", {"state": f"branch {tips.branch}", "place": str(repo.top)}, sound=True)


def _lacking(repo: refs.Repository, tips: refs.Tips) -> tuple[str, str]:
    """Say what git cannot tell, and what helps."""
    if repo.shallow:
        return "a shallow clone: the past is not known", "fetch it: git fetch --unshallow"
    if not tips.head:
        return "nothing was committed yet", "commit the backlog; its history begins there"
    return ("", "") if tips.branch else ("no branch is checked out", "go back to one: git switch main")
