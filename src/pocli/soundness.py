"""What is wrong with each record by itself, and what between them? What is known already is not asked again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pocli import judge
from pocli.files import find, frozen, kept, load
from pocli.files.kept import Work
from pocli.files.load import Seen
from pocli.files.spread import spread
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic
from pocli.model.event import Past

BATCH = 500
"""How many stories have their texts at once; a second process pays from so many on."""


class Judged(NamedTuple):
    """What the rules say of each record by itself."""

    found: dict[str, tuple[Diagnostic, ...]]
    """By path; not yet settled."""
    digests: dict[str, dict[str, str]]
    """What rules about several records want to know of each, by rule and path."""


def found(seen: Seen, day: date, past: Past | None = None) -> tuple[tuple[Diagnostic, ...], Sequence[Work]]:
    """Return every problem, sorted by place, and what is to be kept of that.

    On another day there may be others; and more that the history tells, where that was asked for.
    """
    known = None if past else load.worked_out(seen, "problems", str(day))
    if known is not None:
        return known, ()
    backlog = load.bare(seen)
    key = load.blobs(seen, (find.SETTINGS,)).get(find.SETTINGS, "")
    judged = _judged(seen, backlog, day, load.earlier(seen, load.JUDGED, key))
    between = judge.findings(backlog, day, judge.names(alone=False), judged.digests, past)
    placed = load.located(seen.root, tuple(between))
    alone = chain.from_iterable(judged.found.values())
    settled = judge.settled(backlog.config, (*load.diagnostics(seen), *alone, *placed))
    works = (Work(load.JUDGED, key, tuple(judged)), Work("problems", str(day), settled))
    return settled, works[:1] if past else works


def _judged(seen: Seen, backlog: Backlog, day: date, before: Any) -> Judged:  # noqa: ANN401 - what was kept, or None
    """Judge each record by itself, but those of which it is known."""
    again: AbstractSet[str] = seen.stamps.keys()
    if before is not None:
        again = again & (load.unjudged(seen) | {record.path for record in backlog.shadowed})
    known = Judged(*before) if before else Judged({}, {})
    same = seen.stamps.keys() - again
    judged = Judged(_of(known.found, same), {name: _of(given, same) for name, given in known.digests.items()})
    rows = load.texts_of(seen, backlog, [story for story in backlog.stories if story.path in again])
    for answer in spread(partial(_judge, seen.root, rows, day), tuple(_parts(backlog, again))):
        found, digests = map(frozen.thaw, json.loads(answer))
        judged.found.update(found)
        for name, given in digests.items():
            judged.digests.setdefault(name, {}).update(given)
    return judged


def _of(known: Mapping[str, Any], paths: AbstractSet[str]) -> dict[str, Any]:
    return {path: value for path, value in known.items() if path in paths}


def _parts(backlog: Backlog, paths: AbstractSet[str]) -> Iterator[Backlog]:
    """Give some of the files' records, a few stories at a time: first whatever is no story, with the first stories."""

    def of(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(record for record in records if record.path in paths)

    goals, requests, sprints, hidden = map(of, (backlog.goals, backlog.requests, backlog.sprints, backlog.shadowed))
    stories, files = of(backlog.stories), tuple(path for path in backlog.files if path in paths)
    yield Backlog(backlog.config, stories[:BATCH], goals, requests, sprints, hidden, (), files)
    for start in range(BATCH, len(stories), BATCH):
        yield Backlog(backlog.config, stories[start : start + BATCH])


def _judge(root: Path, rows: Mapping[str, bytes], day: date, part: Backlog) -> bytes:
    """Return what the rules say of each record of a part by itself, as JSON."""
    full = part._replace(stories=kept.filled(part.stories, part.stories, rows))
    paths = {*full.files, *(story.path for story in full.stories)}
    found = [one for one in judge.findings(full, day, judge.names(alone=True)) if one[2].path in paths]
    by_path: dict[str, list[Diagnostic]] = {}
    for one in load.located(root, found):
        by_path.setdefault(one.path, []).append(one)
    placed = {path: tuple(some) for path, some in by_path.items()}
    return kept.encoded([frozen.freeze(placed), frozen.freeze(judge.digests(full))])
