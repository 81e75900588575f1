"""What happened to each story's fields, by whom and when?

A story is known by the `id` in its file, so its file may be renamed; where the id itself changes and the title stays,
the history goes with it. What was worked out for earlier commits is kept, and only what is new is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from math import inf
from typing import NamedTuple

from pocli.git import clock, line, objects
from pocli.git.line import ChangedFile, Commit
from pocli.git.refs import Repository
from pocli.model.event import FIELDS, Event, History, StoryVersion

Read = Callable[[bytes], StoryVersion | None]
"""How the content of a file is read; None where it cannot be."""


class CommittedChange(NamedTuple):
    """A change of one field; `commit` is the place of its commit."""

    commit: int
    story: str
    field: str
    about: str
    old: str | None
    new: str | None


class Stamp(NamedTuple):
    """What is kept of a commit."""

    id: str
    root: bool
    authored: int | None
    committed: int | None
    who: str


class KnownHistory(NamedTuple):
    """All that is known of a line up to its tip; it depends on nothing but the commits."""

    tip: str = ""
    prefix: str = ""
    shallow: bool = False
    stamps: tuple[Stamp, ...] = ()
    changes: tuple[CommittedChange, ...] = ()
    files: Mapping[str, StoryVersion] = {}
    """What each file said when it could last be read."""


class Files:
    """The files of the backlog while a line is walked, by path and by the id in them."""

    def __init__(self, by_path: Mapping[str, StoryVersion]) -> None:
        """Begin with what each file says."""
        self.by_path: dict[str, StoryVersion] = {}
        self.paths: dict[str, set[str]] = {}
        for path, found in by_path.items():
            self._put(path, found)

    def apply(
        self, touched: Sequence[ChangedFile], contents: Mapping[str, StoryVersion | None]
    ) -> tuple[dict[str, StoryVersion], dict[str, StoryVersion]]:
        """Change the files as a commit did; return the stories that it touched, before and after.

        A version that cannot be read changes nothing: what it says is known when it can be read again.
        """
        paths = {row.path: (contents[row.blob] or self.by_path.get(row.path)) if row.blob else None for row in touched}
        ids = {self.by_path[path].id for path in paths if path in self.by_path}
        ids |= {found.id for found in paths.values() if found}
        old = self._stories(ids)
        for path, found in paths.items():
            self._put(path, found)
        return old, self._stories(ids)

    def _put(self, path: str, found: StoryVersion | None) -> None:
        before = self.by_path.pop(path, None)
        if before:
            self.paths[before.id].discard(path)
        if found:
            self.by_path[path] = found
            self.paths.setdefault(found.id, set()).add(path)

    def _stories(self, ids: set[str]) -> dict[str, StoryVersion]:
        """Return the stories of some ids; of several files with one id, the first path counts."""
        return {name: self.by_path[min(paths)] for name in ids if (paths := self.paths.get(name))}


def known(repo: Repository, tip: str, *, read: Read, before: KnownHistory | None = None) -> KnownHistory:
    """Return all that is known of the line that ends with a commit.

    Args:
        repo: where.
        tip: a commit id.
        read: how a file's content is read.
        before: what an earlier call gave; what it cannot be used for is worked out anew.

    Raises:
        PoError: git cannot tell.
    """
    start = KnownHistory(tip, repo.prefix, repo.shallow)
    if before and (before.prefix, before.shallow) == (repo.prefix, repo.shallow):
        if before.tip == tip:
            return before
        if line.follows(repo, before.tip, tip):
            fresh, prefix = line.commits(repo, tip, after=before.tip)
            if prefix == repo.prefix:
                return _grown(repo, before._replace(tip=tip), fresh, read)
    return _grown(repo, start, line.commits(repo, tip)[0], read)


def history(of: KnownHistory, zone: tzinfo, *, latest: float = inf) -> History:
    """Return the events of a line, with their days in a time zone; no commit is later than `latest`."""
    clocks = [(stamp.authored, stamp.committed) for stamp in of.stamps]
    days = clock.days(clocks, zone, latest=latest, whole=not of.shallow)
    hidden = {place for place, stamp in enumerate(of.stamps) if of.shallow and stamp.root}
    events = tuple(
        Event(
            change.story,
            change.field,
            change.old,
            change.new,
            None if change.commit in hidden else days[change.commit],
            "" if change.commit in hidden else of.stamps[change.commit].who,
            of.stamps[change.commit].id,
            change.about,
        )
        for change in of.changes
    )
    since = next((day for day in days if day), None)
    found = History(events, of.tip, since, not of.shallow, sum(day is None for day in days))
    if of.shallow:
        return found._replace(message="the clone is shallow: its past is cut off", hint="git fetch --unshallow")
    return found


def _grown(repo: Repository, before: KnownHistory, commits: Sequence[Commit], read: Read) -> KnownHistory:
    """Return what is known after further commits."""
    contents = _read(repo, commits, read)
    files = Files(before.files)
    changes = list(before.changes)
    for place, commit in enumerate(commits, len(before.stamps)):
        old, new = files.apply(commit.touched, contents)
        for former, present in _renumbered(old, new):
            changes = [change._replace(story=present) if change.story == former else change for change in changes]
            old[present] = old.pop(former)._replace(id=present)
        for story in sorted(old.keys() | new.keys()):
            changes += _changes(place, story, old.get(story), new.get(story))
    stamps = tuple(Stamp(*commit[:5]) for commit in commits)
    return before._replace(stamps=before.stamps + stamps, changes=tuple(changes), files=files.by_path)


def _read(repo: Repository, commits: Iterable[Commit], read: Read) -> Mapping[str, StoryVersion | None]:
    """Return what each content says, by its id; one process reads all."""
    wanted = dict.fromkeys(row.blob for commit in commits for row in commit.touched if row.blob)
    return {blob: read(content) if content is not None else None for blob, content in objects.blobs(repo, wanted)}


def _renumbered(old: Mapping[str, StoryVersion], new: Mapping[str, StoryVersion]) -> list[tuple[str, str]]:
    """Return the ids that a commit changed, old and new: one story is gone, another has come, with the same title."""
    gone = {one.title: name for name, one in sorted(old.items()) if name not in new}
    come = {one.title: name for name, one in sorted(new.items()) if name not in old}
    return [(gone[title], come[title]) for title in sorted(gone.keys() & come.keys()) if title]


def _changes(place: int, story: str, old: StoryVersion | None, new: StoryVersion | None) -> list[CommittedChange]:
    """Return what is different in a story; one that comes or goes has no more than its first or last values."""
    if old == new:
        return []
    found = []
    for field in FIELDS:
        was, now = getattr(old, field, None), getattr(new, field, None)
        if was != now and (was or now):
            found.append(CommittedChange(place, story, field, "", was, now))
    were, are = dict(old.criteria if old else ()), dict(new.criteria if new else ())
    found += (
        CommittedChange(place, story, "criterion", text, _met(were.get(text)), _met(are.get(text)))
        for text in {**were, **are}
        if were.get(text) != are.get(text)
    )
    return found


def _met(value: bool | None) -> str | None:
    return None if value is None else "met" if value else "open"
