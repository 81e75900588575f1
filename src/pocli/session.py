"""What does one run of `po` share: the backlog and its problems."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pocli import judge
from pocli import run as runs
from pocli.analysis.outgoing import Parcel
from pocli.errors import PoError
from pocli.files import find, load, state
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic
from pocli.output import emit, warn
from pocli.run import Run
from pocli.text import nearest


def root(run: Run) -> Path:
    """Return the backlog's folder.

    Raises:
        PoError: there is none.
    """
    return find.root(Path.cwd(), run.backlog)


def today(run: Run, backlog: Backlog) -> date:
    """Return the day that counts as today, in the backlog's time zone.

    Raises:
        PoError: `--today` is not a date, or the machine does not know the zone.
    """
    return runs.today(run, backlog.config.time_zone)


def read(run: Run) -> Backlog:
    """Return the backlog, and say on stderr which files it leaves out."""
    backlog = load.load(root(run)).backlog
    for file in backlog.unreadable:
        warn(run, f"left out: {file.path}:{file.line}: {file.message}")
    if backlog.unreadable:
        warn(run, "  hint: po validate shows every problem with its place")
    if state.interrupted(root(run)):
        warn(run, "a command died while it wrote; the next one that writes, or po doctor --fix, takes it back")
    return backlog


def check(run: Run) -> tuple[Backlog, tuple[Diagnostic, ...]]:
    """Return the backlog and every problem in it, sorted by place."""
    folder = root(run)
    backlog, read = load.load(folder)
    found = tuple(judge.findings(backlog, today(run, backlog)))
    return backlog, judge.settled(backlog.config, (*read, *load.located(folder, found)))


def within(
    run: Run, backlog: Backlog, diagnostics: Sequence[Diagnostic], paths: Sequence[str]
) -> tuple[tuple[Diagnostic, ...], int]:
    """Return the diagnostics of the named files and folders, with paths as people see them from here; how many files.

    Raises:
        PoError: a path is not there, or outside the backlog.
    """
    folder = root(run)
    wanted = tuple(_inside(folder, path) for path in paths) or ("",)
    here = os.path.relpath(folder).replace(os.sep, "/")
    before = "" if here == "." else here + "/"
    kept = tuple(
        one._replace(path=before + one.path, related=tuple(two._replace(path=before + two.path) for two in one.related))
        for one in diagnostics
        if _below(one.path, wanted)
    )
    return kept, sum(_below(path, wanted) for path in backlog.files)


def _below(path: str, folders: tuple[str, ...]) -> bool:
    return any(not one or path == one or path.startswith(one + "/") for one in folders)


def _inside(folder: Path, path: str) -> str:
    """Return a path as it stands in the backlog; it may be given from here or from the root."""
    for base in (Path.cwd(), folder):
        full = Path(os.path.normpath(base / path))
        if os.path.lexists(full) and full.is_relative_to(folder):
            inside = full.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    raise PoError(f"`{path}` is not a file of this backlog", "name a file or a folder below the one that holds po.yaml")


def explain(run: Run, rule: str) -> None:
    """Print a rule's page.

    Raises:
        PoError: there is no such rule.
    """
    pages = _data("rules", "docs/rules")
    page = pages / f"{rule}.md"
    if not page.is_file() or "/" in rule:
        near = nearest(rule, (one.stem for one in pages.glob("*.md")))
        raise PoError(f"no rule is called `{rule}`", f"did you mean `{near}`?" if near else "see po rules")
    emit(page.read_text(encoding="utf-8"), human=True)


def _data(name: str, source: str) -> Path:
    """Return a folder of data: inside the installed package, or in the checkout."""
    installed = Path(__file__).parent / "data" / name
    return installed if installed.is_dir() else Path(__file__).parents[2] / source


def foreign(name: str) -> str:
    """Return the text of another tool's file, or of the standard input for `-`.

    Raises:
        PoError: it cannot be read.
    """
    from pocli.files.foreign import text

    return text(name)


def deliver(target: str, parcel: Parcel, *, force: bool) -> str:
    """Write an export to a file, or its files into a folder, and return where.

    Raises:
        PoError: something is there already, or it cannot be written.
    """
    from pocli.files.deliver import deliver as written

    path = Path(target)
    single = not parcel.folder and not path.is_dir()
    names = (path.name,) if single else parcel.files
    data = (text.encode("utf-8", "backslashreplace") for text in parcel.files.values())
    written(path.parent if single else path, dict(zip(names, data, strict=True)), force=force)
    return target


def json_schema(run: Run, kind: str) -> None:
    """Print the JSON Schema of a kind of file."""
    from pocli.files.json_schema import json_schema as made

    emit(made(kind), human=False)


def start(run: Run, folder: str, template: str) -> tuple[str, ...]:
    """Copy a template backlog into a folder and return the new files' paths; nothing is overwritten.

    Raises:
        PoError: a backlog or one of the files is already there, or the folder cannot be written.
    """
    from pocli.files import journal, save

    target = Path(folder).absolute()
    if (target / find.SETTINGS).exists():
        raise PoError(f"there is already a backlog in `{folder}`", "look at it with: po rank")
    source = _data(template, f"examples/{template}")
    found = sorted(path for path in source.rglob("*") if path.is_file())
    files = tuple(save.Change(path.relative_to(source).as_posix(), None, path.read_bytes()) for path in found)
    with save.named(f"`{folder}`"):
        target.mkdir(parents=True, exist_ok=True)
    journal.commit(target, files, (f"a new backlog in {folder}",))
    return tuple(file.path for file in files)
