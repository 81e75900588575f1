"""Which files of the backlog are not as a commit has them, by what git would store of them?

Git itself would say it with `git status`, which may run programs of the repository.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pocli.disk import find
from pocli.disk.blob import blob
from pocli.git import worktree
from pocli.tasks import stored


def differing(root: Path, there: Mapping[str, str], here: Mapping[str, str]) -> frozenset[str]:
    """Return the paths of the files that are new, gone or changed.

    Line breaks that git exchanges and `$Id$` that it expands make no difference, nor does a file that git was told not
    to look at, or that a filter of the repository rewrites: what it would store, only that program knows.

    Args:
        root: the backlog's folder.
        there: the id of each file's content in the commit, by path.
        here: that of each file in the folder.

    Raises:
        PoError: git cannot tell.
    """
    found = set(_candidates(root, there, here))
    if not found:
        return frozenset()
    marked = worktree.marked(root)
    found -= {*marked.absent, *marked.assumed}
    changed = sorted(found & here.keys() & there.keys())
    if not changed:
        return frozenset(found)
    plain = stored.unexpanded(root, {path: find.content(root, path) for path in changed})
    found -= {path for path, data in plain.items() if _is_stored_as(data, there[path])}
    return frozenset(found - worktree.filtered(root, changed))


def _candidates(root: Path, there: Mapping[str, str], here: Mapping[str, str]) -> Iterator[str]:
    yield from here.keys() ^ there.keys()
    for path, ident in here.items():
        if path in there and ident != there[path]:
            data = find.content(root, path)
            if not _is_stored_as(data, there[path]):
                yield path


def _is_stored_as(data: bytes | str, ident: str) -> bool:
    return ident in {blob(data), blob(stored.breaks(data))}
