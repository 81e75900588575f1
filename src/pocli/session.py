"""What does one run of `po` share: the backlog, today, the streams; and how does an answer leave?"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import NamedTuple

from pocli import registry
from pocli.errors import PoError
from pocli.files import find, load
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import SEVERITIES, Diagnostic, Facts, Finding
from pocli.text import defused, json_safe, nearest, safe

FORMATS = ("table", "json", "csv", "markdown")
clock: Callable[[], float] = monotonic


class Session(NamedTuple):
    """The settings of one run, from the options and the environment."""

    backlog: str = ""
    today: str = ""
    color: str = "auto"
    no_cache: bool = False
    yes: bool = False
    quiet: bool = False
    verbose: bool = False


def root(run: Session) -> Path:
    """Return the backlog's folder.

    Raises:
        PoError: there is none.
    """
    return find.root(Path.cwd(), run.backlog)


def today(run: Session, backlog: Backlog) -> date:
    """Return the day that counts as today, in the backlog's time zone. The clock is read nowhere else.

    Raises:
        PoError: `--today` is not a date.
    """
    if run.today:
        try:
            return date.fromisoformat(run.today)
        except ValueError:
            raise PoError(f"`{run.today}` is not a date", "write --today 2026-12-31") from None
    if backlog.config.time_zone == "UTC":
        return datetime.now(UTC).date()  # noqa: TID251 - the one place
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo(backlog.config.time_zone)).date()  # noqa: TID251 - the one place
    except (ZoneInfoNotFoundError, ValueError):
        hint = "mend time_zone in po.yaml, or name the day with --today"
        raise PoError(f"this machine knows no time zone `{backlog.config.time_zone}`", hint) from None


def read(run: Session) -> Backlog:
    """Return the backlog, and say on stderr which files it leaves out."""
    backlog = load.load(root(run)).backlog
    for file in backlog.unreadable:
        warn(run, f"left out: {file.path}:{file.line}: {file.message}")
    if backlog.unreadable:
        warn(run, "  hint: po validate shows every problem with its place")
    return backlog


def check(run: Session) -> tuple[Backlog, tuple[Diagnostic, ...]]:
    """Return the backlog and every problem in it, sorted by place."""
    folder = root(run)
    loaded = load.load(folder)
    found: list[tuple[str, str, Finding]] = []
    for name in registry.names("rules"):
        rule = registry.member("rules", name)
        setting = loaded.backlog.config.rules.get(name)
        level = (setting.level if setting else "") or rule.SEVERITY
        if level != "off":
            options: Mapping[str, Fraction | str] = {**rule.OPTIONS, **(setting.options if setting else {})}
            facts = Facts(loaded.backlog, today(run, loaded.backlog), options)
            found.extend((name, level, finding) for finding in rule.check(facts))
    everything = (*loaded.diagnostics, *load.located(folder, found))
    return loaded.backlog, tuple(sorted(everything, key=_place))


def _place(one: Diagnostic) -> tuple[object, ...]:
    return one.path, one.span, SEVERITIES.index(one.severity), one.rule, one.message


def report(run: Session, form: str, diagnostics: Sequence[Diagnostic], files: int) -> None:
    """Print diagnostics in one of the reporters' formats."""
    emit(registry.member("reporters", form).report(diagnostics, files), human=form in {"full", "concise"})


def show(form: str, answer: object, view: ModuleType, *, run: Session, **options: object) -> None:
    """Print an answer as its view words it, in one of FORMATS.

    Raises:
        PoError: there is no such format.
    """
    if form not in FORMATS:
        raise PoError(f"`{form}` is not a format", f"there are: {', '.join(FORMATS)}")
    if form == "json":
        emit(json_safe(json.dumps(view.data(answer), indent=2, ensure_ascii=False)) + "\n", human=False)
        return
    page = view.page(answer, **options)
    colour = coloured(run)
    if form != "table":
        emit(registry.member("render", form).render(page, 0, False), human=False)
    elif sys.stdout.isatty() or colour:
        emit(registry.member("render", "terminal").render(page, width(), colour), human=True)
    else:
        emit(registry.member("render", "plain").render(page, width(), False), human=True)


def coloured(run: Session) -> bool:
    """Tell whether colours are wanted on stdout."""
    if run.color == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return run.color == "always"


def width() -> int:
    """Return the terminal's width in cells."""
    return shutil.get_terminal_size((80, 24)).columns


def emit(text: str, *, human: bool) -> None:
    """Write to stdout; under GitHub Actions, no story's text can command the runner.

    Raises:
        PoError: stdout cannot be written.
    """
    if human and os.environ.get("GITHUB_ACTIONS"):
        text = defused(text)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        raise PoError(f"the answer cannot be written: {error.strerror}", "look at where stdout goes") from error


def warn(run: Session, line: str) -> None:
    """Write a line to stderr, unless `-q`."""
    if not run.quiet:
        text = safe(line) + "\n"
        sys.stderr.write(defused(text) if os.environ.get("GITHUB_ACTIONS") else text)


def within(run: Session, diagnostics: Sequence[Diagnostic], paths: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the named files and folders, with their paths as people see them from here.

    Raises:
        PoError: a path is not there, or outside the backlog.
    """
    folder = root(run)
    wanted = [_inside(folder, path) for path in paths] or [""]
    here = os.path.relpath(folder).replace(os.sep, "/")
    before = "" if here == "." else here + "/"
    return tuple(
        one._replace(path=before + one.path, related=tuple(two._replace(path=before + two.path) for two in one.related))
        for one in diagnostics
        if any(not path or one.path == path or one.path.startswith(path + "/") for path in wanted)
    )


def _inside(folder: Path, path: str) -> str:
    """Return a path as it stands in the backlog; it may be given from here or from the root."""
    for base in (Path.cwd(), folder):
        full = Path(os.path.normpath(base / path))
        if os.path.lexists(full) and full.is_relative_to(folder):
            inside = full.relative_to(folder).as_posix()
            return "" if inside == "." else inside
    raise PoError(f"`{path}` is not a file of this backlog", "name a file or a folder below the one that holds po.yaml")


def explain(run: Session, rule: str) -> None:
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


def json_schema(run: Session, kind: str) -> None:
    """Print the JSON Schema of a kind of file."""
    from pocli.files.json_schema import json_schema as made

    emit(made(kind), human=False)


def note(run: Session, line: str) -> None:
    """Say on stdout what was done, unless `-q`."""
    if not run.quiet:
        emit(safe(line) + "\n", human=True)


def start(run: Session, folder: str, template: str) -> tuple[str, ...]:
    """Copy a template backlog into a folder and return the new files' paths; nothing is overwritten.

    Raises:
        PoError: a backlog or one of the files is already there, or the folder cannot be written.
    """
    from pocli.files import save

    target = Path(folder).absolute()
    if (target / find.SETTINGS).exists():
        raise PoError(f"there is already a backlog in `{folder}`", "look at it with: po rank")
    source = _data(template, f"examples/{template}")
    found = sorted(path for path in source.rglob("*") if path.is_file())
    files = {path.relative_to(source).as_posix(): path.read_bytes() for path in found}
    save.create_all(target, files)
    return tuple(files)
