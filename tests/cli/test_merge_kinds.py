"""Real merges of goals, requests, sprints and po.yaml; and what git's hooks see."""

import shlex
import sys

import pytest

from branching import merges
from house import Po
from repos import Repo

FILES = {
    "goals/G-1-books.yaml": "id: G-1\ntitle: Close the books\nmetric: hours\nbaseline: 40\ntarget: 8\n",
    "requests/R-1-list.yaml": "id: R-1\ntitle: A list\nvalue: 900\nneeds: [PO-1]\n",
    "sprints/S-1.yaml": "id: S-1\nsprint_goal: Books\nstart: 2026-11-02\nend: 2026-11-13\ncapacity: 40\n",
    "po.yaml": "# of the team\nproject: Ours\nreserve: 20%  # for bugs\npersonas: [Ada]\n",
}
STORY = "id: PO-1\ntitle: One\npoints: 3\n"
OTHER = "id: PO-2\ntitle: Another\n"
THEIRS = {
    "goals/G-1-books.yaml": ("target: 8", "target: 10"),
    "requests/R-1-list.yaml": ("[PO-1]", "[PO-1, PO-2]"),
    "sprints/S-1.yaml": ("capacity: 40", "capacity: 30"),
    "po.yaml": ("20%", "10%"),
}
OURS = {
    "goals/G-1-books.yaml": ("baseline: 40", "baseline: 44"),
    "requests/R-1-list.yaml": ("value: 900", "value: 1000"),
    "sprints/S-1.yaml": ("2026-11-13", "2026-11-12"),
    "po.yaml": ("[Ada]", "[Ada, Ben]"),
}
SAME = {
    "goals/G-1-books.yaml": ("target: 8", "target: 12", "target"),
    "requests/R-1-list.yaml": ("value: 900", "value: 1100", "value"),
    "sprints/S-1.yaml": ("capacity: 40", "capacity: 50", "capacity"),
    "po.yaml": ("20%", "15%", "reserve"),
}


def parted(repo: Repo, path: str, ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    """Make two branches that change one file of a backlog."""
    text = FILES[path]
    stories = {"stories/PO-1.yaml": STORY, "stories/PO-2.yaml": OTHER}
    repo.commit("2026-11-02", {**FILES, **stories})
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("2026-11-03", {path: text.replace(*theirs)})
    repo.git("checkout", "-q", "main")
    repo.commit("2026-11-04", {path: text.replace(*ours)})


@pytest.mark.parametrize("path", FILES)
def test_each_kind_of_file_merges_field_by_field(repo: Repo, po: Po, path: str) -> None:
    parted(repo, path, OURS[path], THEIRS[path])
    assert po("merge", "install", cwd=repo.top).returncode == 0
    assert merges(repo)
    assert (repo.top / path).read_text() == FILES[path].replace(*OURS[path]).replace(*THEIRS[path])
    assert po("validate", cwd=repo.top).returncode == 0


@pytest.mark.parametrize("driver", [True, False])
@pytest.mark.parametrize("style", ["merge", "zdiff3"])
@pytest.mark.parametrize("path", FILES)
def test_a_conflict_of_each_kind_is_resolved(repo: Repo, po: Po, path: str, style: str, driver: bool) -> None:
    before, after, field = SAME[path]
    repo.git("config", "merge.conflictStyle", style)
    parted(repo, path, (before, after), (before, "9%" if path == "po.yaml" else f"{field}: 9"))
    if driver:
        po("merge", "install", cwd=repo.top)
    assert not merges(repo)
    asked = po("resolve", cwd=repo.top)
    assert (asked.returncode, f"{field}: " in asked.stderr) == (2, True)
    done = po("resolve", "--field", f"{field}=ours", "--theirs", cwd=repo.top)
    assert done.returncode == 0
    assert (repo.top / path).read_text() == FILES[path].replace(before, after)


def test_hooks_of_git_see_what_is_committed(repo: Repo) -> None:
    """Renamed only, all with -a, or one file that is named: git sets GIT_INDEX_FILE and GIT_DIR for its hooks."""
    repo.commit("2026-11-02", {**FILES, "stories/PO-1.yaml": STORY, "stories/PO-2.yaml": OTHER})
    way = f"PYTHONPATH={shlex.quote(':'.join(filter(None, sys.path)))} {shlex.quote(sys.executable)} -m pocli"
    repo.write(
        {".git/hooks/pre-commit": f"#!/bin/sh\n{way} validate --format concise >hook 2>&1 && {way} diff >>hook\n"}
    )
    (repo.top / ".git/hooks/pre-commit").chmod(0o755)
    repo.git("mv", "stories/PO-2.yaml", "stories/PO-2-two.yaml")
    repo.git("commit", "-q", "-m", "renamed")
    assert (
        (repo.top / "hook").read_text().startswith("no problems in 6 files\nthe meaning of the backlog has not changed")
    )
    repo.write({"stories/PO-1.yaml": STORY.replace("3", "5")})
    repo.git("commit", "-q", "-a", "-m", "all")
    assert "points 3 → 5" in (repo.top / "hook").read_text()
    repo.write({"stories/PO-1.yaml": STORY.replace("3", "8")})
    repo.git("commit", "-q", "-m", "one", "stories/PO-1.yaml")
    assert "points 5 → 8" in (repo.top / "hook").read_text()
    repo.git("mv", "stories/PO-2-two.yaml", "two.yaml")
    assert "misplaced-file" in refused(repo, "-m", "moved out")
    repo.git("mv", "two.yaml", "stories/PO-2-two.yaml")
    repo.write({"stories/PO-1.yaml": f"{STORY}goal: G-9\n"})
    assert "unknown-goal" in refused(repo, "-a", "-m", "wrong")


def refused(repo: Repo, *words: str) -> str:
    """Commit, which the hook refuses, and return what it said."""
    before = repo.git("rev-parse", "HEAD")
    repo.git("commit", "-q", *words, check=False)
    assert repo.git("rev-parse", "HEAD") == before
    return (repo.top / "hook").read_text()
