"""A number that was given once is never given again: in any work tree of a clone, wherever its folder goes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pocli.disk import given_ids, state
from pocli.git import git_folder
from repos import Repo


@pytest.fixture(autouse=True)
def _no_state_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's own state folder out, without naming another in PO_STATE_DIR."""
    monkeypatch.delenv("PO_STATE_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))


def backlog(repo: Repo, folder: str = "backlog") -> Path:
    repo.commit("2026-11-02", {f"{folder}/po.yaml": ""})
    return repo.top / folder


def second(repo: Repo) -> Path:
    repo.git("worktree", "add", "-q", "../two", "-b", "two")
    return repo.top.parent / "two" / "backlog"


def kept(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("PO-*")}


def test_work_trees_of_one_clone_share_what_was_given(repo: Repo, tmp_path: Path) -> None:
    one = backlog(repo)
    two = second(repo)
    assert [given_ids.reserve(root, "PO", 1) for root in (one, two, one)] == ["PO-2", "PO-3", "PO-4"]
    assert given_ids.following(two, "PO", 1) == "PO-5"
    assert kept(repo.top / ".git" / "po") == {"PO-4"}
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("first", [0, 1])
def test_with_a_state_folder_named_nothing_is_kept_in_git(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    monkeypatch.setenv("PO_STATE_DIR", str(tmp_path / "named"))
    trees = backlog(repo), second(repo)
    assert given_ids.reserve(trees[first], "PO", 1) == "PO-2"
    assert given_ids.reserve(trees[1 - first], "PO", 1) == "PO-3"
    assert not (repo.top / ".git" / "po").exists()
    assert kept(tmp_path / "named") == {"PO-3"}


def test_a_clone_that_moved_keeps_its_memory(repo: Repo) -> None:
    root = backlog(repo)
    given_ids.reserve(root, "PO", 7)
    there = repo.top.rename(repo.top.parent / "elsewhere")
    assert given_ids.reserve(there / "backlog", "PO", 1) == "PO-9"


def test_a_backlog_that_moved_inside_of_its_clone_keeps_its_memory(repo: Repo) -> None:
    root = backlog(repo)
    given_ids.reserve(root, "PO", 7)
    repo.git("mv", "backlog", "docs")
    assert given_ids.reserve(repo.top / "docs", "PO", 1) == "PO-9"


def test_two_backlogs_of_one_repository_count_each_for_itself(repo: Repo) -> None:
    one, two = backlog(repo), backlog(repo, "other")
    assert [given_ids.reserve(root, "PO", 1) for root in (one, one, two)] == ["PO-2", "PO-3", "PO-2"]


def test_prefixes_count_each_for_itself(repo: Repo) -> None:
    root = backlog(repo)
    assert [given_ids.reserve(root, prefix, 0) for prefix in ("PO", "G", "PO")] == ["PO-1", "G-1", "PO-2"]


def test_what_was_given_before_the_repository_counts_in_it(tmp_path: Path) -> None:
    root = tmp_path / "fresh"
    root.mkdir()
    (root / "po.yaml").touch()
    assert given_ids.reserve(root, "PO", 1) == "PO-2"
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert given_ids.reserve(root, "PO", 1) == "PO-3"
    assert kept(root / ".git" / "po") == {"PO-3"}


@pytest.mark.parametrize("strange", ["link", "inner link", "writable", "file"])
def test_a_folder_that_is_not_ours_alone_is_not_used(repo: Repo, tmp_path: Path, strange: str) -> None:
    root = backlog(repo)
    there, prey = repo.top / ".git" / "po", tmp_path / "prey"
    prey.mkdir()
    if strange == "link":
        there.symlink_to(prey)
    elif strange == "inner link":
        there.mkdir()
        (there / state.keyed("backlog")).symlink_to(prey)
    elif strange == "writable":
        there.mkdir()
        there.chmod(0o777)
    else:
        there.touch()
    assert [given_ids.reserve(root, "PO", 1) for _ in range(2)] == ["PO-2", "PO-3"]
    assert not any(prey.iterdir())
    assert kept(tmp_path / "home") == {"PO-3"}


def test_what_is_no_git_folder_is_not_written_in(tmp_path: Path) -> None:
    root, prey = tmp_path / "hostile", tmp_path / "prey"
    for folder in (root, prey):
        folder.mkdir()
    (root / "po.yaml").touch()
    (root / ".git").write_text(f"gitdir: {prey}\n")
    assert given_ids.reserve(root, "PO", 1) == "PO-2"
    assert not any(prey.iterdir())


def test_the_folder_is_private_and_asking_makes_none(repo: Repo) -> None:
    root = backlog(repo)
    assert given_ids.following(root, "PO", 4) == "PO-5"
    there = repo.top / ".git" / "po"
    assert not there.exists()
    given_ids.reserve(root, "PO", 4)
    assert {oct(path.stat().st_mode & 0o777) for path in (there, *there.iterdir()) if path.is_dir()} == {"0o700"}
    assert repo.git("status", "--porcelain").strip() == ""


def test_the_clone_of_a_submodule_and_a_git_folder_elsewhere_are_found(repo: Repo, tmp_path: Path) -> None:
    backlog(repo)
    subprocess.run(
        ["git", "clone", "-q", f"--separate-git-dir={tmp_path / 'apart'}", str(repo.top), str(tmp_path / "copy")],
        check=True,
    )
    assert given_ids.reserve(tmp_path / "copy" / "backlog", "PO", 1) == "PO-2"
    assert kept(tmp_path / "apart" / "po") == {"PO-2"}
    shutil.rmtree(tmp_path / "apart")
    assert given_ids.reserve(tmp_path / "copy" / "backlog", "PO", 1) == "PO-2", "no git folder is there any more"
    assert os.path.lexists(tmp_path / "home")


def test_the_git_folder_of_a_work_tree_is_told_without_git(repo: Repo) -> None:
    backlog(repo)
    two = second(repo)
    tree = git_folder.work_tree(two)
    assert tree == two.parent.resolve()
    own = git_folder.own(tree)
    assert own
    said = subprocess.run(
        ["git", "rev-parse", "--absolute-git-dir", "--path-format=absolute", "--git-common-dir"],
        cwd=two, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert [os.path.realpath(own), os.path.realpath(git_folder.shared(own))] == [os.path.realpath(one) for one in said]
