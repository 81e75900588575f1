"""Whatever a repository's own configuration names, no program of it runs, and nothing in it changes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from pocli import history
from pocli.errors import PoError
from pocli.git import invocation, objects, refs
from pocli.model.config import Config
from pocli.run import Run
from repos import NOBODY, Repo

STORY = "id: PO-1\ntitle: One\nstatus: {}\n"


class Trap(NamedTuple):
    """A setting that names a program, and a plain git command that shows that it is a trap, where there is one."""

    settings: dict[str, str]
    springs: tuple[str, ...] = ()


def traps(program: Path) -> dict[str, Trap]:
    run_it = str(program)
    return {
        "core.fsmonitor": Trap({"core.fsmonitor": run_it}, ("status",)),
        "core.pager": Trap({"core.pager": run_it}, ("-p", "log")),
        "pager.log": Trap({"pager.log": run_it}, ("log",)),
        "core.editor": Trap({"core.editor": run_it}, ("commit", "--amend")),
        "core.sshCommand": Trap({"core.sshCommand": run_it}, ("ls-remote", "ssh://localhost/x")),
        "core.gitProxy": Trap({"core.gitProxy": run_it}, ("ls-remote", "git://localhost/x")),
        "core.askPass": Trap({"core.askPass": run_it}),
        "core.hooksPath": Trap({"core.hooksPath": str(program.parent)}, ("checkout", "-q", "--detach")),
        "core.alternateRefsCommand": Trap({"core.alternateRefsCommand": run_it}),
        "diff.external": Trap({"diff.external": run_it}, ("log", "-p", "--ext-diff")),
        "textconv": Trap({"diff.evil.textconv": run_it}, ("log", "-p")),
        "filter": Trap(
            {"filter.evil.clean": run_it, "filter.evil.smudge": run_it, "filter.evil.required": "true"},
            ("checkout", "-q", "HEAD~1", "--", "stories"),
        ),
        "filter.process": Trap({"filter.evil.process": run_it, "filter.evil.required": "true"}),
        "diff.command": Trap({"diff.evil.command": run_it}, ("diff", "HEAD~1", "HEAD")),
        "merge.driver": Trap({"merge.evil.driver": f"{run_it} %A"}),
        "sequence.editor": Trap({"sequence.editor": run_it}, ("rebase", "-i", "HEAD~1")),
        "interactive.diffFilter": Trap({"interactive.diffFilter": run_it}),
        "uploadpack": Trap({"remote.origin.url": "/nowhere", "remote.origin.uploadpack": run_it}, ("ls-remote",)),
        "insteadOf": Trap(
            {"url.ext::evil.insteadOf": "https:", "protocol.ext.allow": "always", "remote.origin.url": "https:x"}
        ),
        "submodule.update": Trap({"submodule.evil.update": f"!{run_it}", "submodule.recurse": "true"}),
        "include": Trap({"include.path": str(program.parent / "included")}, ("status",)),
        "worktree config": Trap({"extensions.worktreeConfig": "true"}, ("status",)),
        "gpg.program": Trap({"gpg.program": run_it, "log.showSignature": "true"}, ("log", "-1")),
        "alias": Trap(
            {"alias.evil": f"!{run_it}", "alias.log": f"!{run_it}", "alias.rev-parse": f"!{run_it}"}, ("evil",)
        ),
        "credential.helper": Trap({"credential.helper": f"!{run_it}"}),
        "promisor": Trap(
            {
                "core.repositoryFormatVersion": "1",
                "extensions.partialClone": "evil",
                "remote.evil.url": f"ext::{run_it} %S",
                "remote.evil.promisor": "true",
                "protocol.ext.allow": "always",
                "protocol.allow": "always",
            },
            ("cat-file", "-p", "0" * 39 + "1"),
        ),
    }


NAMES = tuple(traps(Path("/nowhere/evil")))


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Make a program that leaves a mark, under the names of a few hooks too."""
    hooks = tmp_path / "evil"
    hooks.mkdir()
    for name in ("evil", "post-checkout", "post-index-change", "reference-transaction"):
        script = hooks / name
        script.write_text(f"#!/bin/sh\n: > {tmp_path}/mark\nexit 1\n")
        script.chmod(0o755)
    (hooks / "included").write_text(f"[core]\n\tfsmonitor = {hooks}/evil\n")
    return hooks / "evil"


@pytest.fixture
def target(repo: Repo) -> Repo:
    """Make a repository whose files have every attribute, with a signed commit at its tip."""
    attributes = "* diff=evil filter=evil merge=evil\n"
    repo.commit("2026-01-05", {".gitattributes": attributes, "po.yaml": "", "stories/PO-1.yaml": STORY.format("ready")})
    repo.commit("2026-01-06", {"stories/PO-1.yaml": STORY.format("done")})
    signed = repo.top.parent / "signed"
    body = repo.git("cat-file", "commit", "HEAD")
    head, _, rest = body.partition("\n\n")
    signed.write_text(f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{rest}\n")
    repo.git("update-ref", "refs/heads/main", repo.git("hash-object", "-t", "commit", "-w", str(signed)))
    return repo


def everything(folder: Path) -> None:
    """Call all that runs git."""
    repo = refs.needed(refs.repository(folder))
    tips = refs.tips(repo)
    entries = refs.tree(repo, refs.resolve(repo, "HEAD"))
    try:
        list(objects.blobs(repo, [*(entry.blob for entry in entries), "0" * 39 + "1"]))
    except PoError:
        assert "promisor" in (repo.git_dir / "config").read_text()
    refs.paths_ever(repo)
    refs.user_name(folder)
    assert refs.line(repo, tips) == tips.head
    found = history.read(Run(no_cache=True), folder, Config())
    assert len(found.events) == (0 if found.message else 2)


def at_a_terminal(target: Repo, words: tuple[str, ...]) -> None:
    """Run git with a terminal for its output, as a pager needs it."""
    ours, theirs = os.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in {"GIT_PAGER", "PAGER"}}
    subprocess.run(
        ["git", "-C", str(target.top), *words],
        env={**clean, **NOBODY, "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        check=False,
        timeout=20,
    )
    os.close(ours)
    os.close(theirs)


def laid(target: Repo, program: Path, trap: Trap) -> None:
    """Put a trap's settings into the repository."""
    for key, value in trap.settings.items():
        target.git("config", key, value)
    if "extensions.worktreeConfig" in trap.settings:
        shutil.copy(program.parent / "included", target.top / ".git" / "config.worktree")


def snapshot(top: Path) -> dict[str, tuple[int, int]]:
    found = (Path(folder) / name for folder, _, names in os.walk(top) for name in names)
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


@pytest.mark.parametrize("name", NAMES)
def test_no_program_runs_and_nothing_changes(target: Repo, program: Path, name: str) -> None:
    laid(target, program, traps(program)[name])
    before = snapshot(target.top)
    everything(target.top)
    assert not (program.parent.parent / "mark").exists()
    assert snapshot(target.top) == before


@pytest.mark.parametrize("name", [name for name in NAMES if traps(Path("/x"))[name].springs])
def test_the_traps_are_traps(target: Repo, program: Path, name: str) -> None:
    """Plain git runs the program, so the test above could fail."""
    trap = traps(program)[name]
    laid(target, program, trap)
    if "pager" in name.lower():
        pytest.importorskip("pty")
        at_a_terminal(target, trap.springs)
    else:
        target.git(*trap.springs, check=False, env={"GIT_TERMINAL_PROMPT": "0"})
    assert (program.parent.parent / "mark").exists()


def test_the_environment_says_nothing(target: Repo, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {
        "GIT_EXTERNAL_DIFF",
        "GIT_PAGER",
        "PAGER",
        "GIT_EDITOR",
        "GIT_SSH_COMMAND",
        "GIT_ASKPASS",
        "GIT_PROXY_COMMAND",
    }
    for name in bad:
        monkeypatch.setenv(name, str(program))
    settings = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor", "GIT_CONFIG_VALUE_0": str(program)}
    elsewhere = {"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_TRACE": str(program.parent / "trace")}
    for name, value in {**settings, **elsewhere}.items():
        monkeypatch.setenv(name, value)
    everything(target.top)
    assert not (program.parent.parent / "mark").exists()
    assert not (program.parent / "trace").exists()


def test_a_bare_repository_in_a_folder_is_not_entered(target: Repo, program: Path) -> None:
    inner = target.top / "backlog"
    target.git("clone", "-q", "--bare", str(target.top), str(inner))
    config = f"[core]\n\tbare = true\n\tfsmonitor = {program}\n[alias]\n\tevil = !{program}\n"
    (inner / "config").write_text(config)
    (inner / "po.yaml").write_text("")
    found = refs.repository(inner)
    assert isinstance(found, refs.NoRepository)
    assert found.message == "this folder looks like a bare repository inside another"
    assert not (program.parent.parent / "mark").exists()
    Repo(inner).git("evil", check=False)
    assert (program.parent.parent / "mark").exists(), "it is a trap"


@pytest.mark.skipif(sys.platform == "win32", reason="hooks are shell scripts")
def test_a_replaced_commit_is_not_believed(target: Repo) -> None:
    first, second = target.git("rev-parse", "HEAD~1"), target.git("rev-parse", "HEAD")
    target.git("replace", second, first)
    repo = refs.needed(refs.repository(target.top))
    shown = invocation.read(repo.top, "log", ("--format=%P", "--first-parent"), revs=(second,))
    assert shown.decode().split() == [first]


OUTPUT = {
    "color.ui": "always", "color.diff": "always", "log.date": "relative", "format.pretty": "oneline",
    "log.decorate": "full", "log.showRoot": "false", "log.follow": "true", "log.mailmap": "true",
    "log.diffMerges": "off", "log.abbrevCommit": "true", "diff.renames": "copies", "diff.noprefix": "true",
    "diff.relative": "true", "diff.submodule": "log", "diff.ignoreSubmodules": "all", "diff.orderFile": "order",
    "diff.external": "/nowhere", "core.abbrev": "4", "core.quotePath": "true", "core.attributesFile": "/nowhere",
    "core.logAllRefUpdates": "always", "core.commitGraph": "true", "core.fileMode": "false", "core.autocrlf": "true",
    "i18n.logOutputEncoding": "latin1", "i18n.commitEncoding": "latin1", "gc.auto": "1", "maintenance.auto": "true",
}  # fmt: skip
"""Settings that change what git prints, or when it tidies up."""


def test_no_setting_changes_what_is_read(target: Repo) -> None:
    target.commit("2026-01-07", {"stories/PO-1.yaml": STORY.format("doing")}, by="J\u00f6rg")
    target.write({".mailmap": "Somebody <x@y> <ada@example.org>\n", "order": "z*\n"})
    expected = history.read(Run(no_cache=True), target.top, Config())
    assert expected.events[-1].who == "J\u00f6rg"
    for key, value in OUTPUT.items():
        target.git("config", key, value)
        before = snapshot(target.top)
        assert history.read(Run(no_cache=True), target.top, Config()) == expected, key
        assert snapshot(target.top) == before
