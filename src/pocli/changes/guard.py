"""May a change be written: which errors does it bring that were not there before?

What `po validate` calls an error about a value, no command writes: the same rules are asked, about the files that
change and, where what they say of others changes, about all records. How good a text is, is no reason to refuse it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pocli import output
from pocli.errors import PoError
from pocli.field_table.by_kind import RECORDS, REFERENCES
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic, Finding
from pocli.model.story import UNREAD
from pocli.reading.assemble import assembled, parts
from pocli.reading.contents import ParsedFile
from pocli.run import Run
from pocli.validation import ruleset

LINKS = ("id", "status", *(name for kind in RECORDS for name in REFERENCES[kind]), "start", "end", "statuses")
"""The fields in which records speak of each other."""
VALUES = (*LINKS, "as_a", "currency", "personas", "money", "rules", "id_prefix")
"""The fields of which po.yaml, or the file's name, says what may stand there."""
HINTS = {False: "fix it, then try again", True: "fix it, or write it anyway with --force"}
SETTINGS = "po.yaml"
MOST = 5
"""So many findings are told one by one."""


class FileVersion(NamedTuple):
    """What a file says before and after a change; None: it is not there."""

    before: ParsedFile | None
    after: ParsedFile
    was: str = ""
    """Its path before, where it gets another one."""


def check_sound(run: Run, path: str, version: FileVersion, *, hint: str = "") -> None:
    """Refuse an error of one file that was not there before.

    Raises:
        PoError: there is one; it was shown.
    """
    old = {_key(one) for one in version.before.diagnostics} if version.before else set()
    found = (one for one in version.after.diagnostics if one.severity == "error")
    new = tuple(one for one in found if _key(one) not in old)
    if new:
        output.problems(run, new)
        count = "a problem" if len(new) == 1 else f"{len(new)} problems"
        raise PoError(f"`{path}` would have {count}; nothing was written", hint or HINTS[False], path=path)


def check_values(
    versions: Mapping[str, FileVersion], seen: Backlog, today: date, *, imported: bool = False, more: str = ""
) -> tuple[str, ...]:
    """Refuse an error about a value, such as a persona or a ring of dependencies, that was not there before.

    Args:
        versions: the files that change, by path.
        seen: the backlog before.
        today: the day that counts as today.
        imported: whether they come from another tool: nothing that comes in is lost, its errors are told.
        more: what else may be done, for the hint.

    Returns:
        What speaks against the change but does not hinder it, a line for each thing.

    Raises:
        PoError: there is an error.
    """
    told = []
    for name, level, finding in (*_between(versions, seen, today), *_alone(versions, seen, today)):
        version = versions.get(finding.path)
        unread = version is not None and version.before is not None and version.before.record is None
        come_in = imported and (name not in ruleset.LINKS or version is None or version.before is None)
        if level == "error" and not unread and not come_in:
            raise PoError(f"{finding.message}; nothing was written", finding.hint + more)
        if level in {"error", "warning"}:
            told.append(_worded(finding))
    return _few(tuple(dict.fromkeys(told)))


def _between(versions: Mapping[str, FileVersion], seen: Backlog, today: date) -> Iterable[ruleset.Found]:
    """Return what is wrong between all records that was not so before."""
    found = parts(seen)
    if all(_says(LINKS, one.after) == _says(LINKS, found.get(one.was or path)) for path, one in versions.items()):
        return ()
    moved = {one.was for one in versions.values()}
    there = {path: one for path, one in found.items() if path not in moved}
    after = {**there, **{path: one.after for path, one in versions.items()}}
    return ruleset.worse(seen, _whole(after, seen), today, ruleset.LINKS)


def _alone(versions: Mapping[str, FileVersion], seen: Backlog, today: date) -> Iterable[ruleset.Found]:
    """Return what is wrong in the records that change that was not so before; of other settings, in all of them."""
    changed = [one for one in versions.values() if _says(VALUES, one.after) != _says(VALUES, one.before)]
    if not changed:
        return ()
    around: dict[str, ParsedFile] = {SETTINGS: ParsedFile(seen.config, None, ())}
    if SETTINGS in versions:
        around |= {path: one for path, one in parts(seen).items() if _is_read(one)}
    old = {path: one.before for path, one in versions.items() if one.before}
    new = {path: one.after for path, one in versions.items()}
    before, after = (_whole({**around, **some}, seen) for some in (old, new))
    return ruleset.worse(before, after, today, ruleset.VALUES)


def _whole(found: Mapping[str, ParsedFile], seen: Backlog) -> Backlog:
    """Return the backlog of some files, and of those that a sparse checkout leaves out."""
    return assembled(dict(sorted(found.items())))._replace(absent=seen.absent)


def _is_read(one: ParsedFile) -> bool:
    return getattr(one.record, "as_a", "") is not UNREAD


def _says(fields: Sequence[str], one: ParsedFile | None) -> tuple[object, ...]:
    return tuple(getattr(one.record, name, None) for name in fields) if one else ()


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.rule, one.message


def _worded(one: Finding) -> str:
    name = ident.in_file_name(one.path.rpartition("/")[2]) or one.path
    return f"{name}: {one.message}; {one.hint}"


def _few(lines: tuple[str, ...]) -> tuple[str, ...]:
    rest = len(lines) - MOST
    return (*lines[:MOST], f"and {rest} more: po validate") if rest > 1 else lines
