"""Which repository is this, what do its names point to, and which files do its commits hold?

Only `resolve` takes what a person typed; everything else takes the commit ids that it gives.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pocli.errors import PoError
from pocli.git import clock, invocation
from pocli.model import days

COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
LIKELY = ("main", "master", "trunk")
HEADS, REMOTES = "refs/heads/", "refs/remotes/"
SECONDS = 20.0
"""How long git may look through the history of every branch while a person waits for an id."""
FIELDS = "%(refname)%00%(objectname)%00%(symref)%00%(HEAD)"


class Repository(NamedTuple):
    """Where a backlog's repository is."""

    top: Path
    """The folder of the work tree."""
    git_dir: Path
    common_dir: Path
    """The git folder that all work trees of the repository share."""
    prefix: str
    """The backlog's folder inside of the work tree, with `/` at its end; empty at the top."""
    shallow: bool
    """The clone has only the newest commits, so the past is not known."""


class NoRepository(NamedTuple):
    """Why there is no repository to ask."""

    message: str
    hint: str


class Tips(NamedTuple):
    """What the names of the repository point to, each a commit id."""

    head: str
    """Empty before the first commit."""
    branch: str
    """The branch that is checked out; empty when HEAD is detached or nothing was committed."""
    local: Mapping[str, str]
    remote: Mapping[str, str]
    """Remote-tracking branches, such as `origin/main`."""
    default: str
    """The name of the default branch, as in `local` or `remote`; empty when there is no branch at all."""


class TreeEntry(NamedTuple):
    """A file of a commit."""

    path: str
    blob: str
    """The id of its content."""
    regular: bool
    """Neither a symbolic link nor a submodule."""


def repository(folder: Path) -> Repository | NoRepository:
    """Return the repository that a folder is in, or why there is none that can be asked.

    Raises:
        PoError: git takes too long.
    """
    questions = (
        "--show-toplevel",
        "--absolute-git-dir",
        "--git-common-dir",
        "--is-shallow-repository",
        "--show-prefix",
    )
    try:
        found = invocation.read(folder, "rev-parse", ("--path-format=absolute", *questions))
    except PoError as error:
        return NoRepository(error.message, error.hint)
    lines = _text(found).split("\n")
    if len(lines) != len(questions) + 1:
        return NoRepository("the repository's path contains a line break", "rename its folder")
    top, git_dir, common, shallow, prefix, _ = lines
    return Repository(Path(top), Path(git_dir), Path(common), prefix, shallow == "true")


def needed(found: Repository | NoRepository) -> Repository:
    """Return the repository where one is needed.

    Raises:
        PoError: there is none.
    """
    if isinstance(found, NoRepository):
        raise PoError(found.message, found.hint)
    return found


def resolve(repo: Repository, rev: str) -> str:
    """Return the id of the commit that a person means by a branch, a tag, `HEAD~3` or an id.

    Raises:
        PoError: there is no such commit, or it names something else.
    """
    found = invocation.ask(repo.top, "rev-parse", ("--verify", "--quiet"), revs=(f"{rev}^{{commit}}",))
    commit = _text(found.out).strip()
    if found.code or not COMMIT.fullmatch(commit):
        if rev == "HEAD" and not tips(repo).head:
            raise PoError("nothing is committed yet", "commit the backlog first: git add . && git commit")
        dated = days.hint(rev) if days.readings(rev) else ""
        raise PoError(
            f"`{rev}` is not a commit, branch or tag", dated or _deepen(repo) or "see: git log --oneline --all"
        )
    return commit


def tips(repo: Repository) -> Tips:
    """Return what HEAD and the branches point to, and which branch is the default one.

    That is what `origin/HEAD` names; else main, master or trunk; else the only local branch; else the one checked out.

    Raises:
        PoError: git cannot tell.
    """
    head = invocation.ask(repo.top, "rev-parse", ("--verify", "--quiet"), revs=("HEAD^{commit}",))
    local: dict[str, str] = {}
    remote: dict[str, str] = {}
    branch = pointed = ""
    listed = invocation.read(repo.top, "for-each-ref", (f"--format={FIELDS}",), revs=(HEADS, REMOTES))
    for row in _text(listed).split("\n")[:-1]:
        name, commit, target, mark = row.split("\0")
        if name.startswith(HEADS):
            local[name.removeprefix(HEADS)] = commit
            branch = name.removeprefix(HEADS) if mark == "*" else branch
        elif target:
            pointed = target.removeprefix(REMOTES) if name == "refs/remotes/origin/HEAD" else pointed
        else:
            remote[name.removeprefix(REMOTES)] = commit
    default = _default(local, remote, pointed, branch)
    return Tips(_text(head.out).strip() if not head.code else "", branch, local, remote, default)


def line(repo: Repository, found: Tips) -> str:
    """Return the commit whose first-parent line is the history of the files that are checked out.

    That is the default branch as far as HEAD has it: what a branch of its own changed has not arrived there yet, and
    what arrived there after HEAD left it is not in the files. Empty before the first commit.

    Raises:
        PoError: git takes too long.
    """
    default = found.local.get(found.default) or found.remote.get(found.default) or found.head
    if not found.head or default == found.head:
        return found.head
    shared = invocation.ask(repo.top, "merge-base", revs=(found.head, default))
    return _text(shared.out).strip() if not shared.code else found.head


def _default(local: Mapping[str, str], remote: Mapping[str, str], pointed: str, branch: str) -> str:
    """Return the default branch; a local one is preferred to the remote-tracking one of the same name."""
    named = [pointed.partition("/")[2], pointed] if pointed else []
    likely = [*LIKELY, *(f"origin/{name}" for name in LIKELY)]
    only = list(local) if len(local) == 1 else []
    known = local.keys() | remote.keys()
    return next((name for name in (*named, *likely, *only, branch) if name in known), "")


def merge_base(repo: Repository, one: str, other: str) -> str:
    """Return the id of the newest commit that two commits have in common.

    Raises:
        PoError: there is none, or this clone does not have it.
    """
    found = invocation.ask(repo.top, "merge-base", revs=(one, other))
    if found.code or not COMMIT.fullmatch(_text(found.out).strip()):
        raise PoError(
            "the two have no commit in common here", _deepen(repo) or "name two commits with `..` between them"
        )
    return _text(found.out).strip()


def before(repo: Repository, tip: str, moment: int) -> str:
    """Return the id of the last commit before a moment on the first-parent line of a commit; empty if there is none.

    Args:
        repo: the repository.
        tip: the id of a commit.
        moment: seconds since 1970.

    Raises:
        PoError: git cannot tell.
    """
    listed = invocation.read(repo.top, "log", ("--first-parent", "--format=%ct %H"), revs=(tip,))
    for row in listed.decode("ascii").split("\n")[:-1]:
        seconds, _, commit = row.partition(" ")
        if (when := clock.number(seconds)) is not None and when < moment:
            return commit
    return ""


def _deepen(repo: Repository) -> str:
    return "this clone is shallow; fetch the rest with: git fetch --unshallow" if repo.shallow else ""


def tree(repo: Repository, commit: str) -> tuple[TreeEntry, ...]:
    """Return every file of a commit below the backlog's folder, with paths relative to it, in git's order.

    Raises:
        PoError: there is no such commit.
    """
    paths = (repo.prefix,) if repo.prefix else ()
    listed = invocation.read(repo.top, "ls-tree", ("-r", "-z", "--full-tree"), revs=(commit,), paths=paths)
    entries = []
    for row in _text(listed).split("\0")[:-1]:
        about, _, path = row.partition("\t")
        mode, _, blob = about.split(" ")
        entries.append(TreeEntry(path.removeprefix(repo.prefix), blob, mode.startswith("100")))
    return tuple(entries)


def paths_ever(repo: Repository) -> frozenset[str]:
    """Return every path below the backlog's folder, relative to it, that any commit of any branch or tag ever touched.

    Raises:
        PoError: git cannot tell.
    """
    options = ("--all", "--format=", "--name-only", "-z", "--no-renames", "--diff-merges=combined", "--no-ext-diff")
    paths = (f":(top,literal){repo.prefix}",)
    listed = invocation.read(repo.top, "log", options, paths=paths, seconds=SECONDS)
    return frozenset(path.removeprefix(repo.prefix) for path in _text(listed).split("\0") if path.strip())


def upstream(repo: Repository, branch: str) -> tuple[str, int]:
    """Return the upstream of a local branch, as it was last fetched, and how many of its commits the branch lacks.

    Raises:
        PoError: git cannot tell.
    """
    asked = "--format=%(upstream:short)%00%(upstream:track,nobracket)"
    listed = _text(invocation.read(repo.top, "for-each-ref", (asked,), revs=(f"{HEADS}{branch}",)))
    name, _, track = listed.partition("\n")[0].partition("\0")
    behind = re.search(r"behind (\d+)", track)
    return name, int(behind[1]) if behind else 0


def driver(repo: Repository) -> str:
    """Return the command that merges files of a backlog in this clone, or an empty text."""
    found = invocation.ask(repo.top, "config", ("--get",), revs=("merge.po.driver",))
    return _text(found.out).strip() if not found.code else ""


def user_name(folder: Path) -> str:
    """Return the name that git signs commits with, or an empty text; like git, read what is not UTF-8 as Latin-1."""
    found = invocation.ask(folder, "config", ("--get",), revs=("user.name",))
    if found.code:
        return ""
    try:
        return found.out.decode("utf-8").strip()
    except UnicodeDecodeError:
        return found.out.decode("latin-1").strip()


def _text(output: bytes) -> str:
    """Return git's output as text; bytes that are not UTF-8 (file names may hold any) survive a round trip."""
    return output.decode("utf-8", "surrogateescape")
