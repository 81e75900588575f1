"""What is wrong with each record by itself, and what between them? What is known already is not asked again."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pocli.disk import find
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic
from pocli.model.event import KnownPast
from pocli.store import codec, index_sections, load, saved
from pocli.store.index_sections import Derived
from pocli.store.processes import spread
from pocli.store.saved import Snapshot
from pocli.validation import ruleset

MANY = 5000
"""A second process pays from so many stories on, where what lies between them is asked."""
BATCH = 500
"""How many stories have their texts at once; a second process pays from so many on."""


class RecordFindings(NamedTuple):
    """What the rules say of each record by itself."""

    found: dict[str, tuple[Diagnostic, ...]]
    """By path; not yet settled."""
    digests: dict[str, dict[str, str]]
    """What rules about several records want to know of each, by rule and path."""


def found(seen: Snapshot, day: date, past: KnownPast | None = None) -> tuple[tuple[Diagnostic, ...], Sequence[Derived]]:
    """Return every problem, sorted by place, and what is to be kept of that.

    On another day there may be others; and more that the history tells, where that was asked for.
    """
    known = None if past else load.derived(seen, "problems", str(day))
    if known is not None:
        return known, ()
    backlog = load.bare(seen)
    key = load.blobs(seen, (find.SETTINGS,)).get(find.SETTINGS, "")
    judged = _judged(seen, backlog, day, load.derived_before(seen, saved.JUDGED, key))
    between, work = _between(backlog, day, judged, key, past)
    placed = load.located(seen.root, between)
    alone = chain.from_iterable(judged.found.values())
    settled = ruleset.settled(backlog.config, (*load.diagnostics(seen), *alone, *placed))
    works = (work, index_sections.work("problems", str(day), settled))
    return settled, works[:1] if past else works


def _between(
    backlog: Backlog, day: date, judged: RecordFindings, key: str, past: KnownPast | None
) -> tuple[tuple[ruleset.Found, ...], Derived]:
    """Return what is wrong between the records; and what is judged, as it is kept.

    Of a large backlog, rules about texts are asked beside the others, while that is made.
    """
    digests = judged.digests

    def ask(names: Collection[str]) -> bytes:
        return index_sections.encoded(codec.encode(tuple(ruleset.findings(backlog, day, names, digests, past))))

    names = ruleset.names(alone=False)
    texts = {name for name in names if digests.get(name)}
    groups = (texts, names - texts) if texts and len(backlog.stories) >= MANY else (names,)
    with spread(ask, groups) as answers:
        work = index_sections.work(saved.JUDGED, key, tuple(judged))
        return tuple(chain.from_iterable(codec.decode(json.loads(answer)) for answer in answers)), work


def _judged(seen: Snapshot, backlog: Backlog, day: date, before: Any) -> RecordFindings:  # noqa: ANN401 - what was kept, or None
    """Judge each record by itself, but those of which it is known."""
    again: AbstractSet[str] = seen.stamps.keys()
    if before is not None:
        again = again & (saved.unjudged(seen) | {record.path for record in backlog.shadowed})
    known = RecordFindings(*before) if before is not None else RecordFindings({}, {})
    same = [path for path in seen.stamps if path not in again]
    judged = RecordFindings(_of(same, known.found), {name: _of(same, given) for name, given in known.digests.items()})
    rows = load.texts_of(seen, backlog, [story for story in backlog.stories if story.path in again])
    names = ruleset.names(alone=True)
    with spread(partial(_judge, seen.root, rows, day, names), tuple(_parts(backlog, again))) as answers:
        for answer in answers:
            found, digests = map(codec.decode, json.loads(answer))
            judged.found.update(found)
            for name, given in digests.items():
                judged.digests.setdefault(name, {}).update(given)
    return judged


def _of(paths: Sequence[str], known: Mapping[str, Any]) -> dict[str, Any]:
    return {path: known[path] for path in paths if path in known} if known else {}


def _parts(backlog: Backlog, paths: AbstractSet[str]) -> Iterator[Backlog]:
    """Give some of the files' records, a few stories at a time: first whatever is no story, with the first stories."""

    def of(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(record for record in records if record.path in paths)

    goals, requests, sprints, hidden = map(of, (backlog.goals, backlog.requests, backlog.sprints, backlog.shadowed))
    stories, files = of(backlog.stories), tuple(path for path in backlog.files if path in paths)
    strays = of(backlog.strays)
    yield Backlog(backlog.config, stories[:BATCH], goals, requests, sprints, hidden, (), files, strays)
    for start in range(BATCH, len(stories), BATCH):
        yield Backlog(backlog.config, stories[start : start + BATCH])


def _judge(root: Path, rows: Mapping[str, bytes], day: date, names: Collection[str], part: Backlog) -> bytes:
    """Return what the rules say of each record of a part by itself, as JSON."""
    full = part._replace(stories=index_sections.with_texts(part.stories, part.stories, rows))
    paths = {*full.files, *(story.path for story in full.stories)}
    found = [one for one in ruleset.findings(full, day, names) if one[2].path in paths]
    by_path: dict[str, list[Diagnostic]] = {}
    for one in load.located(root, found):
        by_path.setdefault(one.path, []).append(one)
    placed = {path: tuple(some) for path, some in by_path.items()}
    return index_sections.encoded([codec.encode(placed), codec.encode(ruleset.digests(full))])
