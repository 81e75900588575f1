"""What do many files give together?"""

from collections.abc import Iterable, Mapping
from typing import cast

from pocli.files import find
from pocli.files.reading import Reading
from pocli.model import ident
from pocli.model.backlog import Backlog, Record, Unreadable
from pocli.model.config import Config
from pocli.model.records import Goal, Request, Sprint
from pocli.model.story import Story


def assembled(readings: Mapping[str, Reading]) -> Backlog:
    """Return the backlog of all readings, given by path and sorted by it; one never hides the others."""
    records: dict[str, dict[str, Record]] = {folder: {} for folder in find.FOLDERS}
    shadowed: list[Record] = []
    unreadable: list[Unreadable] = []
    config = Config()
    for path, (record, trouble, _) in readings.items():
        if trouble:
            unreadable.append(trouble)
        elif isinstance(record, Config):
            config = record
        elif record:
            first = records[find.kind(path)].setdefault(record.id, record)
            if first is not record:
                shadowed.append(record)
                unreadable.append(Unreadable(path, 1, f"its id `{first.id}` is already that of {first.path}"))
    return Backlog(
        config,
        cast("tuple[Story, ...]", _sorted(records["stories"].values())),
        cast("tuple[Goal, ...]", _sorted(records["goals"].values())),
        cast("tuple[Request, ...]", _sorted(records["requests"].values())),
        cast("tuple[Sprint, ...]", _sorted(records["sprints"].values())),
        tuple(shadowed),
        tuple(unreadable),
        tuple(readings),
    )


def _sorted(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=lambda record: ident.order(record.id)))


def parts(backlog: Backlog) -> dict[str, Reading]:
    """Return the reading that each file of a backlog gave, by path, without its diagnostics."""
    found = {record.path: Reading(record, None, ()) for record in (backlog.config, *backlog.records())}
    return found | {file.path: Reading(None, file, ()) for file in backlog.unreadable}
