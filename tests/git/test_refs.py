"""What the repository says of itself, in every state that it can be in."""

from pathlib import Path

import pytest

from pocli.disk.find import MAX_BYTES
from pocli.errors import PoError
from pocli.git import invocation, objects, refs
from repos import Repo, made

STORY = "id: PO-1\ntitle: One\n"


def known(folder: Path) -> refs.Repository:
    return refs.needed(refs.repository(folder))


def test_a_backlog_below_the_top_knows_its_prefix(repo: Repo) -> None:
    repo.commit("2026-01-05", {"backlog/po.yaml": "", "backlog/stories/PO-1.yaml": STORY, "code.py": ""})
    found = known(repo.top / "backlog")
    assert (found.top, found.git_dir, found.prefix, found.shallow) == (repo.top, repo.top / ".git", "backlog/", False)
    entries = refs.tree(found, refs.tips(found).head)
    assert [entry.path for entry in entries] == ["po.yaml", "stories/PO-1.yaml"]
    assert [content for _, content in objects.blobs(found, [entry.blob for entry in entries])] == [b"", STORY.encode()]


def test_no_repository_is_said(tmp_path: Path) -> None:
    found = refs.repository(tmp_path)
    assert found == refs.NoRepository("this folder is not in a git repository", "start one with: git init")
    with pytest.raises(PoError, match="not in a git repository"):
        refs.needed(found)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    found = refs.repository(tmp_path / "none")
    assert isinstance(found, refs.NoRepository)
    assert "cannot change to" in found.message


def test_no_git_is_said(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.top))
    found = refs.repository(repo.top)
    assert isinstance(found, refs.NoRepository)
    assert found.message == "git is not installed, or not on the PATH"
    with pytest.raises(PoError, match="not installed"):
        list(objects.blobs(refs.Repository(repo.top, repo.top, repo.top, "", shallow=False), ["0" * 40]))


def test_before_the_first_commit_there_is_no_head(repo: Repo) -> None:
    found = refs.tips(known(repo.top))
    assert (found.head, found.branch, found.local) == ("", "", {})
    assert refs.line(known(repo.top), found) == ""
    with pytest.raises(PoError, match="nothing is committed yet"):
        refs.resolve(known(repo.top), "HEAD")


def test_a_detached_head_has_no_branch_and_its_line_ends_there(repo: Repo) -> None:
    first = repo.commit("2026-01-05")
    repo.commit("2026-01-06")
    repo.git("checkout", "-q", first)
    found = refs.tips(known(repo.top))
    assert (found.head, found.branch, found.default) == (first, "", "main")
    assert refs.line(known(repo.top), found) == first


def test_the_line_of_a_branch_is_that_of_main_as_far_as_it_has_it(repo: Repo) -> None:
    shared = repo.commit("2026-01-05")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-01-06")
    assert refs.line(known(repo.top), refs.tips(known(repo.top))) == shared
    repo.git("checkout", "-q", "main")
    repo.commit("2026-01-07")
    repo.git("checkout", "-q", "side")
    assert refs.line(known(repo.top), refs.tips(known(repo.top))) == shared
    repo.git("checkout", "-q", "--orphan", "alone")
    alone = repo.commit("2026-01-08")
    assert refs.line(known(repo.top), refs.tips(known(repo.top))) == alone


def test_a_detached_head_without_branches_is_its_own_line(repo: Repo) -> None:
    only = repo.commit("2026-01-05")
    repo.git("checkout", "-q", "--detach")
    repo.git("branch", "-q", "-D", "main")
    found = refs.tips(known(repo.top))
    assert (found.default, refs.line(known(repo.top), found)) == ("", only)


@pytest.mark.parametrize(
    ("branches", "expected"),
    [(("main", "work"), "main"), (("master", "work"), "master"), (("work",), "work"), (("a", "b"), "b")],
)
def test_the_default_branch_is_guessed_in_a_fixed_order(repo: Repo, branches: tuple[str, ...], expected: str) -> None:
    repo.commit("2026-01-05")
    for name in branches:
        repo.git("checkout", "-q", "-B", name)
    if "main" not in branches:
        repo.git("branch", "-q", "-D", "main")
    assert refs.tips(known(repo.top)).default == expected


def test_a_clone_knows_its_remote_and_the_remote_says_the_default(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05")
    repo.git("branch", "-m", "stable")
    repo.git("branch", "main")
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "-q", str(repo.top), str(clone.top))
    clone.git("checkout", "-q", "-b", "work")
    ahead = clone.commit("2026-01-06")
    clone.git("branch", "-q", "-D", "stable")
    found = refs.tips(known(clone.top))
    assert (found.default, found.branch, found.local) == ("origin/stable", "work", {"work": ahead})
    assert set(found.remote) == {"origin/stable", "origin/main"}
    assert refs.line(known(clone.top), found) == found.remote["origin/stable"]


def test_a_shallow_clone_says_so(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05")
    repo.commit("2026-01-06")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(tmp_path / "clone"))
    assert known(tmp_path / "clone").shallow


def test_a_worktree_shares_the_branches(repo: Repo, tmp_path: Path) -> None:
    tip = repo.commit("2026-01-05", {"backlog/po.yaml": ""})
    repo.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    found = known(tmp_path / "side" / "backlog")
    assert (found.top, found.common_dir, found.prefix) == (tmp_path / "side", repo.top / ".git", "backlog/")
    assert refs.tips(found) == refs.Tips(tip, "side", {"main": tip, "side": tip}, {}, "main")


def test_a_submodule_is_a_repository_of_its_own(repo: Repo, tmp_path: Path) -> None:
    inner = made(tmp_path / "inner")
    tip = inner.commit("2026-01-05", {"po.yaml": ""})
    repo.git("submodule", "add", "-q", str(inner.top), "backlog")
    repo.commit("2026-01-06")
    found = known(repo.top / "backlog")
    assert (found.top, found.prefix, refs.tips(found).head) == (repo.top / "backlog", "", tip)
    assert [entry.regular for entry in refs.tree(known(repo.top), "HEAD")] == [True, False]


@pytest.mark.parametrize(
    "rev", ["-n1", "--output=/tmp/x", "--all", "nothing", "", "a..b", "HEAD:po.yaml", "\0", "a\nb"]
)
def test_what_is_no_commit_is_refused(repo: Repo, rev: str) -> None:
    repo.commit("2026-01-05", {"po.yaml": ""})
    with pytest.raises(PoError, match="is not a commit, branch or tag"):
        refs.resolve(known(repo.top), rev)


@pytest.mark.parametrize(
    ("rev", "hint"),
    [
        ("12.01.2026", "write `2026-01-12`"),
        ("03/04/2026", "it can mean two days: write `2026-04-03` or `2026-03-04`"),
        ("nothing", "see: git log --oneline --all"),
    ],
)
def test_a_day_in_another_shape_is_told_how_it_is_written(repo: Repo, rev: str, hint: str) -> None:
    repo.commit("2026-01-05", {"po.yaml": ""})
    with pytest.raises(PoError) as caught:
        refs.resolve(known(repo.top), rev)
    assert caught.value.hint == hint


def test_commits_are_named_as_people_do(repo: Repo) -> None:
    first = repo.commit("2026-01-05")
    second = repo.commit("2026-01-06")
    repo.git("tag", "-a", "-m", "x", "v1", first)
    names = {"HEAD": second, "main": second, "v1": first, "HEAD~1": first, first[:8]: first}
    assert {name: refs.resolve(known(repo.top), name) for name in names} == names


def test_every_path_that_was_ever_used(repo: Repo) -> None:
    repo.commit("2026-01-05", {"b/stories/PO-1.yaml": STORY, "stories/PO-77.yaml": STORY})
    repo.commit("2026-01-06", {"b/stories/PO-1.yaml": None, "b/stories/PO-2 é\n.yaml": STORY})
    repo.git("checkout", "-q", "-b", "side")
    repo.commit("2026-01-07", {"b/stories/PO-9.yaml": STORY})
    repo.git("checkout", "-q", "main")
    repo.commit("2026-01-08", {"b/po.yaml": ""})
    repo.git("merge", "-q", "--no-commit", "side")
    repo.commit("2026-01-09", {"b/stories/PO-12.yaml": STORY})
    paths = {"po.yaml", *(f"stories/PO-{name}.yaml" for name in ("1", "2 é\n", "9", "12"))}
    assert refs.paths_ever(known(repo.top / "b")) == paths
    assert "stories/PO-77.yaml" in refs.paths_ever(known(repo.top))


def test_odd_folder_names_are_only_names(repo: Repo) -> None:
    tip = repo.commit("2026-01-05", {"[a]*é/po.yaml": "", "a/po.yaml": "x"})
    found = known(repo.top / "[a]*é")
    assert [entry.path for entry in refs.tree(found, tip)] == ["po.yaml"]
    assert refs.paths_ever(found) == {"po.yaml"}


def test_no_commits_no_paths(repo: Repo) -> None:
    assert refs.paths_ever(known(repo.top)) == frozenset()


def test_blobs_come_in_the_order_asked_for_and_a_missing_one_is_none(repo: Repo) -> None:
    repo.commit("2026-01-05", {"a": b"\x00\n\xff", "b": b"", "c": b"x" * 300_000})
    ids = {entry.path: entry.blob for entry in refs.tree(known(repo.top), "HEAD")}
    wanted = [ids["c"], "0" * 40, ids["a"], ids["b"], ids["a"]]
    found = [content for _, content in objects.blobs(known(repo.top), wanted)]
    assert found == [b"x" * (MAX_BYTES + 1), None, b"\x00\n\xff", b"", b"\x00\n\xff"]
    assert list(objects.blobs(known(repo.top), [])) == []
    assert objects.LARGEST == MAX_BYTES


def test_a_reader_that_stops_early_leaves_no_process(repo: Repo) -> None:
    repo.commit("2026-01-05", {"c": b"x" * 3_000_000})
    ids = [entry.blob for entry in refs.tree(known(repo.top), "HEAD")]
    reading = objects.blobs(known(repo.top), ids * 5)
    next(reading)
    reading.close()  # type: ignore[attr-defined]


def test_a_partial_clone_is_said(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05", {"po.yaml": "project: A\n"})
    old = repo.git("rev-parse", "HEAD:po.yaml")
    repo.commit("2026-01-06", {"po.yaml": "project: B\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.top}", str(tmp_path / "clone"))
    with pytest.raises(PoError, match="partial clone"):
        list(objects.blobs(known(tmp_path / "clone"), [old]))


def test_a_user_has_a_name_or_none(repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert refs.user_name(repo.top) == ""
    repo.git("config", "user.name", "Zoë")
    assert refs.user_name(repo.top) == "Zoë"


def test_time_ends(repo: Repo) -> None:
    repo.commit("2026-01-05")
    with pytest.raises(PoError, match="took longer than 0 s"):
        invocation.read(repo.top, "rev-list", revs=("HEAD",), seconds=0)


def test_only_what_reads_can_be_asked(repo: Repo) -> None:
    with pytest.raises(KeyError):
        invocation.ask(repo.top, "status")
    with pytest.raises(ValueError, match="--output"):
        invocation.ask(repo.top, "log", ("--output=/tmp/x",))


@pytest.mark.parametrize("name", ["Jürgen".encode(), "Jürgen".encode("latin-1")])
def test_the_users_name_is_read_as_git_reads_it(repo: Repo, name: bytes) -> None:
    config = repo.top / ".git" / "config"
    config.write_bytes(config.read_bytes() + b"[user]\nname = " + name + b"\n")
    assert refs.user_name(repo.top) == "Jürgen"
