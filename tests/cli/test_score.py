"""`po score` at once, from a file, and in a talk on a terminal."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house import REPO, TODAY, Po
from pocli.features.score import work
from pocli.run import Run
from repos import Repo


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
    assert "PO-21: #9 → #2" in po("score", "--answers", str(file), cwd=example).stdout
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
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "po: po asks questions only on a terminal")


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
    assert "1 of 3   PO-15 Show our logo on invoices" in shown
    assert "is too large" in shown
    assert "undone: PO-15 Show our logo on invoices: rice.reach 2000 → 9000" in shown
    assert "reach: 8000" in (example / "stories" / "PO-15-company-logo.yaml").read_text()


RICE = (
    "id: PO-{}\ntitle: Story {}\nstatus: ready\npoints: 3\n"
    "rice: {{reach: {}, impact: high, confidence: 50%, effort: 1}}\n"
)


@pytest.fixture
def aged(repo: Repo) -> Repo:
    """Make five stories: 2 was scored again, 3 has evidence since, 4 is not committed, 5 is new."""
    files = {f"stories/PO-{number}.yaml": RICE.format(number, number, 1000 - number) for number in range(1, 5)}
    repo.commit("2026-01-05", {"po.yaml": "", **files})
    fresh = "rice: {reach: 7, impact: low, confidence: 40%, effort: 2}\n"
    again = RICE.format(2, 2, 7).partition("rice")[0] + fresh
    evident = files["stories/PO-3.yaml"] + "evidence: [{source: survey, date: 2026-11-02}]\n"
    repo.commit("2026-11-10", {"stories/PO-2.yaml": again, "stories/PO-3.yaml": evident})
    four = RICE.format(4, 4, 7).partition("rice")[0] + fresh
    repo.write({"stories/PO-4.yaml": four, "stories/PO-5.yaml": RICE.format(5, 5, 1)})
    return repo


@pytest.mark.parametrize(
    ("settings", "today", "names"),
    [
        ("", TODAY, ["PO-1"]),
        ("rules: {stale-score: {days: 400}}\n", TODAY, []),
        ("", "2027-06-01", ["PO-1", "PO-3", "PO-2"]),
        ("rules: {stale-score: {days: 5}}\n", TODAY, ["PO-1", "PO-3", "PO-2"]),
    ],
)
def test_stale_is_what_nobody_touched_for_the_days_of_the_rule(
    aged: Repo, settings: str, today: str, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    aged.write({"po.yaml": settings})
    monkeypatch.chdir(aged.top)
    run = Run(today=today, no_cache=True)
    assert list(work.picked(run, top=9, stale=True)) == names
    assert len(work.picked(run, top=9, stale=False)) == 5


def test_without_git_only_evidence_is_stale(aged: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(aged.top / ".git")
    monkeypatch.chdir(aged.top)
    assert work.picked(Run(today="2027-06-01", no_cache=True), top=9, stale=True) == ("PO-3",)
