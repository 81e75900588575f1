"""`po score` at once, from a file, and in a talk on a terminal."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house import REPO, TODAY, Po


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the example backlog."""
    return Path(shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog"))


def test_inputs_are_set_at_once_with_the_new_place(example: Path, state: Path, po: Po) -> None:
    done = po("score", "7", "600", "massive", "80%", cwd=example)
    assert done.stdout == (
        "PO-7 Single sign-on for larger firms: rice.reach 400 → 600, rice.confidence 50% → 80%\n"
        "PO-7: #19 → #12, score 1,500 → 3,600\n"
    )
    assert (
        "rice: {reach: 600, impact: massive, confidence: 80%}"
        in (example / "stories" / "PO-7-single-sign-on.yaml").read_text()
    )
    assert state.is_dir()


def test_a_file_of_answers_is_all_or_nothing(example: Path, state: Path, po: Po) -> None:
    file = example.parent / "answers.txt"
    file.write_text("PO-21 900 high 80%\n19 400..900 - - 0.3\n")
    assert "+rice: {reach: 900" in po("score", "--answers", str(file), "--dry-run", cwd=example).stdout
    assert "PO-21: #11 → #2" in po("score", "--answers", str(file), cwd=example).stdout
    before = {path.name: path.read_bytes() for path in (example / "stories").iterdir()}
    for wrong in ("PO-21 5\n19 much\n", "PO-21 5\n21 6\n", "PO-99 5\n", ""):
        file.write_text(wrong)
        done = po("score", "--answers", str(file), cwd=example)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 2
    assert before == {path.name: path.read_bytes() for path in (example / "stories").iterdir()}
    assert state.is_dir()


def test_without_a_terminal_nobody_is_asked(example: Path, po: Po) -> None:
    done = po("score", cwd=example)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "po: nobody can be asked here")


def test_a_talk_asks_again_takes_back_skips_and_ends(example: Path, state: Path) -> None:
    ours, theirs = pty.openpty()
    env = {**os.environ, "PO_TODAY": TODAY, "TERM": "dumb", "PO_STATE_DIR": str(state)}
    words = [sys.executable, "-m", "pocli", "score", "--top", "3"]
    running = subprocess.Popen(words, cwd=example, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    keys = ["9000", "", "", "", "1", "", "120%", "", "s", "u", "8000", "", "", "", "q"]
    shown, at = "", 0
    while at < len(keys):
        shown += os.read(ours, 4096).decode(errors="replace")
        if shown.rpartition("\n")[2].endswith(": "):
            os.write(ours, f"{keys[at]}\n".encode())
            shown += "\n"
            at += 1
    assert running.wait(60) == 0
    os.close(ours)
    assert "1 of 3   PO-6 Keep several contacts for a customer" in shown
    assert "is too large" in shown
    assert "undone: PO-6 Keep several contacts for a customer: rice.reach 300 → 9000" in shown
    assert "reach: 8000" in (example / "stories" / "PO-6-customer-contacts.yaml").read_text()
