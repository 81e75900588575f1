"""Which problems of the backlog were asked for?"""

from collections.abc import Iterable
from typing import NamedTuple

from pocli import session
from pocli.errors import PoError
from pocli.model.config import Config
from pocli.model.diagnostic import Diagnostic
from pocli.run import Run
from pocli.validation import encoded, ruleset


class ValidateQuery(NamedTuple):
    """What of a validation is meant."""

    paths: tuple[str, ...] = ()
    """Files and folders; none means all."""
    select: tuple[str, ...] = ()
    """Rules, by name, group or pattern; none means all."""
    ignore: tuple[str, ...] = ()
    pedantic: bool = False
    since: str = ""
    """A commit, branch or tag: only what came after it."""
    past: bool = False
    """Whether the rules know what git knows."""


class FoundProblems(NamedTuple):
    """The problems that were asked for, with paths relative to the backlog's folder."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    """How many files were asked about."""


def find(run: Run, ask: ValidateQuery) -> FoundProblems:
    """Check the whole backlog, and return what was asked for.

    Raises:
        PoError: a path is not there or outside the backlog, a word names no rule, or two options exclude each other.
    """
    wanted = tuple(session.inside(session.root(run), path) for path in ask.paths) or ("",)
    if ask.since and ask.past:
        raise PoError("--since and --history cannot be combined", "run one after the other")
    if ask.since:
        from pocli.features.validate import since_work

        diagnostics, files = since_work.problems(run, ask.since)
    else:
        diagnostics, files = session.problems(run, past=ask.past)
    chosen = ruleset.only(diagnostics, select=ask.select, ignore=ask.ignore)
    kept = tuple(one for one in chosen if _below(one.path, wanted) and (ask.pedantic or one.severity != "info"))
    return FoundProblems(encoded.hinted(session.root(run), kept), sum(_below(path, wanted) for path in files))


def again(config: Config, ask: ValidateQuery, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return those problems of a file that was read again which were asked for and are not silenced."""
    settled = ruleset.settled(config, diagnostics)
    return ruleset.only(settled, select=ask.select, ignore=ask.ignore)


def fail(found: FoundProblems, *, strict: bool) -> bool:
    """Tell whether the problems make the command fail: errors do, and warnings where it is strict."""
    failing = {"error", "warning"} if strict else {"error"}
    return any(one.severity in failing for one in found.diagnostics)


def _below(path: str, folders: tuple[str, ...]) -> bool:
    return any(not one or path == one or path.startswith(one + "/") for one in folders)
