"""How does git run, so that it reads and does nothing else?

A repository's own configuration can name programs (fsmonitor, textconv, filters, pagers, hooks, remote helpers), and a
folder of it can be a bare repository with a configuration of its own. So git runs here only: an argument list, a fixed
set of subcommands and options, the settings below, and an environment made of an allow-list.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from pocli.errors import PoError
from pocli.git import process

PROGRAM = "git"
SECONDS = 60.0

SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "log.showSignature=false",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "core.alternateRefsCommand=",
    "core.quotePath=false",
    "log.showRoot=true",
    "log.follow=false",
    "log.mailmap=false",
    "diff.ignoreSubmodules=none",
    f"diff.orderFile={os.devnull}",
    "diff.renameLimit=4000",
)
"""What every run settles, whatever the repository says: no program, no network, the same output everywhere."""

KEPT = (
    "PATH",
    "HOME",
    "XDG_CONFIG_HOME",
    "USERPROFILE",
    "SYSTEMROOT",
    "TMPDIR",
    "TEMP",
    "TMP",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
)
"""What git may know of the environment; above all not GIT_DIR, GIT_CONFIG_COUNT and GIT_EXTERNAL_DIFF."""
SET = {
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}

READS: Mapping[str, str] = {
    "rev-parse": "--verify --quiet --path-format --show-toplevel --absolute-git-dir --git-common-dir --show-prefix "
    "--is-shallow-repository",
    "ls-tree": "-r -z --full-tree",
    "log": "-z --format --raw --name-only --no-abbrev --first-parent --diff-merges --all --no-renames --find-renames "
    "--no-ext-diff --no-color --encoding",
    "for-each-ref": "--format",
    "merge-base": "",
    "cat-file": "--batch",
    "rev-list": "--first-parent --parents",
    "config": "--get",
    "check-ignore": "-z --stdin",
    "check-attr": "-z --stdin merge filter ident working-tree-encoding",
    "ls-files": "-z -v -u",
}
"""Every subcommand that ever runs, with its options."""

SETTABLE = ("merge.po.name", "merge.po.driver")
"""The only settings that are ever written, in the clone's own file; git takes its lock and replaces it whole."""

REFUSALS = {
    "not a git repository": ("this folder is not in a git repository", "start one with: git init"),
    "safe.bareRepository": ("this folder looks like a bare repository inside another", "find out who put it there"),
    "dubious ownership": (
        "git refuses this repository: it belongs to another user",
        "see `safe.directory` in: git help config",
    ),
    "must be run in a work tree": ("this is a bare repository, without files", "run po in a clone of it"),
    "promisor": (
        "this is a partial clone: old versions are missing",
        "fetch them: git fetch --refetch --no-filter",
    ),
    "ut of memory": (
        "git needs more memory than po lets it take: a branch or a commit holds too much",
        "look at: git for-each-ref, git fsck",
    ),
}
"""What git's own words mean to a person."""


class GitOutput(NamedTuple):
    """How a run of git ended."""

    code: int
    out: bytes
    err: str


def ask(
    folder: Path,
    command: str,
    options: Sequence[str] = (),
    *,
    revs: Sequence[str] = (),
    paths: Sequence[str] = (),
    given: bytes = b"",
    seconds: float = SECONDS,
) -> GitOutput:
    """Run one reading subcommand in a folder, and return what it says, whatever its exit code.

    Args:
        folder: where it runs.
        command: a key of READS.
        options: each an option of READS, with its value after `=`.
        revs: what names commits; what a person typed may stand here.
        paths: what stands after `--`.
        given: what it reads.
        seconds: how long it may take.

    Raises:
        PoError: git is not there, a rev begins with `-`, the time is over, or it says too much.
    """
    words = _words(folder, command, options, revs, paths)
    with process.running(words, _environment(), given, seconds) as running:
        out = process.collected(running.out, command)
    return GitOutput(running.code(), out, running.err())


def read(
    folder: Path,
    command: str,
    options: Sequence[str] = (),
    *,
    revs: Sequence[str] = (),
    paths: Sequence[str] = (),
    seconds: float = SECONDS,
) -> bytes:
    """Run one reading subcommand, and return its output.

    Raises:
        PoError: as `ask`, or git says that it cannot.
    """
    answer = ask(folder, command, options, revs=revs, paths=paths, seconds=seconds)
    if answer.code:
        raise refusal(answer.err)
    return answer.out


@contextmanager
def batch(folder: Path, given: bytes, seconds: float = SECONDS) -> Iterator[IO[bytes]]:
    """Run `cat-file --batch` over the object names in `given`, one a line, and give its output as a stream.

    Raises:
        PoError: git is not there, it fails, or the time is over.
    """
    words = _words(folder, "cat-file", ("--batch",), (), ())
    with process.running(words, _environment(), given, seconds) as running:
        yield running.out
    if running.code():
        raise refusal(running.err())


def configure(folder: Path, values: Mapping[str, str]) -> None:
    """Write settings of SETTABLE into the configuration of this clone; no values: take them out.

    Raises:
        PoError: git is not there, or cannot write.
        KeyError: a setting that is not of SETTABLE (a bug).
    """
    if values.keys() - set(SETTABLE):
        raise KeyError(*values)
    start = [
        PROGRAM,
        *(word for setting in SETTINGS for word in ("-c", setting)),
        "-C",
        str(folder),
        "config",
        "--local",
    ]
    calls = [[*start, name, value] for name, value in values.items()] or [[*start, "--remove-section", "merge.po"]]
    for words in calls:
        with process.running(words, _environment(), b"", SECONDS) as running:
            process.collected(running.out, "config")
        if running.code():
            raise refusal(running.err())


def refusal(err: str) -> PoError:
    """Return what git said on stderr, in our words where they are known."""
    for word, (message, hint) in REFUSALS.items():
        if word in err:
            return PoError(message, hint)
    lines = [line for line in err.split("\n") if line.strip() and not line.startswith(("hint:", "warning:"))] or [""]
    first = next((line for line in lines if line.startswith("fatal: ")), lines[0]).strip()
    return PoError(
        f"git failed: {first.removeprefix('fatal: ') or 'it gave no message'}",
        "check the repository with: git fsck",
    )


def _words(folder: Path, command: str, options: Sequence[str], revs: Sequence[str], paths: Sequence[str]) -> list[str]:
    """Return the whole argument list.

    Raises:
        PoError: a rev begins with `-`, or holds what no rev can hold.
        KeyError, ValueError: a subcommand or an option that is not of READS (a bug).
    """
    allowed = READS[command].split()
    for option in options:
        if option.partition("=")[0] not in allowed:
            raise ValueError(option)
    for rev in revs:
        if rev.startswith("-") or "\0" in rev:
            raise PoError(
                f"`{rev.removesuffix('^{commit}')}` is not a commit, branch or tag", "name one, such as main or HEAD~3"
            )
    settings = [word for setting in SETTINGS for word in ("-c", setting)]
    words = [PROGRAM, "--no-optional-locks", *settings, "-C", str(folder), command, *options]
    if revs:
        words += ["--end-of-options", *revs]
    return [*words, "--", *paths] if paths or command == "log" else words


def _environment() -> dict[str, str]:
    return {**{name: os.environ[name] for name in KEPT if name in os.environ}, **SET}
