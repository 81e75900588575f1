"""What an earlier run worked out: used where it holds, dropped at any doubt, and never a different answer."""

import json
from pathlib import Path

import pytest

from pocli import history
from pocli.disk import cache
from pocli.git import line
from pocli.git.refs import Repository
from pocli.model.config import Config
from pocli.model.event import History
from pocli.run import Run
from repos import Repo

STORY = "id: PO-{}\ntitle: Story {}\nstatus: {}\nacceptance_criteria:\n  - {{text: A, done: true}}\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PO_CACHE_DIR", str(tmp_path / "cache"))


def one(number: int, status: str) -> dict[str, str | bytes | None]:
    return {f"stories/PO-{number}.yaml": STORY.format(number, number, status)}


def fresh(repo: Repo) -> History:
    return history.read(Run(no_cache=True), repo.top, Config())


def kept(repo: Repo) -> History:
    return history.read(Run(), repo.top, Config())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record after which commit the line was read."""
    calls: list[str] = []
    real = line.commits

    def commits(repo: Repository, tip: str, *, after: str = "") -> tuple[tuple[line.Commit, ...], str]:
        calls.append(after)
        return real(repo, tip, after=after)

    monkeypatch.setattr(line, "commits", commits)
    return calls


def test_only_what_is_new_is_read(repo: Repo, asked: list[str]) -> None:
    first = repo.commit("2026-01-05", one(1, "ready"))
    assert kept(repo) == fresh(repo)
    asked.clear()
    assert kept(repo) == fresh(repo)
    assert asked == [""], "that of the fresh one"
    asked.clear()
    repo.commit("2026-01-06", one(1, "doing"))
    repo.commit("2026-01-07", one(2, "ready"))
    assert kept(repo) == fresh(repo)
    assert asked == [first, ""]


def test_a_merge_of_what_was_known_is_no_step_on_the_line(repo: Repo, asked: list[str]) -> None:
    """After `git pull` without a rebase, the old tip is a second parent."""
    repo.commit("2026-01-05", one(1, "ready"))
    repo.git("branch", "far")
    repo.commit("2026-01-06", one(1, "doing"))
    kept(repo)
    repo.git("checkout", "-q", "far")
    repo.commit("2026-01-07", one(2, "ready"))
    repo.git("merge", "-q", "--no-ff", "--no-commit", "main")
    repo.commit("2026-01-08")
    repo.git("branch", "-q", "-f", "main", "far")
    asked.clear()
    assert kept(repo) == fresh(repo)
    assert asked == ["", ""]


@pytest.mark.parametrize("back", ["HEAD~1", "HEAD~2"])
def test_a_line_that_was_rewritten_is_read_anew(repo: Repo, back: str) -> None:
    for day, status in enumerate(("ready", "doing", "done"), 5):
        repo.commit(f"2026-01-0{day}", one(1, status))
    kept(repo)
    repo.git("reset", "-q", "--hard", back)
    assert kept(repo) == fresh(repo)
    repo.commit("2026-01-09", one(1, "dropped"))
    assert kept(repo) == fresh(repo)


def test_a_move_of_the_folder_is_followed_from_what_is_kept(repo: Repo) -> None:
    repo.commit("2026-01-05", one(1, "ready"))
    kept(repo)
    (repo.top / "backlog").mkdir()
    repo.git("mv", "stories", "backlog/stories")
    repo.commit("2026-01-06")
    moved = Repo(repo.top / "backlog")
    assert kept(moved) == fresh(moved)
    assert [event.when.day for event in kept(moved).events if event.when and event.field == "status"] == [5]
    moved.commit("2026-01-07", one(1, "doing"))
    assert kept(moved) == fresh(moved)


def test_deepening_a_clone_makes_it_anew(repo: Repo, tmp_path: Path) -> None:
    for day, status in enumerate(("ready", "doing", "done"), 5):
        repo.commit(f"2026-01-0{day}", one(1, status))
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "-q", "--depth", "2", f"file://{repo.top}", str(clone.top))
    assert not kept(clone).whole
    clone.git("fetch", "-q", "--unshallow")
    assert kept(clone) == fresh(clone)
    assert kept(clone).whole


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"po-cache/1\n{}",
        b"\x00" * 100,
        "cut",
        "flip",
        "other",
        "shape",
    ],
)
def test_a_damaged_cache_is_as_none(repo: Repo, damage: bytes | str) -> None:
    repo.commit("2026-01-05", one(1, "ready"))
    expected = kept(repo)
    at = cache.place(repo.top, history.KIND)
    whole = at.read_bytes()
    half = len(whole) // 2
    cases = {"cut": whole[:half], "flip": whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :]}
    if damage == "shape":
        cache.store(repo.top, history.KIND, {"tip": expected.tip, "files": []}, of=history.code())
    elif damage == "other":
        cache.store(repo.top, history.KIND, json.loads(whole.partition(b"\n")[2]), of="an older po")
    else:
        at.write_bytes(cases[damage] if isinstance(damage, str) else damage)
    assert kept(repo) == expected
    assert at.read_bytes() == whole


def test_a_cache_that_others_may_write_is_not_read(repo: Repo) -> None:
    repo.commit("2026-01-05", one(1, "ready"))
    kept(repo)
    at = cache.place(repo.top, history.KIND)
    assert cache.load(repo.top, history.KIND, of=history.code()) is not None
    at.chmod(0o666)
    assert cache.load(repo.top, history.KIND, of=history.code()) is None
    at.unlink()
    at.symlink_to(repo.top / "stories" / "PO-1.yaml")
    assert cache.load(repo.top, history.KIND, of=history.code()) is None


def test_a_cache_folder_that_cannot_be_made_is_no_trouble(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("2026-01-05", one(1, "ready"))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PO_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert kept(repo) == fresh(repo)


def test_nothing_half_written_stays(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2026-01-05", one(1, "ready"))

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, f"no space left for {self} {target}")

    monkeypatch.setattr(Path, "replace", full)
    assert kept(repo) == fresh(repo)
    assert list(cache.place(repo.top, "x").parent.iterdir()) == []


def test_no_cache_writes_none(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05", one(1, "ready"))
    fresh(repo)
    assert not (tmp_path / "cache").exists()
