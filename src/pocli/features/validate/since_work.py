"""Which problems came with a range of commits: in what it changed, or elsewhere because of it?

The files now (committed or not) are compared with those of the commit at which the work began. A problem of a file that
differs is reported. One of another file is, if its rule does not find it in the backlog as it was then.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from pocli import run as runs
from pocli import session
from pocli.disk import find
from pocli.disk.find import SETTINGS
from pocli.git import invocation as git
from pocli.git import moved, objects, refs
from pocli.git.refs import Repository
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import Diagnostic
from pocli.reading.assemble import assembled, parts
from pocli.reading.contents import NOTHING
from pocli.reading.read_file import understood
from pocli.run import Run
from pocli.store import load
from pocli.store.index_sections import Derived
from pocli.store.saved import Snapshot
from pocli.tasks.differing import differing
from pocli.validation import incremental, ruleset


class FilesAtCommit(NamedTuple):
    """The files as they were at a commit."""

    repo: Repository
    blobs: Mapping[str, str]
    """The id of each file's content, by path."""


def problems(run: Run, rev: str) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """Return the problems that came after the newest commit that `rev` and HEAD have in common; and the files.

    Raises:
        PoError: there is no git, no repository, or no such commit.
    """
    repo = refs.needed(refs.repository(session.root(run)))
    entries = moved.tree(repo, _base(repo, rev))
    then = FilesAtCommit(
        repo, {entry.path: entry.blob for entry in entries if entry.regular and find.listed(entry.path)}
    )

    def question(seen: Snapshot) -> tuple[tuple[tuple[Diagnostic, ...], tuple[str, ...]], Sequence[Derived]]:
        found, news = incremental.found(seen, runs.today(run, load.config(seen).time_zone))
        now = load.blobs(seen)
        changed = differing(seen.root, then.blobs, now)
        blamed = tuple(_blamed(run, seen, then, changed, found))
        ours = {path for path in now.keys() & changed if find.kind(path)}
        return (blamed, tuple({one.path for one in blamed} | ours)), news

    return session.ask(run, question)


def _base(repo: Repository, rev: str) -> str:
    commit = refs.resolve(repo, rev)
    found = git.ask(repo.top, "merge-base", revs=(commit, "HEAD"))
    return found.out.decode().strip() if not found.code else commit


def _blamed(
    run: Run, seen: Snapshot, then: FilesAtCommit, changed: AbstractSet[str], found: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    """Yield the problems of files that changed, and those elsewhere that were not there then."""
    elsewhere = {one.rule for one in found if one.path not in changed} if changed else set()
    names = elsewhere if SETTINGS in changed else elsewhere & ruleset.names(alone=False)
    known = _known(run, seen, then, changed, names) if names else Counter()
    for one in found:
        key = one.rule, one.path, one.message
        if one.path in changed:
            yield one
        elif one.rule in names:
            known[key] -= 1
            if known[key] < 0:
                yield one


def _known(
    run: Run, seen: Snapshot, then: FilesAtCommit, changed: AbstractSet[str], names: AbstractSet[str]
) -> Counter[tuple[str, str, str]]:
    """Count what the rules found in the backlog as it was."""
    now = load.backlog(seen)
    found = ruleset.findings(_as_it_was(then, changed, now), session.today(run, now), names)
    return Counter((name, finding.path, finding.message) for name, _, finding in found)


def _as_it_was(then: FilesAtCommit, changed: AbstractSet[str], now: Backlog) -> Backlog:
    """Return the backlog as it was: what is the same is not read again."""
    same = parts(now)
    readings = {path: same.get(path, NOTHING) for path in then.blobs.keys() - changed}
    paths = sorted(then.blobs.keys() & changed)
    contents = objects.contents(then.repo, {then.blobs[path] for path in paths})
    for path in paths:
        data = contents[then.blobs[path]]
        readings[path] = understood(path, data) if data is not None else NOTHING
    return assembled(dict(sorted(readings.items())))
