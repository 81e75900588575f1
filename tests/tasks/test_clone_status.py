"""How does a clone stand to its repository?"""

from pathlib import Path

import pytest

from house import Po
from pocli.model.health import CloneStatus
from pocli.pages.clone_words import worded
from pocli.run import Run
from pocli.tasks.clone_status import standing
from repos import Repo, made

FILES = {"po.yaml": "", **{f"stories/PO-{n}.yaml": f"id: PO-{n}\ntitle: Story {n}\n" for n in (1, 2, 3)}}


@pytest.fixture(autouse=True)
def own(state: Path) -> Path:
    """Keep what runs leave in a folder of this test's own."""
    return state


@pytest.fixture(params=[True, False], ids=["anew", "index"])
def shop(repo: Repo, request: pytest.FixtureRequest) -> tuple[Repo, Run]:
    """Return a committed backlog, read anew or with what earlier runs left."""
    repo.git("config", "core.autocrlf", "false")
    repo.commit("2026-11-02", FILES)
    return repo, Run(backlog=str(repo.top), no_cache=request.param)


def test_what_is_not_committed(shop: tuple[Repo, Run]) -> None:
    repo, run = shop
    assert standing(run) == CloneStatus()
    repo.write({"stories/PO-1.yaml": "id: PO-1\ntitle: Other\n"})
    assert standing(run).uncommitted == 1
    repo.write({"stories/PO-2.yaml": None, "stories/PO-4.yaml": "id: PO-4\ntitle: Four\n", "notes.txt": "x"})
    assert standing(run).uncommitted == 3
    repo.git("add", "-A")
    assert standing(run).uncommitted == 3
    repo.commit("2026-11-03")
    assert standing(run) == CloneStatus()


def test_line_breaks_that_git_exchanges_are_no_change(shop: tuple[Repo, Run]) -> None:
    repo, run = shop
    repo.write({"stories/PO-1.yaml": FILES["stories/PO-1.yaml"].replace("\n", "\r\n")})
    assert standing(run).uncommitted == 0


def test_how_far_behind_the_upstream(shop: tuple[Repo, Run], tmp_path: Path) -> None:
    repo, _ = shop
    clone = made(tmp_path / "clone")
    clone.git("pull", "-q", str(repo.top), "main")
    clone.git("remote", "add", "origin", str(repo.top))
    clone.git("fetch", "-q", "origin")
    clone.git("branch", "-q", "--set-upstream-to=origin/main")
    run = Run(backlog=str(clone.top))
    assert standing(run) == CloneStatus(upstream="origin/main")
    repo.commit("2026-11-03", {"stories/PO-9.yaml": "id: PO-9\ntitle: Nine\n"})
    repo.commit("2026-11-04", {"stories/PO-9.yaml": None})
    assert standing(run).behind == 0
    clone.git("fetch", "-q", "origin")
    assert standing(run) == CloneStatus(behind=2, upstream="origin/main")


def test_a_driver_that_this_clone_does_not_know(shop: tuple[Repo, Run], po: Po) -> None:
    repo, run = shop
    po("merge", "install", cwd=repo.top)
    assert not standing(run).undriven
    repo.git("config", "--remove-section", "merge.po")
    assert standing(run).undriven
    assert "merges go line by line in this clone (po merge install)" in po(cwd=repo.top).stdout


def test_nothing_is_said_where_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "po.yaml").write_text("")
    run = Run(backlog=str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert standing(run) == CloneStatus()
    made(tmp_path)
    assert standing(run) == CloneStatus()
    monkeypatch.setenv("PATH", "/nonexistent")
    assert standing(run) == CloneStatus()
    assert standing(Run(backlog="nowhere")) == CloneStatus()


def test_one_line_where_it_matters(shop: tuple[Repo, Run], po: Po) -> None:
    repo, _ = shop
    repo.write({"stories/PO-1.yaml": "id: PO-1\ntitle: Other\nstatus: ready\npoints: 3\n"})
    assert "\n1 file not committed (po diff)\n" in po(cwd=repo.top).stdout
    planned = po("plan", "--capacity", "9", cwd=repo.top)
    assert planned.stderr == "1 file not committed (po diff)\n"
    assert po("standup", cwd=repo.top).stderr == "1 file not committed (po diff)\n"
    assert po("plan", "--capacity", "9", "-q", cwd=repo.top).stderr == ""
    assert po("plan", "--capacity", "9", "-f", "json", cwd=repo.top).stderr == ""


def test_the_words() -> None:
    assert worded(CloneStatus()) == worded(CloneStatus(upstream="origin/main")) == ""
    assert worded(CloneStatus(2, 1, "origin/main", undriven=True)) == (
        "2 files not committed (po diff), 1 commit behind origin/main (git pull), "
        "merges go line by line in this clone (po merge install)"
    )
