"""Which files of the backlog are not as a commit has them, by what git would store of them?

Git itself would say it with `git status`, which may run programs of the repository.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pocli.files import find
from pocli.files.blob import blob
from pocli.git import worktree


def differing(root: Path, there: Mapping[str, str], here: Mapping[str, str]) -> frozenset[str]:
    """Return the paths of the files that are new, gone or changed.

    Line breaks that git exchanges make no difference, nor does a file that git was told not to look at, or that a
    filter of the repository rewrites: what it would store, only that program knows.

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
    return frozenset(found - worktree.attribute(root, "filter", changed).keys()) if changed else frozenset(found)


def _candidates(root: Path, there: Mapping[str, str], here: Mapping[str, str]) -> Iterator[str]:
    yield from here.keys() ^ there.keys()
    for path, ident in here.items():
        if path in there and ident != there[path] and not _same_lines(root, path, there[path]):
            yield path


def _same_lines(root: Path, path: str, ident: str) -> bool:
    data = find.content(root, path)
    return isinstance(data, bytes) and b"\r\n" in data and blob(data.replace(b"\r\n", b"\n")) == ident
