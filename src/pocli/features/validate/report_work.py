"""How does a report of problems leave: in which formats, into which files, with which paths?"""

import os
from collections.abc import Sequence
from pathlib import Path

from pocli import registry, session
from pocli.disk import find
from pocli.disk.write import appended
from pocli.errors import PoError
from pocli.features.validate import page as view
from pocli.features.validate.problems_work import FoundProblems
from pocli.model.diagnostic import Diagnostic, Report
from pocli.model.rule import Rule
from pocli.output import MEANT, emit, is_stdout, kind, reported, titled, write
from pocli.run import Run
from pocli.text import instead
from pocli.validation import ruleset

HUMAN = ("full", "concise")
FORMATS = "full, concise, json, github, gitlab, sarif, junit or markdown"
SUMMARY = "GITHUB_STEP_SUMMARY"


def report(run: Run, form: str, outputs: Sequence[str], found: FoundProblems) -> None:
    """Print diagnostics in one format, and write them into files in others.

    Args:
        run: the run's settings.
        form: the format of what is printed.
        outputs: `FORMAT=FILE` each.
        found: what is reported.

    Raises:
        PoError: there is no such format, or a file cannot be written.
    """
    _known(form)
    wanted = [_parted(word) for word in outputs if not is_stdout(word)]
    folder = session.root(run)
    for other, file in wanted:
        text = _made(run, folder, other, found)
        if is_stdout(file):
            emit(text, kind(other))
        else:
            write(file, text)
    if form == "full":
        emit(reported(run, _seen(folder, form, found)), "screen")
    else:
        emit(_made(run, folder, form, found), kind(form))
    summary = os.environ.get(SUMMARY)
    if summary and "github" in (form, *(other for other, _ in wanted)):
        _append(summary, _made(run, folder, "markdown", found))


def _parted(word: str) -> tuple[str, str]:
    form, equals, file = word.partition("=")
    if not equals or not file:
        raise PoError(f"`{word}` does not name a format and a file", "write it as --output sarif=po.sarif")
    _known(form)
    return form, file


def _known(form: str) -> None:
    known = (*registry.names("reporters"), "markdown")
    if form not in known:
        raise PoError(f"`{form}` is not a format", instead(form, known, MEANT))


def _made(run: Run, folder: Path, form: str, found: FoundProblems) -> str:
    what = _seen(folder, form, found)
    if form == "markdown":
        page = titled(run, view.page(what), view.TITLE)
        return str(registry.member("render", "markdown").render(page, 0, colour=False))
    return str(registry.member("reporters", form).report(what))


def _seen(folder: Path, form: str, found: FoundProblems) -> Report:
    base = Path.cwd() if form in HUMAN else find.top(folder)
    return Report(seen_from(base, folder, found.diagnostics), found.files, _rules() if form == "sarif" else ())


def _rules() -> tuple[Rule, ...]:
    pages = session.data("rules", "docs/rules")
    return tuple(rule._replace(page=(pages / f"{rule.name}.md").read_text("utf-8")) for rule in ruleset.catalogue())


def seen_from(base: Path, folder: Path, diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a backlog's folder with paths relative to another folder, with `/`."""
    here = os.path.relpath(folder, base).replace(os.sep, "/")
    before = "" if here == "." else here + "/"
    return tuple(
        one._replace(path=before + one.path, related=tuple(two._replace(path=before + two.path) for two in one.related))
        for one in diagnostics
    )


def _append(file: str, text: str) -> None:
    """Add the summary of a job to the file that GitHub's runner names."""
    try:
        appended(Path(file), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise PoError(f"the summary cannot be written: {error.strerror}", f"check {SUMMARY}") from error
