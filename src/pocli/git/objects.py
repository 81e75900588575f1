"""What does git keep under the ids of contents?"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import IO, NamedTuple

from pocli.errors import PoError
from pocli.git import invocation
from pocli.git.refs import Repository

LARGEST = 256 * 1024
"""So many bytes of a content count, as of a file (a test compares); one more tells that there are too many."""
ALL = 256 * 1024**2
"""The most bytes of all contents that are in memory at once."""
PIECE = 64 * 1024
WRITTEN = re.compile(r":\d{6} 100\d{3} [0-9a-f]+ ([0-9a-f]+) [AM]\0([^\0]+)\0")
"""A file that a commit wrote, in the raw list of `git log`."""


class Stages(NamedTuple):
    """What the index holds of a file in conflict; None where it was not there."""

    base: bytes | None = None
    """What both sides began with."""
    ours: bytes | None = None
    theirs: bytes | None = None


def blobs(repo: Repository, ids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield each object's id and content, in the order asked for; None where the repository does not have it.

    One process reads all, and one content at a time is in memory, cut above LARGEST as a file on the disk is.

    Raises:
        PoError: git fails, or takes too long.
    """
    wanted = tuple(ids)
    if not wanted:
        return
    with invocation.batch(repo.top, "".join(f"{one}\n" for one in wanted).encode()) as stream:
        for ident in wanted:
            header = stream.readline().split()
            if len(header) != 3:  # noqa: PLR2004 - id, type, size
                yield ident, None
                continue
            size = int(header[2])
            yield ident, stream.read(min(size, LARGEST + 1))
            _skip(stream, size + 1 - min(size, LARGEST + 1))


def _skip(stream: IO[bytes], rest: int) -> None:
    while rest and (piece := stream.read(min(rest, PIECE))):
        rest -= len(piece)


def contents(repo: Repository, ids: Iterable[str]) -> dict[str, bytes | None]:
    """Return what `blobs` yields, all at once.

    Raises:
        PoError: as `blobs`, or it is too much.
    """
    found: dict[str, bytes | None] = {}
    room = ALL
    for ident, content in blobs(repo, ids):
        room -= len(content or b"")
        if room < 0:
            message = f"the files of a commit hold more than {ALL // 1024**2} MiB"
            raise PoError(message, "look at what was committed: git log --stat -1")
        found[ident] = content
    return found


def earlier(repo: Repository, commit: str, paths: Container[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each file of these, relative to the backlog's folder, with all that it ever said up to a commit.

    Raises:
        PoError: git cannot tell.
    """
    options = ("--format=", "--raw", "--no-abbrev", "--no-renames", "-z")
    literal = f":(top,literal){repo.prefix}"
    listed = invocation.read(repo.top, "log", options, revs=(commit,), paths=(literal,)).decode(
        "utf-8", "surrogateescape"
    )
    found = ((blob, path.removeprefix(repo.prefix)) for blob, path in WRITTEN.findall(listed))
    wanted = dict.fromkeys(one for one in found if one[1] in paths)
    for (_, path), (_, data) in zip(wanted, blobs(repo, (blob for blob, _ in wanted)), strict=True):
        if data is not None:
            yield path, data


def stages(repo: Repository, path: str) -> Stages:
    """Return what git's index holds of a file in conflict; nothing where no merge is under way there.

    Args:
        repo: the repository.
        path: the file's, relative to the backlog's folder.

    Raises:
        PoError: git fails, or takes too long.
    """
    names = [f":{number}:{repo.prefix}{path}" for number in (1, 2, 3)]
    return Stages() if re.search(r"\s", names[0]) else Stages(*(data for _, data in blobs(repo, names)))


def one_sided(repo: Repository) -> dict[str, bool]:
    """Return the files of the backlog that one side of a merge changed and the other deleted: whether ours is there.

    Raises:
        PoError: git fails, or takes too long.
    """
    listed = invocation.read(repo.top, "ls-files", ("-z", "-u")).decode("utf-8", "surrogateescape")
    found: dict[str, set[str]] = {}
    for row in filter(None, listed.split("\0")):
        stage, _, path = row.partition("\t")
        if path.startswith(repo.prefix):
            found.setdefault(path.removeprefix(repo.prefix), set()).add(stage.rpartition(" ")[2])
    return {path: "2" in stages for path, stages in found.items() if len(stages & {"2", "3"}) == 1 and "1" in stages}
