"""How does an answer leave: in which look, on which stream?"""

import json
import os
import sys
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from stat import S_ISREG
from types import ModuleType
from typing import Literal, TextIO, TypeVar

from pocli import registry
from pocli.disk import find, near
from pocli.errors import PoError
from pocli.model.diagnostic import Diagnostic, Report
from pocli.page import Cell, Page, changed
from pocli.pages import public
from pocli.run import Run, clock, today
from pocli.store import index, load
from pocli.text import instead, json_safe, safe, unheard, visible, width, wrapped_line

FORMATS = ("table", "json", "csv", "markdown", "slack", "html", "mermaid")
PUBLIC = ("markdown", "slack", "html")
"""The formats of pages that are made for others."""
ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".csv": "csv", ".json": "json", ".mmd": "mermaid"}
"""The format that a file's name asks for, where none was named."""
COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
"""Of the lines of a difference."""
Kind = Literal["screen", "data", "json", "runner"]
"""What a text on stdout is: laid out for people and safe, for programs, JSON, or commands to the runner of a job."""
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("table", "full", "concise"), "screen"),
    **dict.fromkeys(("json", "gitlab", "sarif"), "json"),
    "github": "runner",
}
"""Of formats; all others are data."""
BAR, BRIEF, TICK = 30, 0.5, 0.1
"""How wide a bar is, in cells; after how many seconds it is shown, and how often drawn anew."""
MEANT = {"md": "markdown", "text": "table", "txt": "table", "plain": "table", "htm": "html", "tsv": "csv"}
"""Formats by other names."""
Thing = TypeVar("Thing")
NO_BREAK = "\x00"
"""Marks a last line that no line break ends; no text of a backlog holds it."""


def show(form: str, answer: object, view: ModuleType, *, run: Run, **options: object) -> None:
    """Print an answer as its view words it, in one of FORMATS.

    Raises:
        PoError: there is no such format.
    """
    if form not in FORMATS:
        raise PoError(f"`{form}` is not a format", instead(form, FORMATS, MEANT))
    run = run._replace(output="") if is_stdout(run.output) else run
    if form == "table" and run.output:
        form = ENDINGS.get(Path(run.output).suffix.lower(), form)
    leave(run, _made(form, answer, view, options, run=run), kind(form))


def leave(run: Run, text: str, of: Kind) -> None:
    """Let an answer go where it was asked for: into a file, to the clipboard, or to stdout."""
    if run.copy:
        _copy(text)
    if run.output and not is_stdout(run.output):
        write(run.output, text)
        note(run, f"written: {run.output}")
    elif not run.copy:
        emit(text, of)


def kind(form: str) -> Kind:
    """Return what the text of a format is."""
    return KINDS.get(form, "data")


def is_stdout(name: str) -> bool:
    """Tell whether the name of a file that is to be written means stdout, in every command."""
    return name == "-"


def _made(form: str, answer: object, view: ModuleType, options: Mapping[str, object], *, run: Run) -> str:
    """Return an answer as a text."""
    if form == "json":
        return json_safe(json.dumps(view.data(answer), indent=2, ensure_ascii=False)) + "\n"
    page = view.page(answer, **options)
    if form in PUBLIC:
        page = titled(run, page, view.TITLE)
    if form != "table":
        return str(registry.member("render", form).render(page, 0, False))
    return paged(run, page)


def paged(run: Run, page: Page, stream: TextIO | None = None) -> str:
    """Return a page as whoever is at the keyboard reads it: wrapped in a terminal, with paths from where they are."""
    page = Page(tuple(changed(page.blocks, lambda cell: _located(run, cell))))
    look = "terminal" if screen(run, stream) else "plain"
    return str(registry.member("render", look).render(page, width(), look == "terminal" and coloured(run, stream)))


def screen(run: Run, stream: TextIO | None = None) -> bool:
    """Tell whether an answer on a stream (stdout, if none is named) is laid out for a terminal."""
    stays = not run.output and not run.copy
    return stays and ((stream or sys.stdout).isatty() or coloured(run, stream))


def _located(run: Run, cell: Cell) -> Cell:
    return cell._replace(text=located(run, cell.text, [cell.text])) if cell.role == "file" else cell


def located(run: Run, text: str, paths: Iterable[str], base: Path | None = None) -> str:
    """Return a text with the files that it names, of the backlog or of `base`, as they can be opened from here."""
    root = base or find.there(Path.cwd(), run.backlog)
    return text if root is None else near.with_near_paths(root, text, paths)


def titled(run: Run, page: Page, title: str) -> Page:
    """Return a page for others: with the product's name and the day in its title, and without hints."""
    root = find.there(Path.cwd(), run.backlog)
    if root is None:
        return public.titled(page, title, "", today(run, "UTC"))
    config, _ = load.ask(root, None if run.no_cache else index.place(root), lambda seen: (load.config(seen), ()))
    return public.titled(page, title, config.project, today(run, config.time_zone))


def write(name: str, text: str) -> None:
    """Write an answer into a file that is none of a backlog, as UTF-8; no link is followed.

    Raises:
        PoError: it cannot be written.
    """
    from pocli.disk.deliver import one

    one(name, text.encode("utf-8", "backslashreplace"))


def _copy(text: str) -> None:
    """Put a text on the clipboard of the terminal (OSC 52): no program is started for it."""
    if not sys.stderr.isatty():
        raise PoError("there is no terminal to copy with", "write it to a file: -o page.html")
    data = b2a_base64(text.encode("utf-8", "backslashreplace"), newline=False).decode("ascii")
    sys.stderr.write(f"\x1b]52;c;{data}\x07copied\n")


def emit(text: str, of: Kind) -> None:
    """Write to stdout: the one place where a text is made harmless for where it goes, whatever its format.

    On a terminal every control becomes visible, but for line breaks and our own colours; in a job of GitHub's no line
    commands the runner, unless it goes into a file; what is for programs is UTF-8 whatever the locale. JSON means the
    same everywhere, and holds nothing to make harmless.

    Raises:
        PoError: stdout cannot be written.
    """
    terminal = sys.stdout.isatty()
    if of == "json":
        text = json_safe(text)
    elif of == "data" and terminal:
        text = visible(text)
    if of == "screen" or (of == "data" and not _into_a_file()):
        text = unheard(text)
    try:
        if of == "screen" or terminal:
            sys.stdout.write(text)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except OSError as error:
        raise PoError(f"the answer cannot be written: {error.strerror}", "check where stdout goes") from error


def _into_a_file() -> bool:
    """Tell whether stdout is a file, which no runner reads as it is written."""
    try:
        return S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def problems(run: Run, diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics to stderr, as the reason why a command does not do what was asked."""
    here = (one._replace(path=located(run, one.path, [one.path])) for one in diagnostics)
    text = reported(run, Report(tuple(here), 0), sys.stderr).rstrip("\n").rpartition("\n")[0].rstrip("\n") + "\n"
    sys.stderr.write(unheard(text))


def reported(run: Run, report: Report, stream: TextIO | None = None) -> str:
    """Return problems as people read them, each with its line."""
    lines = registry.member("reporters", "full").page(report, width() if screen(run, stream) else 0)
    return paged(run, Page(lines), stream)


def difference(run: Run, files: Iterable[tuple[str, bytes | None, bytes | None]]) -> None:
    """Print the unified difference of files, each with its path, its old bytes and its new ones; None is: no file."""
    lines = [line for path, old, new in files for line in _difference(located(run, path, [path]), old, new)]
    if coloured(run):
        lines = [f"{COLOURS.get(line[:1], '')}{line}\x1b[0m" if line[:1] in COLOURS else line for line in lines]
    emit("".join(line + "\n" for line in lines), "screen")


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


def note(run: Run, line: str, paths: Iterable[str] = ()) -> None:
    """Say on stdout what was done, unless `-q`; `paths`: the files of the backlog that the line names."""
    if not run.quiet:
        emit(wrapped_line(located(run, line, paths), sys.stdout), "screen")


def warn(run: Run, line: str, paths: Iterable[str] = ()) -> None:
    """Write a line to stderr, unless `-q`; `paths` as for `note`."""
    if not run.quiet:
        sys.stderr.write(wrapped_line(located(run, line, paths), sys.stderr))


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


def coloured(run: Run, stream: TextIO | None = None) -> bool:
    """Tell whether colours are wanted on a stream; on stdout, if none is named."""
    if run.color == "auto":
        asked = {name: os.environ.get(name, "") for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR")}
        if asked["NO_COLOR"] or asked["CLICOLOR"] == "0":
            return False
        forced = asked["FORCE_COLOR"] or asked["CLICOLOR_FORCE"]
        terminal = (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"
        return terminal if forced in {"", "0"} else True
    return run.color == "always"
