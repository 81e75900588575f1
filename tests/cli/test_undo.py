"""Undo goes back step by step, redo forward, and neither goes across what git did."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from branching import branches, merges, swap
from house import Po
from repos import Repo

ONE = "stories/PO-1.yaml"
FILES = {"po.yaml": "", ONE: "id: PO-1\ntitle: One\n", "stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"}


@pytest.fixture
def kept(repo: Repo) -> Repo:
    """Return a repository with a backlog that is committed."""
    repo.commit("2026-11-02", FILES)
    return repo


def test_back_and_forward(kept: Repo, po: Po) -> None:
    for words in (("pin", "1", "why"), ("done", "2"), ("set", "1", "points=5")):
        assert po(*words, cwd=kept.top).returncode == 0
    shown = po("undo", "--dry-run", cwd=kept.top).stdout
    assert "-points: 5\n" in shown
    assert po("undo", cwd=kept.top).stdout == "undone: PO-1 One: points 5\n"
    assert po("undo", cwd=kept.top).stdout == "undone: PO-2 Two: draft → done\n"
    assert "+status: done\n" in po("redo", "--dry-run", cwd=kept.top).stdout
    assert po("redo", cwd=kept.top).stdout == "redone: PO-2 Two: draft → done\n"
    listed = po("undo", "--list", cwd=kept.top).stdout.splitlines()
    assert [line.split("  ")[0].strip() for line in listed[1:]] == ["redo 1", "undo 1", "undo 2"]
    assert "points 5" in listed[1]
    assert po("unpin", "1", cwd=kept.top).returncode == 0
    done = po("redo", cwd=kept.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("po: there is nothing to redo\n")
    found = json.loads(po("undo", "--list", "--format", "json", cwd=kept.top).stdout)
    assert [(one["act"], one["said"][0], one["out_of_reach"]) for one in found["steps"]] == [
        ("undo", "PO-1 One: no longer pinned", None),
        ("undo", "PO-2 Two: draft → done", None),
        ("undo", "PO-1 One: pinned: why", None),
    ]


def commit(repo: Repo) -> None:
    repo.commit("2026-11-03")


def commit_something_else(repo: Repo) -> None:
    repo.write({"notes.txt": "x"})
    repo.git("add", "notes.txt")
    repo.git("commit", "-q", "-m", "notes")


def switch(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "topic")


def leave_the_branch(repo: Repo) -> None:
    repo.git("checkout", "-q", "--detach")


def merge_it_again(repo: Repo) -> None:
    """Commit the step on a branch, and let a merge bring it back, without a commit, to where it began."""
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("2026-11-03")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--no-commit", "--no-ff", "topic")


GIT: dict[Callable[[Repo], None], tuple[str, str]] = {
    commit: ("`main` has moved since, by a commit, a merge or a reset", "git revert"),
    commit_something_else: ("`main` has moved since", "git revert"),
    switch: ("`topic` was checked out since", "git switch main"),
    leave_the_branch: ("`a commit without a branch` was checked out since", "git switch main"),
    merge_it_again: ("a merge has started since", "git merge --abort"),
}


@pytest.mark.parametrize("happens", GIT, ids=lambda one: one.__name__)
@pytest.mark.parametrize("act", ["undo", "redo"])
def test_neither_goes_across_what_git_did(kept: Repo, po: Po, happens: Callable[[Repo], None], act: str) -> None:
    assert po("new", "Three", "--points", "3", cwd=kept.top).returncode == 0
    before = (kept.top / "stories/PO-3-three.yaml").read_bytes()
    if act == "redo":
        assert po("undo", cwd=kept.top).returncode == 0
        kept.write({"other.txt": "so that there is something to commit"})
    happens(kept)
    done = po(act, cwd=kept.top)
    assert (done.returncode, done.stdout) == (2, "")
    message, hint = GIT[happens]
    assert f"the next step to {act} is `PO-3 Three: stories/PO-3-three.yaml`, but {message}" in done.stderr
    assert hint in done.stderr
    assert (kept.top / "stories/PO-3-three.yaml").exists() == (act == "undo")
    if act == "undo":
        assert (kept.top / "stories/PO-3-three.yaml").read_bytes() == before
    assert message.split(",")[0] in " ".join(po("undo", "--list", cwd=kept.top, env={"COLUMNS": "200"}).stdout.split())
    assert json.loads(po("doctor", "--format", "json", cwd=kept.top).stdout)


def test_what_comes_after_a_commit_goes_back_to_it_and_no_further(kept: Repo, po: Po) -> None:
    po("done", "1", cwd=kept.top)
    kept.commit("2026-11-03")
    po("done", "2", cwd=kept.top)
    assert po("undo", cwd=kept.top).stdout == "undone: PO-2 Two: draft → done\n"
    assert po("undo", cwd=kept.top).returncode == 2
    assert "done" in (kept.top / ONE).read_text()
    assert po("redo", cwd=kept.top).stdout == "redone: PO-2 Two: draft → done\n"


def test_a_step_within_a_merge_is_taken_back_while_it_lasts(repo: Repo, po: Po) -> None:
    branches(repo, swap(("reach: 800", "reach: 1200")), swap(("reach: 800", "reach: 900")))
    assert not merges(repo)
    assert po("resolve", "--ours", cwd=repo.top).returncode == 0
    assert po("undo", cwd=repo.top).returncode == 0
    assert po("redo", cwd=repo.top).returncode == 0
    repo.git("merge", "--abort", check=False)
    done = po("undo", cwd=repo.top)
    assert done.returncode == 2
    assert "but the merge it belongs to has ended since" in done.stderr


def test_before_the_first_commit_git_stands_in_no_way(repo: Repo, po: Po) -> None:
    repo.write(FILES)
    po("done", "1", cwd=repo.top)
    repo.git("checkout", "-q", "-b", "other")
    assert po("undo", cwd=repo.top).returncode == 0


def test_a_repository_that_was_made_since(tmp_path: Path, po: Po) -> None:
    repo = Repo(tmp_path)
    repo.write(FILES)
    assert po("done", "1").returncode == 0
    repo.git("init", "-q", "-b", "main")
    assert po("undo").returncode == po("redo").returncode == 0
    repo.commit("2026-11-03")
    assert "`main` was checked out since" in po("undo").stderr


def test_another_work_tree_has_its_own_steps(kept: Repo, po: Po) -> None:
    kept.git("worktree", "add", "-q", "-b", "beside", "../beside")
    other = kept.top.parent / "beside"
    assert po("done", "1", cwd=kept.top).returncode == 0
    assert po("undo", cwd=other).stderr.startswith("po: there is nothing to undo\n")
    assert po("done", "2", cwd=other).returncode == 0
    Repo(kept.top).commit("2026-11-03")
    assert po("undo", cwd=other).returncode == 0
    assert po("redo", cwd=other).returncode == 0
    Repo(other).commit("2026-11-04")
    assert "`beside` has moved since" in po("undo", cwd=other).stderr


def test_packing_the_refs_moves_nothing(kept: Repo, po: Po) -> None:
    assert po("done", "1", cwd=kept.top).returncode == 0
    kept.git("pack-refs", "--all", "--prune")
    assert not (kept.top / ".git/refs/heads/main").exists()
    assert po("undo", cwd=kept.top).returncode == 0


def test_a_file_changed_by_hand_stays(kept: Repo, po: Po) -> None:
    po("done", "1", cwd=kept.top)
    (kept.top / ONE).write_text("id: PO-1\ntitle: Mine\n")
    done = po("undo", cwd=kept.top)
    assert done.returncode == 75
    assert f"the next step to undo is `PO-1 One: draft → done`, but `{ONE}` was changed since" in done.stderr


def test_what_a_dead_command_left_is_kept_where_git_went_on(kept: Repo, po: Po, state: Path) -> None:
    assert po("done", "1", "2", cwd=kept.top).returncode == 0
    home = next(state.iterdir())
    (home / "step-1.json").rename(home / "pending.json")  # as if it had died before it counted
    kept.commit("2026-11-03")
    assert po("new", "Three", cwd=kept.top).returncode == 0
    assert "status: done" in (kept.top / "stories/PO-2.yaml").read_text()
    assert not (home / "pending.json").exists()
