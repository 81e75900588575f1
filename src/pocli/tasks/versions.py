"""How did the backlog read at a commit, and how does it read now? The working files are never touched."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from pocli import run as runs
from pocli import session
from pocli.disk import find
from pocli.disk.blob import blob
from pocli.errors import PoError
from pocli.git import moved, objects, refs, worktree
from pocli.git.refs import Repository
from pocli.lookup import periods
from pocli.model.backlog import Backlog
from pocli.model.diagnostic import UNUSED, Diagnostic
from pocli.model.place import Span
from pocli.reading.assemble import assembled
from pocli.reading.contents import ParsedFile
from pocli.reading.locate import beside, within
from pocli.reading.read_file import understood
from pocli.run import Run
from pocli.store import index
from pocli.store.cached_files import Readings, recall
from pocli.tasks import stored
from pocli.validation import ruleset
from pocli.validation.weakened import WeakerCheck, weaker

HERE = "the working files"


class BacklogVersion(NamedTuple):
    """A backlog at one point of its history."""

    name: str
    """What people call it: a branch, the beginning of a commit's id, HERE."""
    commit: str
    """Empty for the working files."""
    backlog: Backlog
    diagnostics: tuple[Diagnostic, ...]
    """What reading its files found."""
    ids: Mapping[str, str]
    """The id that the record of each file has, by path."""
    contents: Mapping[str, bytes | str]
    """The bytes of each file that is read, or why it is not; by path."""


class Pair(NamedTuple):
    """Two versions, and what is the matter with the newer one only."""

    before: BacklogVersion
    after: BacklogVersion
    problems: tuple[Diagnostic, ...]
    """Problems that the older one did not have, sorted by place."""
    mended: tuple[Diagnostic, ...]
    """Problems that the newer one does not have."""
    rewritten: int
    """How many files are written in another way and mean the same."""
    weaker: tuple[WeakerCheck, ...]
    """How the newer one finds less."""
    filtered: tuple[str, ...] = ()
    """Working files that are not as they were, and that git passes through a filter before it compares them; sorted."""


Contents = Mapping[str, tuple[str, bytes | str]]
"""The files of a version by path, sorted: the id of each one's content, and the content or why it is not read."""


def pair(run: Run, asked: str) -> Pair:
    """Return the two versions that a person means, with what is new and what is mended of their problems.

    Args:
        run: this run's settings.
        asked: `A..B`, `A...B` (what B changed since it left A), a commit, a day or a sprint; empty: HEAD and the
            working files.

    Raises:
        PoError: a word means no commit, there is no repository, or git cannot tell.
    """
    root = session.root(run)
    repo = refs.needed(refs.repository(root))
    ends = _ends(run, repo, asked)
    found = [_contents(run, repo, commit) for _, commit in ends]
    readings = {} if run.no_cache else recall(root, index.place(root))
    versions = [_version(name, commit, of, readings) for (name, commit), of in zip(ends, found, strict=True)]
    today = session.today(run, versions[1].backlog)
    mended, problems = _news(versions[0], versions[1], today)
    same = sum(
        1
        for path, (_, data) in found[1].items()
        if path in found[0]
        and stored.breaks(found[0][path][1]) != stored.breaks(data)
        and _record(readings, found[0], path) == _record(readings, found[1], path)
    )
    both = () if ends[1][1] else found[0].keys() & found[1].keys()
    changed = [path for path in both if found[0][path][0] != found[1][path][0]]
    filtered = tuple(sorted(worktree.filtered(root, changed)))
    return Pair(versions[0], versions[1], problems, mended, same, _weaker(*versions), filtered)


def _weaker(before: BacklogVersion, after: BacklogVersion) -> tuple[WeakerCheck, ...]:
    """Return how the newer version's settings and comments find less."""
    old, new = (Counter(_silenced(one)) for one in (before, after))
    silenced = (WeakerCheck("silenced", rule, record) for record, rule in sorted((new - old).elements()))
    return (*weaker(before.backlog.config, after.backlog.config, ruleset.catalogue()), *silenced)


def _silenced(version: BacklogVersion) -> Iterator[tuple[str, str]]:
    """Give the record and the rule of each comment that silences one."""
    for one in version.diagnostics:
        if one.rule == UNUSED:
            yield version.ids.get(one.path, one.path), ruleset.named(one)


def version(run: Run, word: str, *, end: bool = False) -> BacklogVersion:
    """Return the backlog as it was at a commit, or when a day or a sprint began; without a word, as the files say.

    Args:
        run: this run's settings.
        word: a commit, a tag, a branch, a day or a sprint.
        end: the day, or the sprint, is over.

    Raises:
        PoError: it means no commit, there is no repository, or git cannot tell.
    """
    root = session.root(run)
    repo = refs.needed(refs.repository(root))
    period = _period(run, word) if word else None
    if period:
        name, commit = _before(run, repo, (period.last or period.first) + timedelta(1) if end else period.first)
    else:
        name, commit = (word, refs.resolve(repo, word)) if word else (HERE, "")
    readings = {} if run.no_cache else recall(root, index.place(root))
    return _version(name, commit, _contents(run, repo, commit), readings)


def _record(readings: Readings, of: Contents, path: str) -> object:
    reading = readings[path, of[path][0]]
    return reading.record or reading.unreadable


def _ends(run: Run, repo: Repository, asked: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the names and the commits of both ends; an empty commit is the working files."""
    for dots in ("...", ".."):
        one, found, other = asked.partition(dots)
        if found:
            ends = [(word or "HEAD", refs.resolve(repo, word or "HEAD")) for word in (one, other)]
            if dots == "...":
                ends[0] = (ends[0][0], refs.merge_base(repo, ends[0][1], ends[1][1]))
            return ends[0], ends[1]
    period = _period(run, asked) if asked else None
    if not period:
        return (asked or "HEAD", refs.resolve(repo, asked or "HEAD")), (HERE, "")
    first = _before(run, repo, period.first)
    last = _before(run, repo, period.last + timedelta(1)) if period.last else (HERE, "")
    return first, last


def _period(run: Run, word: str) -> periods.AskedPeriod | None:
    if not periods.WORD.fullmatch(word):
        return None
    backlog = session.read(run._replace(quiet=True))
    return periods.period(word, backlog, session.today(run, backlog))


def _before(run: Run, repo: Repository, day: date) -> tuple[str, str]:
    """Return the last commit before a day begins."""
    zone = session.read(run._replace(quiet=True)).config.time_zone
    tip = refs.resolve(repo, "HEAD")
    commit = refs.before(repo, tip, runs.midnight(day, zone))
    if not commit:
        hint = (
            "this clone is shallow; fetch the rest with: git fetch --unshallow"
            if repo.shallow
            else "name a later day, or a commit"
        )
        raise PoError(f"no commit here is older than {day}", hint)
    return f"{commit[:9]}, the last commit before {day}", commit


def _contents(run: Run, repo: Repository, commit: str) -> Contents:
    return _committed(repo, commit) if commit else _present(run, repo)


def _present(run: Run, repo: Repository) -> Contents:
    """Return the working files; those that git was told not to look at are as the last commit has them."""
    root = session.root(run)
    marked = worktree.marked(root)
    unseen, head = frozenset((*marked.absent, *marked.assumed)), refs.tips(repo).head
    committed = _committed(repo, head, only=unseen) if unseen and head else {}
    found = {path: find.content(root, path) for path in session.listing(run)[0] if path not in committed}
    found |= stored.unexpanded(root, found)
    return dict(sorted({**committed, **{path: (blob(data), data) for path, data in found.items()}}.items()))


def _committed(repo: Repository, commit: str, only: frozenset[str] = frozenset()) -> Contents:
    """Return the files of a commit; all, or only some."""
    entries = [one for one in moved.tree(repo, commit) if find.listed(one.path) and (not only or one.path in only)]
    others = find.others(one.path for one in entries)
    entries = [one for one in entries if not one.path.startswith(others)]
    wanted = dict.fromkeys(one.blob for one in entries if one.regular)
    data = objects.contents(repo, wanted)
    if None in data.values():
        hint = "fetch them: git fetch --refetch --no-filter"
        raise PoError("this is a partial clone: old versions are missing", hint)
    found = {
        one.path: (one.blob, (data.get(one.blob) or b"") if one.regular else "it is not a regular file")
        for one in entries
    }
    return dict(sorted(found.items()))


def _version(name: str, commit: str, found: Contents, known: Readings) -> BacklogVersion:
    """Read the files of a version; a file of the same name and content is read once."""
    mine: dict[str, ParsedFile] = {}
    for path, (ident, data) in found.items():
        key = path, ident
        if key not in known:
            known[key] = understood(path, data)
        mine[path] = known[key]
    diagnostics = tuple(one for reading in mine.values() for one in reading.diagnostics)
    backlog = assembled(mine)
    ids = {record.path: record.id for record in (*backlog.records(), *backlog.shadowed)}
    return BacklogVersion(name, commit, backlog, diagnostics, ids, {path: data for path, (_, data) in found.items()})


Key = tuple[str, str, str]
"""What makes two problems the same in two versions: the rule, what it is about, what it says."""


def _news(
    before: BacklogVersion, after: BacklogVersion, today: date
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Return the problems that only the first version has, and those that only the second one has; no infos.

    A place is worked out for these only, and for what a comment may silence.
    """
    sides = [(version, tuple(ruleset.findings(version.backlog, today))) for version in (before, after)]
    plain = [_plain(version, found) for version, found in sides]
    judged = [_judged(version, found, other) for (version, found), other in zip(sides, reversed(plain), strict=True)]
    keys = [known | mine.keys() for known, mine in zip(plain, judged, strict=True)]
    old, new = (
        tuple(one for key, one in mine.items() if key not in other)
        for mine, other in zip(judged, reversed(keys), strict=True)
    )
    return old, new


def _wished(version: BacklogVersion) -> frozenset[str]:
    """Return the files in which a comment silences a rule, or would."""
    return frozenset(one.path for one in version.diagnostics if one.rule == UNUSED)


def _key(version: BacklogVersion, rule: str, path: str, message: str) -> Key:
    return rule, version.ids.get(path, path), message


def _plain(version: BacklogVersion, found: Sequence[ruleset.Found]) -> frozenset[Key]:
    """Return what the rules found where no comment can silence it."""
    wished = _wished(version)
    return frozenset(_key(version, rule, one.path, one.message) for rule, _, one in found if one.path not in wished)


def _judged(version: BacklogVersion, found: Sequence[ruleset.Found], other: frozenset[Key]) -> dict[Key, Diagnostic]:
    """Return the problems of a version but infos and those that the other one certainly has."""
    wished = _wished(version)
    kept = [
        each
        for each in found
        if each[2].path in wished or _key(version, each[0], each[2].path, each[2].message) not in other
    ]
    diagnostics = ruleset.settled(version.backlog.config, (*version.diagnostics, *_located(version, kept)))
    return {_key(version, one.rule, one.path, one.message): one for one in diagnostics if one.severity != "info"}


def _located(version: BacklogVersion, found: Sequence[ruleset.Found]) -> Iterator[Diagnostic]:
    """Make the findings of rules concrete, each file's at once."""
    by_path = sorted(found, key=lambda one: one[2].path)
    for path, group in groupby(by_path, key=lambda one: one[2].path):
        items = tuple(group)
        problems = [
            Diagnostic(
                rule,
                severity,
                finding.message,
                path,
                Span(),
                finding.hint,
                tuple(beside(_bytes(version, two.path), two) for two in finding.related),
            )
            for rule, severity, finding in items
        ]
        yield from within(_bytes(version, path), problems, [finding.route for _, _, finding in items])


def _bytes(version: BacklogVersion, path: str) -> bytes:
    data = version.contents.get(path, b"")
    return data if isinstance(data, bytes) else b""
