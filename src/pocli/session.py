"""What does one run of `po` share: the backlog and its problems."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from pocli import run as runs
from pocli.disk import backlog_root, find, state
from pocli.disk.ignored import Unlisted
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.config import Config
from pocli.model.diagnostic import Diagnostic
from pocli.model.event import History
from pocli.model.health import Section
from pocli.model.placed import Order
from pocli.output import warn
from pocli.run import Run
from pocli.store import index, index_sections, load
from pocli.store.index_sections import Derived
from pocli.store.saved import Snapshot
from pocli.text import plural
from pocli.validation import encoded, incremental

Answer = TypeVar("Answer")
WorkOut = Callable[[Backlog], Order]
View = Callable[[Backlog], Backlog]
Ordered = tuple[Backlog, Order]


def root(run: Run) -> Path:
    """Return the backlog's folder.

    Raises:
        PoError: there is none.
    """
    return backlog_root.root(Path.cwd(), run.backlog)


def today(run: Run, backlog: Backlog) -> date:
    """Return the day that counts as today, in the backlog's time zone.

    Raises:
        PoError: `--today` is not a date, or the machine does not know the zone.
    """
    return runs.today(run, backlog.config.time_zone)


def read(run: Run, texts: load.Chosen | None = None) -> Backlog:
    """Return the backlog, and say on stderr which files it leaves out.

    Args:
        run: the run's settings.
        texts: chooses the stories whose long fields are needed; None: all stories. Those of others must not be
            touched. The more are left out, the sooner a large backlog answers.
    """
    return _said(run, ask(run, lambda seen: (load.backlog(seen, texts), ())))


def ordered(run: Run, work_out: WorkOut, texts: load.Chosen | None = None, by: View | None = None) -> Ordered:
    """Return the backlog as `read` does, or as `by` sees it, and its order, kept while the files are the same."""
    backlog, order = ask(run, lambda seen: _ordered(seen, work_out, texts, by))
    return _said(run, backlog), order


def _ordered(
    seen: Snapshot, work_out: WorkOut, texts: load.Chosen | None, by: View | None = None
) -> tuple[Ordered, Sequence[Derived]]:
    known = load.backlog(seen, texts)
    backlog = by(known) if by else known
    name = f"order by {backlog.config.scoring}"
    found = load.derived(seen, name, "")
    if found is not None:
        return (backlog, found), ()
    order = work_out(backlog)
    return (backlog, order), (index_sections.work(name, "", order),)


def _said(run: Run, backlog: Backlog) -> Backlog:
    """Say on stderr what the reader of an answer must know."""
    for file in encoded.explained(root(run), backlog.unreadable):
        warn(run, f"left out: {file.path}:{file.line}: {file.message}", [file.path])
    if _said_of_settings(run, backlog) or backlog.unreadable:
        warn(run, "  hint: po validate shows every problem with its place")
    if backlog.absent:
        warn(run, f"this checkout is sparse: {plural(len(backlog.absent), 'file')} of the backlog left out")
    if state.interrupted(root(run)):
        warn(run, "a command died while it wrote; the next one that writes, or po doctor --fix, takes it back")
    return backlog


def _said_of_settings(run: Run, backlog: Backlog) -> bool:
    """Say on stderr which settings cannot be read; tell whether there are any."""
    settings = backlog.config
    unread = sorted({name.split(".")[0].split("[")[0] for name in settings.faults} - {"extra"})
    if unread and settings.path not in {file.path for file in backlog.unreadable}:
        names = ", ".join(f"`{name}`" for name in unread)
        warn(run, f"cannot be read in {settings.path}, so the default counts: {names}", [settings.path])
    return bool(unread)


def history(run: Run, backlog: Backlog) -> History:
    """Return what happened to the stories, from git; where there is nothing, its `message` says why.

    Raises:
        PoError: the machine does not know the backlog's time zone.
    """
    folder = root(run)
    if not any(os.path.lexists(above / ".git") for above in (folder, *folder.resolve().parents)):
        return History(message="this folder is not in a git repository", hint="start one with: git init")
    from pocli import history as past

    return past.read(run, folder, backlog.config)


def ask(run: Run, question: load.Question[Answer]) -> Answer:
    """Ask about the backlog, with its index unless that is not wanted.

    Raises:
        PoError: there is no backlog, or its folder cannot be listed.
    """
    folder = root(run)
    answer, trouble = load.ask(
        folder, None if run.no_cache else index.place(folder), question, partial(_unlisted, folder)
    )
    if trouble and run.verbose:
        warn(run, f"the index was not saved: {trouble}")
    return answer


def listing(run: Run) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paths of the backlog's YAML files, and of those that a sparse checkout leaves out.

    Raises:
        PoError: there is no backlog, or its folder cannot be listed.
    """
    folder = root(run)
    return load.listing(folder, partial(_unlisted, folder))


def passed_over(run: Run, paths: Sequence[str]) -> tuple[str, ...]:
    """Return those of some paths, there or not, that git ignores; none where it ignores the whole backlog."""
    folder = root(run)
    if not paths or not os.path.lexists(find.top(folder) / ".git"):
        return ()
    found = _unlisted(folder, (*paths, find.SETTINGS)).ignored
    return () if find.SETTINGS in found else tuple(path for path in paths if path in found)


def _unlisted(folder: Path, paths: Sequence[str]) -> Unlisted:
    from pocli.git import worktree

    absent = worktree.brought_by(folder, worktree.marked(folder).absent)
    return Unlisted("", tuple(worktree.ignored(folder, paths)), absent)


def blobs(run: Run) -> dict[str, str]:
    """Return the id that git gives to the content of each file, by path."""
    return ask(run, lambda seen: (load.blobs(seen), ()))


def glance(run: Run, work_out: WorkOut, texts: load.Chosen) -> tuple[Backlog, Order, tuple[Diagnostic, ...]]:
    """Return what `ordered` does, and every problem, sorted by place; of files that are left out nothing is said."""

    def question(seen: Snapshot) -> tuple[tuple[Backlog, Order, tuple[Diagnostic, ...]], Sequence[Derived]]:
        problems, news = _found(run, seen)
        known, more = _ordered(seen, work_out, texts)
        return (*known, problems), (*news, *more)

    found = ask(run, question)
    _said_of_settings(run, found[0])
    return found


def problems(run: Run, *, past: bool = False) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """Return every problem of the backlog, sorted by place, and the paths of its files; no story is read for that.

    Args:
        run: the run's settings.
        past: whether the rules know what git knows; where it knows nothing, that is said on stderr.
    """

    def question(seen: Snapshot) -> tuple[tuple[tuple[Diagnostic, ...], tuple[str, ...]], Sequence[Derived]]:
        problems, news = _found(run, seen, past=past)
        return (problems, tuple(filter(find.kind, seen.stamps))), news

    return ask(run, question)


def _found(run: Run, seen: Snapshot, *, past: bool = False) -> tuple[tuple[Diagnostic, ...], Sequence[Derived]]:
    """Return every problem, and what is to be kept of that."""
    day = runs.today(run, load.config(seen).time_zone)
    if not past:
        return incremental.found(seen, day)
    from pocli import history as told

    backlog = load.backlog(seen)
    known = history(run, backlog)
    if known.message:
        warn(run, f"the rules do not know the whole history: {known.message}")
    if known.hint:
        warn(run, f"  hint: {known.hint}")
    return incremental.found(seen, day, told.past(seen.root, backlog, known, day))


def names(run: Run) -> tuple[tuple[str, str], ...]:
    """Return the ids and titles of the stories as they were when the index was made; no file is looked at.

    Raises:
        PoError: there is no backlog.
    """
    folder = root(run)
    return load.names(folder, index.place(folder))


def index_health(run: Run) -> Section:
    """Return what there is to say of the backlog's index."""
    folder = root(run)
    return index.health(index.place(folder), folder, runs.now())


def clear_index(run: Run) -> bool:
    """Remove the backlog's index; tell whether there was one.

    Raises:
        PoError: it cannot be removed.
    """
    at = index.place(root(run))
    try:
        return index.clear(at)
    except OSError as error:
        raise PoError(f"`{at}` cannot be removed: {error.strerror}", "look at it, and remove it by hand") from error


def inside(folder: Path, path: str) -> str:
    """Return a path as it stands in the backlog; it may be given from here or from the root.

    Raises:
        PoError: it is not there, or outside the backlog.
    """
    for base in (Path.cwd(), folder):
        full = Path(os.path.normpath(base / path))
        if os.path.lexists(full) and full.is_relative_to(folder):
            inside = full.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    raise PoError(f"`{path}` is not a file of this backlog", "name a file or a folder below the one that holds po.yaml")


def data(name: str, source: str) -> Path:
    """Return a folder of data: inside the installed package, or in the checkout."""
    installed = Path(__file__).parent / "data" / name
    return installed if installed.is_dir() else Path(__file__).parents[2] / source


def prefix(run: Run) -> str:
    """Return the prefix of the stories' ids, or its default where there is no backlog."""
    try:
        return ask(run, lambda seen: (load.config(seen), ())).id_prefix
    except PoError:
        return Config().id_prefix
