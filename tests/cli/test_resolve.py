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
        "po: PO-1 reach: 1200 (main) or 900 (topic)?\n"
        "  hint: say it: --ours for main, --theirs for topic, or for this field alone: --field rice.reach=theirs\n"
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
        (["--field", "reach=mine"], "`mine` is not a side"),
        (["--field", "reach"], "--field takes pairs"),
        (["PO-2"], "`PO-2` has no merge markers"),
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


def answered(torn: Repo, state: Path, answers: bytes) -> str:
    """Return what `po resolve` says at a terminal where a person types these answers."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PO_TODAY": TODAY, "PO_STATE_DIR": str(state), "TERM": "dumb"}
    words = [sys.executable, "-m", "pocli", "resolve"]
    with subprocess.Popen(words, cwd=torn.top, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        os.write(ours, answers)
        said = b""
        while b"next: git add" not in said:
            said += os.read(ours, 1000)
        assert running.wait() == 0
    os.close(ours)
    return said.decode()


@pytest.mark.parametrize(
    ("answer", "value"), [("t", "900"), ("900", "900"), ("topic", "900"), ("o", "1200"), ("=1200", "1200"), ("=7", "7")]
)
def test_at_a_terminal_it_asks(torn: Repo, state: Path, answer: str, value: str) -> None:
    said = answered(torn, state, f"maybe\n1\n=many\n{answer}\n".encode())
    assert "PO-1 reach: [o] 1200 (main), [t] 900 (topic), or =value" in said
    assert said.count("answer o for main, t for topic, or = and a value; Ctrl-C changes nothing") == 2
    assert "`rice.reach`: `many` is not a number" in said
    assert f"merged, reach {value} ({ {'900': 'topic', '1200': 'main'}.get(value, 'typed') })" in said
    assert (torn.top / PATH).read_text() == expected(*BOTH, ("reach: 800", f"reach: {value}"))


def test_a_number_is_a_value_and_no_place_in_a_list(repo: Repo, po: Po, state: Path) -> None:
    branches(repo, swap(("points: 3", "points: 2")), swap(("points: 3", "points: 1")))
    assert not merges(repo)
    assert "merged, points 1 (topic)" in answered(repo, state, b"1\n")
    assert po("undo", cwd=repo.top).returncode == 0
    assert "merged, points 2 (main)" in answered(repo, state, b"2\n")


def test_a_value_that_looks_like_a_letter_is_asked_for_again(repo: Repo, state: Path) -> None:
    branches(repo, swap(("points: 3", "points: 3\nowner: t")), swap(("points: 3", "points: 3\nowner: Ada")))
    assert not merges(repo)
    said = answered(repo, state, b"t\n=t\n")
    assert "PO-1 owner: [o] t (main), [theirs] Ada (topic), or =value" in said
    assert "`t` can mean either side: answer o for main, theirs for topic" in said
    assert "merged, owner t (main)" in said


def test_nothing_to_resolve(repo: Repo, po: Po) -> None:
    repo.write({"po.yaml": ""})
    assert po("resolve", cwd=repo.top).stdout == "no file has merge conflicts\n"


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


@pytest.mark.parametrize("ours_is_there", [True, False])
def test_a_file_that_one_side_deleted_is_for_a_person_to_decide(repo: Repo, po: Po, ours_is_there: bool) -> None:
    changed, gone = ("main", "topic") if ours_is_there else ("topic", "main")
    edits = (swap(("points: 3", "points: 5")), lambda _: None)
    branches(repo, *(edits if ours_is_there else reversed(edits)))
    assert not merges(repo)
    done = po("resolve", cwd=repo.top)
    expected_line = (
        f"PO-1: {changed} changed it, {gone} deleted it; keep it: git add {PATH}; delete it: git rm {PATH}\n"
    )
    assert (done.returncode, done.stdout) == (1, expected_line)
    for words in ((), ("1",), ("--ours",), ("PO-1", "--theirs")):
        again = po("resolve", *words, cwd=repo.top)
        assert (again.returncode, again.stdout) == (1, expected_line), "git would leave the conflict, too"
    repo.git(*expected_line.partition("keep it: git ")[2].partition(";")[0].split())
    settled = po("resolve", cwd=repo.top)
    assert (settled.returncode, settled.stdout) == (0, "no file has merge conflicts\n")
