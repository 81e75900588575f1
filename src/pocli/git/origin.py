"""When did a file come into the repository, and which commit wrote a word into it?"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pocli.git import clock, invocation, objects, refs
from pocli.git.refs import Repository


class OriginCommit(NamedTuple):
    """A commit: its id, and when it was made, in seconds since 1970."""

    name: str
    time: int


def touching(repo: Repository, head: str, path: str) -> tuple[OriginCommit, ...]:
    """Return the commits before `head`, on every side of its merges, that changed a file; the first one first.

    Args:
        repo: the repository.
        head: a commit id.
        path: relative to the backlog's folder.

    Raises:
        PoError: git cannot tell.
    """
    literal = f":(top,literal){repo.prefix}{path}"
    listed = invocation.read(repo.top, "log", ("--format=%H %ct", "--no-renames"), revs=(head,), paths=(literal,))
    rows = [row.partition(" ") for row in listed.decode("ascii", "replace").split("\n") if row]
    return tuple(OriginCommit(name, clock.number(time) or 0) for name, _, time in reversed(rows))


def contents(
    repo: Repository, commits: tuple[OriginCommit, ...], path: str
) -> Iterator[tuple[OriginCommit, frozenset[str], bytes]]:
    """Yield each commit with the paths that it has, and a file's content in it.

    Raises:
        PoError: git cannot tell.
    """
    for commit in commits:
        entries = {entry.path: entry.blob for entry in refs.tree(repo, commit.name)}
        if path in entries:
            for _, content in objects.blobs(repo, (entries[path],)):
                yield commit, frozenset(entries), content or b""


def first(
    repo: Repository, commits: tuple[OriginCommit, ...], path: str, says: Callable[[bytes], bool]
) -> frozenset[str] | None:
    """Return the paths of the first commit in which a file says something; None where none does.

    Raises:
        PoError: git cannot tell.
    """
    return next((paths for _, paths, content in contents(repo, commits, path) if says(content)), None)
