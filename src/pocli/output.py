"""How does an answer leave: in which look, on which stream?"""

import json
import os
import shutil
import sys
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from pocli import registry
from pocli.errors import PoError
from pocli.model.diagnostic import Diagnostic, Report
from pocli.run import Run, clock
from pocli.text import defused, json_safe, safe

FORMATS = ("table", "json", "csv", "markdown", "slack", "html", "mermaid")
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".csv": "csv", ".json": "json", ".mmd": "mermaid"}
"""The format that a file's name asks for, where none was named."""
COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
"""Of the lines of a difference."""
BAR, BRIEF, TICK = 30, 0.5, 0.1
"""How wide a bar is, in cells; after how many seconds it is shown, and how often drawn anew."""
Thing = TypeVar("Thing")
NO_BREAK = "\x00"
"""Marks a last line that no line break ends; no text of a backlog holds it."""


def show(form: str, answer: object, view: ModuleType, *, run: Run, **options: object) -> None:
    """Print an answer as its view words it, in one of FORMATS.

    Raises:
        PoError: there is no such format.
    """
    if form not in FORMATS:
        raise PoError(f"`{form}` is not a format", f"there are: {', '.join(FORMATS)}")
    if form == "table" and run.output:
        form = ENDINGS.get(Path(run.output).suffix.lower(), form)
    colour = coloured(run) and not run.output and not run.copy
    text = _made(form, answer, view, colour, options, terminal=not run.output and not run.copy)
    if run.copy:
        _copy(text)
    if run.output:
        _write(run.output, text)
        note(run, f"written: {run.output}")
    elif not run.copy:
        emit(text, human=form == "table")


def _made(
    form: str, answer: object, view: ModuleType, colour: bool, options: Mapping[str, object], *, terminal: bool
) -> str:
    """Return an answer as a text."""
    if form == "json":
        return json_safe(json.dumps(view.data(answer), indent=2, ensure_ascii=False)) + "\n"
    page = view.page(answer, **options)
    if form != "table":
        return str(registry.member("render", form).render(page, 0, False))
    look = "terminal" if terminal and (sys.stdout.isatty() or colour) else "plain"
    return str(registry.member("render", look).render(page, width(), colour))


def _write(name: str, text: str) -> None:
    """Write an answer into a file that is none of a backlog."""
    path = Path(name)
    if path.suffix.lower() in {".yaml", ".yml"}:
        raise PoError(f"`{name}` could be a file of the backlog", "name another one, such as page.html")
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise PoError(f"`{name}` cannot be written: {error.strerror}", "look at the folder and the disk") from error


def _copy(text: str) -> None:
    """Put a text on the clipboard of the terminal (OSC 52): no program is started for it."""
    if not sys.stderr.isatty():
        raise PoError("there is no terminal to copy with", "write it into a file: -o page.html")
    data = b2a_base64(text.encode("utf-8", "backslashreplace"), newline=False).decode("ascii")
    sys.stderr.write(f"\x1b]52;c;{data}\x07copied\n")


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


def problems(diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics to stderr, as the reason why a command does not do what was asked."""
    report = registry.member("reporters", "full").report(Report(tuple(diagnostics), 0))
    text = report.rstrip("\n").rpartition("\n")[0].rstrip("\n") + "\n"
    sys.stderr.write(defused(text) if os.environ.get("GITHUB_ACTIONS") else text)


def difference(run: Run, files: Iterable[tuple[str, bytes | None, bytes | None]]) -> None:
    """Print the unified difference of files, each with its path, its old bytes and its new ones; None is: no file."""
    lines = [line for path, old, new in files for line in _difference(path, old, new)]
    if coloured(run):
        lines = [f"{COLOURS.get(line[:1], '')}{line}\x1b[0m" if line[:1] in COLOURS else line for line in lines]
    emit("".join(line + "\n" for line in lines), human=True)


def _difference(path: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    source, target = (path if data is not None else "/dev/null" for data in (old, new))
    before, after = ((data or b"").decode("utf-8", "backslashreplace").split("\n") for data in (old, new))
    for lines in (before, after):
        lines[-1:] = [lines[-1] + NO_BREAK] if lines[-1] else []
    for line in unified_diff(before, after, source, target, lineterm=""):
        text, cut, _ = line.partition(NO_BREAK)
        yield safe(text)
        if cut:
            yield "\\ No newline at end of file"


def note(run: Run, line: str) -> None:
    """Say on stdout what was done, unless `-q`."""
    if not run.quiet:
        emit(safe(line) + "\n", human=True)


def warn(run: Run, line: str) -> None:
    """Write a line to stderr, unless `-q`."""
    if not run.quiet:
        text = safe(line) + "\n"
        sys.stderr.write(defused(text) if os.environ.get("GITHUB_ACTIONS") else text)


def progress(run: Run, things: Sequence[Thing], doing: str) -> Iterator[Thing]:
    """Return things one by one; on a terminal, stderr shows how far they are once it takes more than half a second."""
    start = clock()
    shown = start + BRIEF
    wanted = sys.stderr.isatty() and not run.quiet
    for done, thing in enumerate(things):
        if wanted and clock() > shown:
            shown = clock() + TICK
            filled = BAR * done // len(things)
            bar = "━" * filled + "─" * (BAR - filled)
            sys.stderr.write(f"\r{doing} {bar} {done:,} of {len(things):,}")
            sys.stderr.flush()
        yield thing
    if wanted and shown > start + BRIEF:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def coloured(run: Run) -> bool:
    """Tell whether colours are wanted on stdout."""
    if run.color == "auto":
        asked = {name: os.environ.get(name, "") for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR")}
        if asked["NO_COLOR"] or asked["CLICOLOR"] == "0":
            return False
        forced = asked["FORCE_COLOR"] or asked["CLICOLOR_FORCE"]
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" if forced in {"", "0"} else True
    return run.color == "always"


def width() -> int:
    """Return the terminal's width in cells."""
    return shutil.get_terminal_size((80, 24)).columns
