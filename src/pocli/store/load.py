"""What does the whole backlog say? The one door to reading, with the index behind it.

A question is answered from what is kept of the last run where the files are the same, else from that and the files that
are not; and what is known then is kept for the next run.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pocli import run as runs
from pocli.disk import find
from pocli.disk.find import Stamp
from pocli.disk.ignored import Ask, Unlisted, unlisted
from pocli.model import ident
from pocli.model.backlog import Backlog, Record
from pocli.model.config import Config
from pocli.model.diagnostic import MOST, Diagnostic, Finding, bounded
from pocli.model.place import Span
from pocli.model.story import Story
from pocli.reading.assemble import merged, others, together
from pocli.reading.contents import NewlyRead, ParsedFiles
from pocli.store import index, index_sections
from pocli.store.index import Index
from pocli.store.index_sections import Derived, IndexContents
from pocli.store.saved import Snapshot, keep, write_ahead

Answer = TypeVar("Answer")
Chosen = Callable[[Backlog], Iterable[Story]]
"""Which stories' texts are needed, once the rest of the backlog is known."""


class LoadedBacklog(NamedTuple):
    """The backlog, and what is wrong with its files one by one."""

    backlog: Backlog
    diagnostics: tuple[Diagnostic, ...]


Question = Callable[[Snapshot], tuple[Answer, Sequence[Derived]]]
"""Gives an answer, and what was worked out and is to be kept."""


def ask(root: Path, at: Path | None, question: Question[Answer], git: Ask | None = None) -> tuple[Answer, str]:
    """Answer a question about a backlog, and keep what is known then.

    Args:
        root: the backlog's folder.
        at: where its index lies; None: every file is read anew, and nothing is kept.
        question: what is asked.
        git: asks git which files it ignores or leaves out; None: nobody wants to know.

    Returns:
        The answer; and why nothing could be kept, or an empty text.

    Raises:
        PoError: the folder cannot be listed.
    """
    with index.opened(at, root) if at else nullcontext() as old:
        if old is not None:
            try:
                return _answered(root, at, old, question, git)
            except index.SpoiledIndex:
                pass
    return _answered(root, at, None, question, git)


def _answered(
    root: Path, at: Path | None, old: Index | None, question: Question[Answer], git: Ask | None
) -> tuple[Answer, str]:
    seen = _survey(root, old, git)
    with write_ahead(seen, at) as early:
        answer, works = question(seen)
        return answer, keep(seen, at, works, early) if at else ""


def listing(root: Path, git: Ask) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the paths of a backlog's YAML files, but those that git ignores; and of those that it leaves out.

    Raises:
        PoError: the folder cannot be listed.
    """
    found = find.survey(root)
    said = unlisted(root, found, git, Unlisted())
    return tuple(path for path in found.files if path not in set(said.ignored)), tuple(said.absent)


def _survey(root: Path, old: Index | None, git: Ask | None) -> Snapshot:
    """Look at the files, and read anew those of which the index does not know."""
    now = runs.now()
    found = find.survey(root)
    stamps, last = found.files, Unlisted(*map(_whole, old.head["unlisted"])) if old else Unlisted()
    said = unlisted(root, found, git, last) if git else Unlisted()
    for path in said.ignored:
        stamps.pop(path, None)
    files = list(stamps)
    if old is None:
        before, fresh = _gathered(root, files, ParsedFiles)
        known = _known(before, fresh, stamps, None)
        return Snapshot(root, stamps, known, None, (), fresh.blobs, fresh.unsure, now, moved=True, unlisted=said)
    names = _names(old, files)
    moved = names is not files or old.section("stamps") != index_sections.flat(stamps)
    changed = _changed(root, old, stamps, names, moved=moved)
    if not changed and names is files:
        return Snapshot(root, stamps, old, old, names, {}, (), now, moved or said.key != last.key, said)
    again = {one.path for one in index_sections.shadowed(old)} & stamps.keys()
    before, fresh = _gathered(root, sorted(again.union(changed)), lambda: _before(old, names))
    known = _known(before, fresh, stamps, old)
    return Snapshot(root, stamps, known, old, names, fresh.blobs, fresh.unsure, now, moved, said)


def _whole(value: Any) -> Any:  # noqa: ANN401 - JSON
    return tuple(value) if isinstance(value, list) else value


def _names(old: Index, files: list[str]) -> list[str]:
    """Return the paths of the files that the index knows; where they are those that are there, the same objects."""
    names: list[str] = old.json("files")
    return files if names == files else names


def _changed(root: Path, old: Index, stamps: Mapping[str, Stamp], names: Sequence[str], *, moved: bool) -> list[str]:
    """Return the paths whose content is not the one that the index knows."""
    suspects = {path: True for path in old.head["unsettled"] if path in stamps}  # whether the size is the same
    if moved:
        for path, stamp in zip(names, index_sections.stamps(old), strict=True):
            if stamps.get(path, stamp) != stamp:
                suspects[path] = stamps[path][find.SIZE] == stamp[find.SIZE]
        suspects |= dict.fromkeys(stamps.keys() - names, False)
    if not suspects:
        return []
    from pocli.disk.blob import blob

    blobs = index_sections.blobs(old, names, suspects)
    return [
        path
        for path, same in suspects.items()
        if not (same and blobs.get(path)) or blob(find.content(root, path)) != blobs[path]
    ]


def _gathered(root: Path, paths: Sequence[str], meanwhile: Callable[[], ParsedFiles]) -> tuple[ParsedFiles, NewlyRead]:
    """Return what is known and read files anew; what that needs is loaded only where there is one."""
    if not paths:
        return meanwhile(), NewlyRead()
    from pocli.store.parallel_read import gather

    return gather(root, paths, meanwhile)


def _before(old: Index, names: Sequence[str]) -> ParsedFiles:
    """Return what the index keeps."""
    found = index_sections.backlog(old, names, whole=False)
    return ParsedFiles(found.stories, range(len(found.stories)), others(found), old.json("diagnostics"))


def _known(before: ParsedFiles, fresh: NewlyRead, stamps: Mapping[str, Stamp], old: Index | None) -> IndexContents:
    """Return everything that is known: what is kept of the files that are the same, and the others."""
    told = merged(before, fresh.told, stamps.keys() - fresh.blobs.keys())
    found = together(told.stories, told.others, tuple(stamps))
    if not found.shadowed:
        return IndexContents(found, told.texts, told.diagnostics, before.stories)
    texts = {story.path: text for story, text in zip(told.stories, told.texts, strict=True)}
    hidden = [record.path for record in found.shadowed if record.path in texts]
    rows = dict(zip(hidden, index_sections.resolve_texts([texts[path] for path in hidden], old), strict=True))
    found = found._replace(shadowed=index_sections.with_texts(found.shadowed, found.shadowed, rows))
    return IndexContents(found, [texts[story.path] for story in found.stories], told.diagnostics, before.stories)


def backlog(seen: Snapshot, texts: Chosen | None = None) -> Backlog:
    """Return the backlog, the chosen stories with their texts (None: all of them); the others are without."""
    if isinstance(seen.source, Index) and texts is None:
        return index_sections.backlog(seen.source, tuple(seen.stamps), whole=True)._replace(absent=seen.unlisted.absent)
    found = bare(seen)
    chosen = found.stories if texts is None else tuple(texts(found))
    return found._replace(stories=index_sections.with_texts(found.stories, chosen, texts_of(seen, found, chosen)))


def bare(seen: Snapshot) -> Backlog:
    """Return the backlog without its stories' texts."""
    if isinstance(seen.source, IndexContents):
        found = seen.source.backlog
    else:
        found = index_sections.backlog(seen.source, tuple(seen.stamps), whole=False)
    return found._replace(absent=seen.unlisted.absent)


def texts_of(seen: Snapshot, found: Backlog, chosen: Iterable[Record]) -> Mapping[str, bytes]:
    """Return the frozen texts of chosen stories of the bare backlog, by path."""
    texts = seen.source.texts if isinstance(seen.source, IndexContents) else range(len(found.stories))
    paths = {story.path for story in chosen}
    some = {story.path: text for story, text in zip(found.stories, texts, strict=True) if story.path in paths}
    return dict(zip(some, index_sections.resolve_texts(list(some.values()), seen.old), strict=True))


def blobs(seen: Snapshot, wanted: Container[str] | None = None) -> dict[str, str]:
    """Return the id that git gives to some files' content (None: all files'), by path.

    It is empty for what is no plain file, or too large.
    """
    before = index_sections.blobs(seen.old, seen.names, wanted) if seen.old else {}
    paths = (path for path in seen.stamps if wanted is None or path in wanted)
    return {path: seen.blobs[path] if path in seen.blobs else before.get(path, "") for path in paths}


def config(seen: Snapshot) -> Config:
    """Return the settings of the backlog."""
    return seen.source.backlog.config if isinstance(seen.source, IndexContents) else index_sections.config(seen.source)


def diagnostics(seen: Snapshot) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the files one by one."""
    return index_sections.thawed(
        seen.source.diagnostics if isinstance(seen.source, IndexContents) else seen.source.json("diagnostics")
    )


def derived(seen: Snapshot, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Return what was worked out of the same files, if it is kept, and for that key; else None."""
    return None if isinstance(seen.source, IndexContents) else index_sections.derived(seen.source, name, key)


def derived_before(seen: Snapshot, name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Return what was worked out of the files as they were then, if it is kept, and for that key; else None."""
    return index_sections.derived(seen.old, name, key) if seen.old else None


def names(root: Path, at: Path) -> tuple[tuple[str, str], ...]:
    """Return the ids and titles of the stories as the index last saw them, else the ids in the names of files.

    Raises:
        PoError: the folder cannot be listed.
    """
    with index.opened(at, root) as old, suppress(index.SpoiledIndex):
        if old is not None:
            found = index_sections.backlog(old, old.json("files"), whole=False)
            return tuple((story.id, story.title) for story in found.stories)
    paths = (path.rpartition("/")[2] for path in find.listing(root) if find.kind(path) == "stories")
    return tuple((name, "") for path in paths if (name := ident.in_file_name(path)))


def load(root: Path) -> LoadedBacklog:
    """Read every file of the backlog anew; one that cannot be read never hides the others.

    Raises:
        PoError: the folder cannot be listed.
    """
    loaded, _ = ask(root, None, lambda seen: (LoadedBacklog(backlog(seen), diagnostics(seen)), ()))
    return loaded


def located(root: Path, found: Sequence[tuple[str, str, Finding]]) -> tuple[Diagnostic, ...]:
    """Make the findings of rules concrete; each comes with its rule's name and its severity."""
    from pocli.reading.locate import locate, related

    by_path: dict[str, list[tuple[str, str, Finding]]] = {}
    for item in found:
        by_path.setdefault(item[2].path, []).append(item)
    placed: list[Diagnostic] = []
    for path, items in by_path.items():
        problems = []
        for rule, severity, finding in items[: MOST + 1]:
            seconds = tuple(related(root, second) for second in finding.related)
            problems.append(
                Diagnostic(rule, severity, finding.message, path, Span(), finding.hint, seconds, finding.fix)
            )
        placed += bounded(locate(root, path, problems, [finding.route for _, _, finding in items[: MOST + 1]]))
    return tuple(placed)
