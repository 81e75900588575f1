"""What does the whole backlog say? The one door to reading; an index will stand behind it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from pocli.files import find
from pocli.model import ident
from pocli.model.backlog import Backlog, Record, Unreadable
from pocli.model.config import Config
from pocli.model.diagnostic import Diagnostic, Finding
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story


class Loaded(NamedTuple):
    """The backlog, and what is wrong with its files one by one."""

    backlog: Backlog
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path) -> Loaded:
    """Read every file of the backlog; one that cannot be read never hides the others.

    Raises:
        PoError: the folder cannot be listed.
    """
    from pocli.files.read import read

    files = find.listing(root)
    diagnostics: list[Diagnostic] = []
    records: dict[str, dict[str, Record]] = {folder: {} for folder in find.FOLDERS}
    shadowed: list[Record] = []
    unreadable: list[Unreadable] = []
    config = Config()
    for path in files:
        kind = find.kind(path)
        if not kind:
            continue
        reading = read(root, path)
        diagnostics.extend(reading.diagnostics)
        if reading.unreadable:
            unreadable.append(reading.unreadable)
        elif isinstance(reading.record, Config):
            config = reading.record
        elif reading.record:
            first = records[kind].setdefault(reading.record.id, reading.record)
            if first is not reading.record:
                shadowed.append(reading.record)
                unreadable.append(Unreadable(path, 1, f"its id `{first.id}` is already that of {first.path}"))
    backlog = Backlog(
        config,
        cast("tuple[Story, ...]", _sorted(records["stories"].values())),
        cast("tuple[Goal, ...]", _sorted(records["goals"].values())),
        cast("tuple[Request, ...]", _sorted(records["requests"].values())),
        cast("tuple[Sprint, ...]", _sorted(records["sprints"].values())),
        tuple(shadowed),
        tuple(unreadable),
        files,
    )
    return Loaded(backlog, tuple(diagnostics))


def _sorted(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda record: ident.order(record.id)))


def located(root: Path, found: Sequence[tuple[str, str, Finding]]) -> tuple[Diagnostic, ...]:
    """Make the findings of rules concrete; each comes with its rule's name and its severity."""
    from pocli.files.locate import locate, related

    by_path: dict[str, list[tuple[str, str, Finding]]] = {}
    for item in found:
        by_path.setdefault(item[2].path, []).append(item)
    diagnostics = []
    for path, items in by_path.items():
        places = locate(root, path, tuple(finding.route for _, _, finding in items))
        for (rule, severity, finding), (span, source) in zip(items, places, strict=True):
            seconds = tuple(related(root, second) for second in finding.related)
            diagnostics.append(
                Diagnostic(rule, severity, finding.message, path, span, finding.hint, seconds, finding.fix, source)
            )
    return tuple(diagnostics)
