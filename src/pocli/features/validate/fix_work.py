"""What becomes of the files when every safe fix is carried out?"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pocli import output, session
from pocli.changes import guard, transaction
from pocli.changes.guard import FileVersion
from pocli.disk import find
from pocli.errors import PoError
from pocli.features.validate.problems_work import FoundProblems, ValidateQuery, again
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import MORE, UNUSED, Diagnostic, Fix
from pocli.model.edit import Edit, Replace, Set, whole
from pocli.model.proposal import Proposal
from pocli.reading.read_file import reading
from pocli.run import Run
from pocli.store import load
from pocli.text import plural
from pocli.yaml.patch import patched

MOST = 500
"""How many fixes one file gets at once."""


Still = Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]]
"""Which problems of a file that was read again were asked for."""


class FixedFile(NamedTuple):
    """A file with its safe fixes in it."""

    path: str
    before: bytes
    after: bytes
    fixes: int


def fix(run: Run, found: FoundProblems, ask: ValidateQuery, *, show: bool, dry_run: bool) -> None:
    """Carry out every safe fix as one step, and show the difference.

    Args:
        run: this run's settings.
        found: the problems.
        ask: which problems were asked for.
        show: print the difference, and what was mended.
        dry_run: write nothing.

    Raises:
        PoError: a file was changed meanwhile (exit code 75), or cannot be written; nothing has changed then.
    """
    root = session.root(run)
    backlog = session.ask(run, lambda seen: (load.backlog(seen), ()))
    paths = dict.fromkeys(one.path for one in found.diagnostics if _safe(one))
    ids = {one.id: one.path for one in backlog.records()}
    mend = partial(_mended, root, found, partial(again, backlog.config, ask), ids)
    files = [one for path in paths if (one := mend(path, lambda _: True)).fixes]
    mended = [one for one in _holding(files, [], partial(_holds, run, backlog), mend) if one.before != one.after]
    if show:
        output.difference(run, [(one.path, one.before, one.after) for one in mended])
    if show and dry_run and not mended:
        output.note(run, "no problem has a fix that is certain")
    if mended and not dry_run:
        message = [f"{one.path}: {plural(one.fixes, 'problem')} fixed" for one in mended]
        based_on = {one.path: one.before for one in mended}
        proposal = Proposal(
            backlog, [whole(one.path, one.before, one.after) for one in mended], message, based_on=based_on
        )
        transaction.apply(run if show else run._replace(quiet=True), proposal)


def _holds(run: Run, seen: Backlog, files: Iterable[FixedFile]) -> bool:
    """Tell whether the files may be written together: whether none of their values is an error between records."""
    versions = {one.path: FileVersion(reading(one.path, one.before), reading(one.path, one.after)) for one in files}
    try:
        guard.check_values(versions, seen, session.today(run, seen))
    except PoError:
        return False
    return True


def _holding(
    wanted: Sequence[FixedFile],
    kept: Sequence[FixedFile],
    holds: Callable[[Iterable[FixedFile]], bool],
    mend: Callable[[str, Callable[[FixedFile], bool]], FixedFile],
) -> Sequence[FixedFile]:
    """Return what is kept and those files that hold beside it; one that does not gets those of its fixes that do."""
    if not wanted or holds([*kept, *wanted]):
        return [*kept, *wanted]
    if len(wanted) == 1:
        return [*kept, mend(wanted[0].path, lambda one: holds([*kept, one]))]
    half = len(wanted) // 2
    return _holding(wanted[half:], _holding(wanted[:half], kept, holds, mend), holds, mend)


def _safe(one: Diagnostic) -> bool:
    return one.fix is not None and one.fix.safe


def _mended(
    root: Path, found: FoundProblems, still: Still, ids: dict[str, str], path: str, holds: Callable[[FixedFile], bool]
) -> FixedFile:
    """Carry out the fixes of one file one by one; it is read again after each, as a fix may make room for another.

    No fix gives it an id that another file has: `ids` tells whose each is, and learns what this file gets.
    """
    before = find.content(root, path)
    if isinstance(before, str):
        return FixedFile(path, b"", b"", 0)
    after, done, left = before, 0, [one for one in found.diagnostics if one.path == path and _safe(one)]
    values = [one for one in left if one.fix and any(isinstance(edit, Set) for edit in one.fix.edits)]
    unused = {_line(one) for one in left if one.rule == UNUSED}
    failed: set[tuple[Edit, ...]] = set()
    while left and done < MOST:
        texts = [one for one in left if one not in values and (one.rule != UNUSED or _line(one) in unused)]
        one = texts[0] if texts else values.pop(0) if values else None
        if not one or not one.fix:
            break
        better = _better(path, after, one.fix)
        name = getattr(reading(path, better).record, "id", "") if better else ""
        taken = name and ids.setdefault(name, path) != path
        if better is None or taken or not holds(FixedFile(path, before, better, done + 1)):
            failed.add(one.fix.edits)
        else:
            after, done = better, done + 1
        again = filter(_safe, still(reading(path, after).diagnostics))
        left = [*(one for one in again if one.fix and one.fix.edits not in failed), *values]
    return FixedFile(path, before, after, done)


def _better(path: str, data: bytes, fix: Fix) -> bytes | None:
    """Return a file's bytes with a fix in them; None where that cannot be, or the file then has another problem."""
    try:
        after = patched(data, [edit for edit in fix.edits if isinstance(edit, (Set, Replace))])
    except PoError:
        return None
    told = reading(path, data).diagnostics
    before = Counter((one.rule, one.message) for one in told)
    end = max((one.span for one in told if one.message == MORE), default=None)  # of more than that nothing is known
    left = (one for one in reading(path, after).diagnostics if not _safe(one) and (end is None or one.span < end))
    now = Counter((one.rule, one.message) for one in left)
    return None if now - before else after


def _line(one: Diagnostic) -> tuple[int, str]:
    """Return what stays of an unused `po: ignore` while its line changes: read alone, a file cannot tell which are."""
    return one.span.line, one.message
