"""Which commits of the first-parent line of a branch changed stories, and which files did each change?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pocli.git import clock, invocation
from pocli.git.refs import Repository

FORMAT = "%H%x00%P%x00%at%x00%ct%x00%an"
OPTIONS = (
    "-z",
    "--raw",
    "--no-abbrev",
    "--first-parent",
    "--diff-merges=first-parent",
    "--no-renames",
    "--no-ext-diff",
    "--no-color",
    "--encoding=UTF-8",
    f"--format={FORMAT}",
)
STORIES = "stories/"
SECONDS = 600.0


class ChangedFile(NamedTuple):
    """A file that a commit changed, below the backlog's folder; `blob` is empty where it is gone."""

    path: str
    blob: str


class Commit(NamedTuple):
    """A commit that changed stories, with its two clocks in seconds since 1970; None where one says nothing."""

    id: str
    root: bool
    """It has no parent, or none that is here."""
    authored: int | None
    committed: int | None
    who: str
    touched: tuple[ChangedFile, ...]


def commits(repo: Repository, tip: str, *, after: str = "") -> tuple[tuple[Commit, ...], str]:
    """Return the commits up to `tip`, oldest first, and where the backlog was in the oldest.

    A merge counts as one commit, with what it brought to the branch. Where the whole folder was moved, it is followed.

    Args:
        repo: where.
        tip: a commit id.
        after: a commit of the line that, with all before it, is left out.

    Raises:
        PoError: git cannot tell.
    """
    span = (f"{after}..{tip}",) if after else (tip,)
    out = invocation.read(repo.top, "log", OPTIONS, revs=span, paths=(f":(top,glob)**/{STORIES}**",), seconds=SECONDS)
    prefix = repo.prefix
    found = []
    for about, rows in _parsed(out.decode("utf-8", "surrogateescape").split("\0")):
        before = _moved(rows, prefix)
        touched = _inside(rows, prefix, before)
        prefix = before
        if touched:
            name, parents, authored, committed, who = about
            clocks = clock.number(authored), clock.number(committed)
            found.append(Commit(name, not parents, *clocks, who, touched))
    return tuple(reversed(found)), prefix


def follows(repo: Repository, before: str, tip: str) -> bool:
    """Tell whether a commit is on the first-parent line of another.

    Raises:
        PoError: git takes too long.
    """
    found = invocation.ask(repo.top, "rev-list", ("--first-parent", "--parents"), revs=(f"{before}..{tip}",))
    rows = found.out.decode("ascii").split("\n")[:-1]
    return not found.code and bool(rows) and rows[-1].split(" ")[1:2] == [before]


def _parsed(tokens: Sequence[str]) -> Iterator[tuple[Sequence[str], list[ChangedFile]]]:
    """Yield each commit's header and its changed files; a row begins with `:`, a header with a commit id."""
    at, end = 0, len(tokens)
    while at + 5 <= end:
        header = tokens[at : at + 5]
        at += 5
        rows = []
        while at + 1 < end and tokens[at].lstrip("\n").startswith(":"):
            about = tokens[at].split(" ")
            rows.append(ChangedFile(tokens[at + 1], about[3] if about[1].startswith("100") else ""))
            at += 2
        yield header, rows


def _moved(rows: Sequence[ChangedFile], prefix: str) -> str:
    """Return where the backlog's folder was before a commit: the same place, unless its files came from another."""
    inner = f"{prefix}{STORIES}"
    added = {row.path.removeprefix(prefix) for row in rows if row.blob and row.path.startswith(inner)}
    gone = (row.path for row in rows if not row.blob and not row.path.startswith(inner))
    sources = Counter(path.removesuffix(name) for path in gone if (name := _story_path(path)) in added)
    source, count = sources.most_common(1)[0] if sources else ("", 0)
    return source if count and 2 * count >= len(added) else prefix


def _story_path(path: str) -> str:
    """Return the part of a path that begins with the last folder `stories`."""
    start = f"/{path}".rfind(f"/{STORIES}")
    return path[start:]


def _inside(rows: Sequence[ChangedFile], prefix: str, before: str) -> tuple[ChangedFile, ...]:
    """Return the stories' files among those of a commit, relative to the backlog; one that is moved is there."""
    found: dict[str, str] = {}
    for base in dict.fromkeys((before, prefix)):
        for path, blob in rows:
            inner = path.removeprefix(base)
            if path.startswith(base) and inner.startswith(STORIES) and inner.endswith(".yaml"):
                found[inner] = blob or found.get(inner, "")
    return tuple(ChangedFile(path, found[path]) for path in sorted(found))
