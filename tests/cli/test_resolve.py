"""`po resolve`: by flags, by asking, and what it leaves alone."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from branching import PATH, STORY, branches, expected, merges, swap
from house import TODAY, Po
from repos import Repo

OURS = swap(("reach: 800", "reach: 1200"), ("status: ready", "status: doing"))
THEIRS = swap(("reach: 800", "reach: 900"), ("title: Export invoices", "title: Export"), ("points: 3", "points: 5"))
BOTH = (("ready", "doing"), ("title: Export invoices", "title: Export"), ("points: 3", "points: 5"))


@pytest.fixture(params=[True, False], ids=["driver", "git"])
def torn(repo: Repo, po: Po, request: pytest.FixtureRequest) -> Repo:
    """Return a repository in the middle of a merge, with the driver or with git's own markers."""
    branches(repo, OURS, THEIRS)
    if request.param:
        po("merge", "install", cwd=repo.top)
    assert not merges(repo)
    return repo


def test_one_question_whoever_merged(torn: Repo, po: Po) -> None:
    asked = po("resolve", cwd=torn.top)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr == (
        "po: PO-1 reach: 1200 (yours) or 900 (topic)?\n  hint: say it: --ours, --theirs, or --field rice.reach=theirs\n"
    )
    done = po("resolve", "--theirs", cwd=torn.top)
    assert done.stdout == f"PO-1: merged, reach 900 (topic)\nnext: git add {PATH}\n"
    assert (torn.top / PATH).read_text() == expected(*BOTH, ("reach: 800", "reach: 900"))


def test_field_by_field_and_back(torn: Repo, po: Po) -> None:
    before = (torn.top / PATH).read_bytes()
    shown = po("resolve", "1", "--field", "reach=ours", "--dry-run", cwd=torn.top).stdout
    assert "-<<<<<<<" in shown
    assert (torn.top / PATH).read_bytes() == before
    assert po("resolve", "1", "--field", "reach=ours", "--theirs", cwd=torn.top).returncode == 0
    assert (torn.top / PATH).read_text() == expected(*BOTH, ("reach: 800", "reach: 1200"))
    assert po("undo", cwd=torn.top).returncode == 0
    assert (torn.top / PATH).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--ours", "--theirs"], "contradict"),
        (["--field", "title=theirs"], "`title` is in no conflict\n  hint: there are: rice.reach"),
        (["--field", "reach=mine"], "`mine` is no side"),
        (["--field", "reach"], "--field takes pairs"),
        (["PO-2"], "`PO-2` has no markers"),
    ],
)
def test_what_is_not_understood(torn: Repo, po: Po, words: list[str], message: str) -> None:
    before = (torn.top / PATH).read_bytes()
    done = po("resolve", *words, cwd=torn.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert (torn.top / PATH).read_bytes() == before


def test_the_rule_names_the_command(torn: Repo, po: Po) -> None:
    done = po("validate", cwd=torn.top)
    assert done.returncode == 1
    assert "merge-conflict" in done.stdout
    assert "po resolve" in done.stdout


def test_at_a_terminal_it_asks(torn: Repo, state: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PO_TODAY": TODAY, "PO_STATE_DIR": str(state), "TERM": "dumb"}
    words = [sys.executable, "-m", "pocli", "resolve"]
    with subprocess.Popen(words, cwd=torn.top, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        os.write(ours, b"maybe\n900\n")
        said = b""
        while b"next: git add" not in said:
            said += os.read(ours, 1000)
        assert running.wait() == 0
    os.close(ours)
    assert b"PO-1 reach: 1200 (yours) or 900 (topic)?" in said
    assert b"answer 1 for yours, 2 for topic" in said
    assert (torn.top / PATH).read_text() == expected(*BOTH, ("reach: 800", "reach: 900"))


def test_nothing_to_resolve(repo: Repo, po: Po) -> None:
    repo.write({"po.yaml": ""})
    assert po("resolve", cwd=repo.top).stdout == "no file has markers of a merge\n"


def test_markers_without_a_repository(tmp_path: Path, po: Po) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "po.yaml").write_text("")
    file = tmp_path / "stories/PO-1.yaml"
    file.write_text("id: PO-1\n<<<<<<< HEAD\ntitle: A\n||||||| base\ntitle: 0\n=======\ntitle: B\n>>>>>>> x\n")
    assert po("resolve", "--theirs").returncode == 0
    assert file.read_text() == "id: PO-1\ntitle: B\n"
    file.write_text("id: PO-1\n<<<<<<< HEAD\ntitle: A\n")
    assert "make no sense" in po("resolve", "--ours").stderr
    file.write_text("id: PO-1\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: [\n>>>>>>> x\n")
    assert "one side cannot be read" in po("resolve", "--ours").stderr


def test_a_comment_of_theirs_is_not_lost_silently(repo: Repo, po: Po) -> None:
    branches(repo, swap(("points: 3", "points: 5 # a")), swap(("points: 3", "points: 8 # b")))
    assert not merges(repo)
    done = po("resolve", "--ours", cwd=repo.top)
    assert done.stderr == "PO-1: a comment of topic is left out: # b\n"
    assert (repo.top / PATH).read_text() == STORY.replace("points: 3", "points: 5 # a")
