"""What a shell completes, from the index and without it."""

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from house import REPO, TODAY, Po

Write = Callable[[Mapping[str, str | bytes]], Path]


def completed(po: Po, words: str) -> list[str]:
    """Return what bash offers after some words."""
    asked = {"_PO_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    return po(env=asked).stdout.split()


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("po show PO-1", ["PO-1", "PO-12"]),
        ("po show po-1", ["po-1", "po-12"]),
        ("po checklist PO-1 2", ["2"]),
        ("po tick 1", ["1", "12"]),
        ("po show X", []),
        ("po show ", ["PO-1", "PO-2", "PO-12"]),
        ("po chec", ["checklist"]),
        ("po export c", ["csv", "changelog"]),
        ("po import c", ["csv"]),
    ],
)
def test_what_is_offered(write: Write, po: Po, indexed: bool, words: str, offered: list[str]) -> None:
    write({f"stories/PO-{number}.yaml": f"id: PO-{number}\ntitle: T\n" for number in (1, 2, 12)})
    if indexed:
        po("list")
    assert sorted(completed(po, words)) == sorted(offered)


def test_without_a_backlog_nothing_is_said(po: Po) -> None:
    assert completed(po, "po show 1") == []


def test_a_title_is_shown_where_the_shell_can(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": "id: PO-1\ntitle: Export [bold]\n"})
    po("list")
    said = po(env={"_PO_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "po show PO"}).stdout
    assert "PO-1" in said
    assert "Export" in said


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("po list --goal ", ["G-1", "G-2", "G-3"]),
        ("po list --sprint n", ["next"]),
        ("po plan --sprint S-2", ["S-22", "S-23", "S-24", "S-25"]),
        ("po rank --status d", ["doing", "done", "draft", "dropped"]),
        ("po rank --not-type s", ["spike", "story"]),
        ("po list --label exp", ["export"]),
        ("po list --parent PO-1", ["PO-1", "PO-13"]),
        ("po explain dup", ["duplicate-id", "duplicate-story"]),
        ("po validate --select unknown-s", ["unknown-sprint", "unknown-status"]),
    ],
)
def test_words_of_the_backlog_are_offered_too(po: Po, tmp_path: Path, words: str, offered: list[str]) -> None:
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    assert sorted(completed(po, words)) == offered


SHELLS = {
    "bash": ("--norc", "-i"),
    "zsh": ("-f", "-i"),
    "fish": ("--no-config", "-i"),
}
READY = {
    "bash": 'eval "$(po --show-completion)"\n',
    "zsh": 'autoload -Uz compinit && compinit -u -D; eval "$(po --show-completion)"\n',
    "fish": "po --show-completion | source\n",
}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes_at_a_terminal(shell: str, tmp_path: Path, state: Path, cache: Path) -> None:
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed here")
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog")
    folders = {"PO_STATE_DIR": str(state), "PO_CACHE_DIR": str(cache), "HOME": str(tmp_path), "PO_TODAY": TODAY}
    way = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    running = subprocess.Popen(
        [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", program, *SHELLS[shell]],
        cwd=tmp_path,
        env={**folders, "PATH": way, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with running:
        said(running, "echo rea''dy\n", "ready")
        said(running, READY[shell] + "echo se''t\n", "set")
        shown = said(running, "po explain duplicate-i\t", "duplicate-id")
        running.kill()
    assert "duplicate-id" in shown


def said(running: "subprocess.Popen[bytes]", typed: str, awaited: str) -> str:
    """Type something, and return what the screen shows until a word stands there, for at most a minute."""
    assert running.stdin
    assert running.stdout
    running.stdin.write(typed.encode())
    running.stdin.flush()
    text, end = "", time.monotonic() + 60
    while awaited not in text and time.monotonic() < end and running.poll() is None:
        if select.select([running.stdout], [], [], 0.2)[0]:
            text += os.read(running.stdout.fileno(), 65536).decode("utf-8", "replace")
    return text
