"""What the sides of a conflict are called, in whatever git is doing, with the driver and without it."""

from collections.abc import Callable

import pytest

from house import Po
from repos import Repo

PATH = "stories/PO-1-one.yaml"


def text(points: int) -> str:
    return f"id: PO-1\ntitle: One\npoints: {points}\n"


@pytest.fixture(params=[True, False], ids=["driver", "git"])
def two(repo: Repo, po: Po, request: pytest.FixtureRequest) -> Repo:
    """Return a repository with `main`, where a story has 13 points, and `topic`, where it has 8; it is on topic."""
    repo.commit("2026-11-02", {"po.yaml": "", PATH: text(3)})
    repo.git("branch", "-M", "main")
    if request.param:
        po("merge", "install", cwd=repo.top)
        repo.commit("2026-11-02")
    repo.git("checkout", "-q", "-b", "topic")
    says(repo, 8, "my estimate: 8")
    repo.git("checkout", "-q", "main")
    says(repo, 13, "after the workshop: 13")
    repo.git("checkout", "-q", "topic")
    return repo


def says(repo: Repo, points: int, subject: str) -> None:
    repo.write({PATH: text(points)})
    repo.git("commit", "-qam", subject)


def merge(repo: Repo) -> None:
    repo.git("merge", "-q", "main", check=False)


def merge_with_words_of_its_own(repo: Repo) -> None:
    repo.git("merge", "-q", "-m", "Merge branch 'nonsense'", "main", check=False)


def merge_by_id(repo: Repo) -> None:
    repo.git("merge", "-q", repo.git("rev-parse", "main"), check=False)


def squash(repo: Repo) -> None:
    repo.git("merge", "-q", "--squash", "main", check=False)


def detached(repo: Repo) -> None:
    repo.git("checkout", "-q", "--detach")
    merge(repo)


def rebase(repo: Repo) -> None:
    repo.git("rebase", "-q", "main", check=False)


def rebase_by_patches(repo: Repo) -> None:
    repo.git("rebase", "-q", "--apply", "main", check=False)


def rebase_of_the_second_commit(repo: Repo) -> None:
    repo.git("reset", "-q", "--hard", "HEAD^")
    repo.commit("2026-11-05", {"stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"})
    says(repo, 8, "my estimate: 8")
    rebase(repo)


def rebase_onto_a_commit(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit("2026-11-06", {"stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"})
    repo.git("checkout", "-q", "topic")
    repo.git("rebase", "-q", "main^", check=False)


def pick(repo: Repo) -> None:
    repo.git("cherry-pick", "main", check=False)


def revert(repo: Repo) -> None:
    says(repo, 21, "later")
    repo.git("revert", "--no-edit", "HEAD^", check=False)


def stash(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.write({PATH: text(21)})
    repo.git("stash", "-q")
    repo.git("checkout", "-q", "topic")
    repo.git("stash", "pop", "-q", check=False)


def an_older_stash(repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    for points in (21, 34):
        repo.write({PATH: text(points)})
        repo.git("stash", "-q")
    repo.git("checkout", "-q", "topic")
    repo.git("stash", "apply", "-q", "stash@{1}", check=False)


def octopus(repo: Repo) -> None:
    repo.git("checkout", "-q", "-b", "aside", "main^")
    repo.commit("2026-11-06", {"stories/PO-2.yaml": "id: PO-2\ntitle: Two\n"})
    repo.git("checkout", "-q", "topic")
    repo.git("merge", "-q", "aside", "main", check=False)


def patch(repo: Repo) -> None:
    made = repo.git("format-patch", "-1", "-o", str(repo.top.parent), "main")
    repo.git("am", "-q", "-3", made, check=False)


def committed_with_its_markers(repo: Repo) -> None:
    merge(repo)
    repo.commit("2026-11-07")


ACTS: list[tuple[Callable[[Repo], None], str]] = [
    (merge, "8 (topic) or 13 (main)"),
    (merge_with_words_of_its_own, "8 (topic) or 13 (main)"),
    (merge_by_id, "8 (topic) or 13 (main)"),
    (squash, "8 (topic) or 13 (main)"),
    (detached, "8 (HEAD) or 13 (main)"),
    (rebase, '13 (main) or 8 (your commit "my estimate: 8")'),
    (rebase_by_patches, '13 (main) or 8 (your commit "my estimate: 8")'),
    (rebase_of_the_second_commit, '13 (main) or 8 (your commit "my estimate: 8")'),
    (rebase_onto_a_commit, '13 (commit {main^}) or 8 (your commit "my estimate: 8")'),
    (pick, '8 (topic) or 13 (the commit "after the workshop: 13")'),
    (revert, '21 (topic) or 3 (without the commit "my estimate: 8")'),
    (stash, "8 (HEAD) or 21 (your stash)"),
    (an_older_stash, "8 (HEAD) or 21 (your stash)"),
    (octopus, "8 (topic so far) or 13 (main)"),
    (patch, '8 (topic) or 13 (the patch "after the workshop: 13")'),
    (committed_with_its_markers, "8 (HEAD) or 13 (main)"),
]


@pytest.mark.parametrize(("act", "sides"), ACTS, ids=[act.__name__ for act, _ in ACTS])
def test_sides_have_names(two: Repo, po: Po, act: Callable[[Repo], None], sides: str) -> None:
    act(two)
    wanted = sides.replace("{main^}", two.git("rev-parse", "main^")[:7])
    said = po("resolve", cwd=two.top).stderr
    assert said.splitlines()[:1] == [f"po: PO-1 points: {wanted}?"], two.git("status")
    assert "yours" not in said.replace("your commit", "").replace("your stash", "")


def test_a_side_is_chosen_by_its_value_not_by_its_luck(two: Repo, po: Po) -> None:
    rebase(two)
    assert po("resolve", "--theirs", cwd=two.top).stdout.startswith('PO-1: merged, points 8 (your commit "my estimate')
    assert "points: 8\n" in (two.top / PATH).read_text()


def test_a_pulled_branch_has_its_name(two: Repo, po: Po) -> None:
    there = two.top.parent / "clone"
    two.git("clone", "-q", "-b", "main", str(two.top), str(there))
    clone = Repo(there)
    two.git("checkout", "-q", "main")
    says(two, 21, "theirs")
    clone.git("config", "merge.conflictStyle", "diff3")
    says(clone, 34, "mine")
    clone.git("pull", "-q", "--no-rebase", check=False)
    assert "34 (main) or 21 (origin/main)?" in po("resolve", cwd=there).stderr
    clone.git("merge", "--abort")
    clone.git("pull", "-q", "--rebase", check=False)
    assert '21 (origin/main) or 34 (your commit "mine")?' in po("resolve", cwd=there).stderr
