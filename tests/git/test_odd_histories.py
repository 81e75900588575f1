"""Histories that tools, mistakes or strangers make: each is right or said to be unknown, and nothing is changed."""

import shutil
import zlib
from hashlib import sha1
from pathlib import Path

import pytest

from git.test_history import one, read, statuses, story
from git.test_hostile import snapshot
from house import Po
from pocli.git import invocation
from pocli.git.clock import days
from pocli.model.event import History
from pocli.run import time_zone
from repos import NOBODY, Repo, made, stamp

OTHER = "stories/PO-2.yaml"
AT = 1_767_700_000
"""6 January 2026, in seconds since 1970."""


def told(folder: Path) -> History:
    """Read the history of a backlog, and see that nothing in it changed."""
    before = snapshot(folder)
    found = read(folder)
    assert snapshot(folder) == before
    return found


def forged(repo: Repo, who: bytes, authored: str, committed: str) -> None:
    """Put a commit with the files as they are on main, whatever it says of itself."""
    repo.git("add", "-A")
    tree, head = repo.git("write-tree"), repo.git("rev-parse", "HEAD")
    text = b"tree %s\nparent %s\nauthor %s <a@b> %s\ncommitter %s <a@b> %s\n\nx\n"
    words = (tree.encode(), head.encode(), who, authored.encode(), who, committed.encode())
    raw = text % words
    whole = b"commit %d\0%s" % (len(raw), raw)
    ident = sha1(whole).hexdigest()  # noqa: S324 - git's
    path = repo.top / ".git" / "objects" / ident[:2] / ident[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(whole))
    repo.git("update-ref", "refs/heads/main", ident)


def test_an_octopus_merge_brings_all_its_branches_on_its_day(repo: Repo) -> None:
    repo.commit("2026-01-05", {**one("ready"), OTHER: story("PO-2", "ready")})
    for day, branch, files in (("06", "a", one("done")), ("07", "b", {OTHER: story("PO-2", "done")})):
        repo.git("checkout", "-q", "-b", branch, "main")
        repo.commit(f"2026-01-{day}", files)
    repo.git("checkout", "-q", "main")
    repo.commit("2026-01-08", {"README.md": "x"})
    dates = {"GIT_AUTHOR_DATE": stamp("2026-01-09"), "GIT_COMMITTER_DATE": stamp("2026-01-09")}
    repo.git("merge", "-q", "-m", "both", "a", "b", env=dates)
    assert len(repo.git("log", "-1", "--format=%P").split()) == 3
    found = told(repo.top)
    for ident in ("PO-1", "PO-2"):
        assert statuses(found, ident) == [("ready", "2026-01-05"), ("done", "2026-01-09")]


def test_an_empty_commit_says_nothing(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06")
    repo.commit("2026-01-07", one("done"))
    repo.commit("2026-01-08")
    assert statuses(told(repo.top)) == [("ready", "2026-01-05"), ("done", "2026-01-07")]


def test_a_story_that_leaves_the_folder_and_comes_back_went_and_came(repo: Repo) -> None:
    repo.commit("2026-01-05", {**one("ready"), OTHER: story("PO-2", "ready")})
    repo.commit("2026-01-06", {"archive/PO-1.yaml": story("PO-1", "ready"), "stories/PO-1.yaml": None})
    repo.commit("2026-01-07", {"archive/PO-1.yaml": None, **one("doing")})
    assert statuses(told(repo.top)) == [("ready", "2026-01-05"), (None, "2026-01-06"), ("doing", "2026-01-07")]


def test_two_stories_that_swap_their_names_stay_themselves(repo: Repo) -> None:
    repo.commit("2026-01-05", {**one("ready"), OTHER: story("PO-2", "doing")})
    repo.commit("2026-01-06", {"stories/PO-1.yaml": story("PO-2", "doing"), OTHER: story("PO-1", "ready")})
    repo.commit("2026-01-07", {"stories/PO-1.yaml": story("PO-2", "done")})
    found = told(repo.top)
    assert statuses(found, "PO-1") == [("ready", "2026-01-05")]
    assert statuses(found, "PO-2") == [("doing", "2026-01-05"), ("done", "2026-01-07")]


def test_an_author_before_the_first_commit_is_not_believed(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("1970-01-01T00:00:00+00:00", one("doing"), at="2026-01-06")
    repo.commit("2009-01-01", one("done"), at="2026-01-07")
    assert [when for _, when in statuses(told(repo.top))] == ["2026-01-05", "2026-01-06", "2026-01-07"]


@pytest.mark.parametrize("clock", ["4133980800 +0000", "99999999999999 +0000", "1 +0000", "-5 +0000", "noon"])
def test_a_clock_of_another_time_has_no_day_even_at_the_tip(repo: Repo, clock: str) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.write(one("done"))
    forged(repo, b"A", clock, clock)
    found = told(repo.top)
    assert statuses(found) == [("ready", "2026-01-05"), ("done", "?")]
    assert found.undated == 1


def test_what_comes_after_the_run_was_not_made_then() -> None:
    zone = time_zone("UTC")
    assert [str(day) for day in days([(AT, AT), (AT + 9, AT + 9)], zone, latest=AT + 5)] == ["2026-01-06", "None"]
    assert days([], zone) == ()


def test_another_way_to_end_lines_is_no_change(repo: Repo) -> None:
    text = story("PO-1", "ready")
    repo.commit("2026-01-05", {"po.yaml": "", "stories/PO-1.yaml": text})
    repo.commit("2026-01-06", {"stories/PO-1.yaml": text.replace("\n", "\r\n")})
    repo.commit("2026-01-07", {"stories/PO-1.yaml": "\ufeff" + text.replace("\n", "\r\n")})
    repo.commit("2026-01-08", {"stories/PO-1.yaml": text.replace("\n", "\r")})
    assert statuses(told(repo.top)) == [("ready", "2026-01-05")]


@pytest.mark.parametrize("who", [b"J\xf6rg \xff", b"\x1b[31mred\x1b]0;x\x07", b"", "\u202eada".encode()])
def test_a_name_of_any_bytes_is_shown_as_text(repo: Repo, who: bytes, po: Po) -> None:
    rice = "rice: {reach: 5, impact: high, confidence: 50%, effort: 1}\n"
    repo.commit("2026-01-05", {"po.yaml": "", **one("ready")})
    repo.write({"stories/PO-1.yaml": story("PO-1", "ready") + rice})
    forged(repo, who, f"{AT} +0000", f"{AT} +0000")
    assert told(repo.top).events[-1].who.encode("utf-8", "surrogateescape") == who
    for words in (["show", "PO-1"], ["show", "PO-1", "-f", "html"], ["show", "PO-1", "-f", "json"]):
        shown = po(*words, cwd=repo.top)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert not {"\x1b", "\x07", "\u202e"} & set(shown.stdout)


def test_replaced_and_grafted_commits_are_read_as_they_were_made(repo: Repo) -> None:
    first = repo.commit("2026-01-05", one("ready"))
    second = repo.commit("2026-01-06", one("doing"))
    third = repo.commit("2026-01-07", one("done"))
    expected = [("ready", "2026-01-05"), ("doing", "2026-01-06"), ("done", "2026-01-07")]
    repo.git("replace", second, first)
    assert statuses(told(repo.top)) == expected
    (repo.top / ".git" / "info" / "grafts").write_text(f"{third}\n")
    assert statuses(told(repo.top)) == expected


@pytest.mark.parametrize("name", ["a b/po", 'we[i]rd*ö"q', "-x"])
def test_a_backlog_in_a_folder_has_its_own_stories(repo: Repo, name: str) -> None:
    repo.commit("2026-01-05", {f"{name}/po.yaml": "", f"{name}/stories/PO-1.yaml": story("PO-1", "ready")})
    repo.commit("2026-01-06", {"other/stories/PO-1.yaml": story("PO-1", "done")})
    repo.commit("2026-01-07", {f"{name}/stories/PO-1.yaml": story("PO-1", "doing")})
    assert statuses(told(repo.top / name)) == [("ready", "2026-01-05"), ("doing", "2026-01-07")]


def test_a_git_file_is_followed_or_what_is_wrong_is_said(tmp_path: Path) -> None:
    repo = made(tmp_path / "work")
    repo.commit("2026-01-05", {"po.yaml": "", **one("ready")})
    shutil.move(repo.top / ".git", tmp_path / "kept")
    for text, said in {
        f"gitdir: {tmp_path / 'kept'}\n": "",
        "gitdir: /nowhere\n": "this folder is not in a git repository",
        "garbage\n": "git failed: invalid gitfile format",
    }.items():
        (repo.top / ".git").write_text(text)
        found = told(repo.top)
        assert found.message.startswith(said)
        assert bool(found.events) == (not said)


def test_files_that_are_not_checked_out_have_a_history_all_the_same(repo: Repo) -> None:
    repo.commit("2026-01-05", {"po.yaml": "", "x/y": "", **one("ready")})
    repo.commit("2026-01-06", one("done"))
    repo.git("sparse-checkout", "set", "x", env=NOBODY)
    assert not (repo.top / "stories").exists()
    assert statuses(told(repo.top)) == [("ready", "2026-01-05"), ("done", "2026-01-06")]


def test_a_content_that_is_lost_changes_nothing_and_a_lost_tree_is_said(repo: Repo) -> None:
    repo.commit("2026-01-05", one("ready"))
    repo.commit("2026-01-06", one("doing"))
    repo.commit("2026-01-07", one("done"))
    for name, expected in (("HEAD~1:stories/PO-1.yaml", 2), ("HEAD~1^{tree}", 0)):
        ident = repo.git("rev-parse", name)
        path = repo.top / ".git" / "objects" / ident[:2] / ident[2:]
        path.unlink()
        assert len(statuses(told(repo.top))) == expected
    assert told(repo.top).message.startswith("git failed: unable to read tree")


def test_git_is_quoted_with_what_it_failed_of() -> None:
    err = "hint: Support for grafts is deprecated\nwarning: x\nerror: no\nfatal: bad object\n"
    assert invocation.refusal(err).message == "git failed: bad object"
    assert invocation.refusal("hint: only\n").message == "git failed: it gave no message"


def test_a_partial_clone_says_what_brings_the_old_versions(repo: Repo, po: Po, tmp_path: Path) -> None:
    for day, points in ((5, 1), (6, 2), (7, 3)):
        repo.commit(
            f"2026-01-0{day}", {"po.yaml": "", "stories/PO-1.yaml": f"id: PO-1\ntitle: One\npoints: {points}\n"}
        )
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.top}", str(clone.top))
    refused = po("diff", "HEAD~2", cwd=clone.top)
    assert (refused.returncode, "this is a partial clone" in refused.stderr) == (2, True)
    clone.git(*refused.stderr.partition(": git ")[2].split())
    assert "points 1 → 3" in po("diff", "HEAD~2", cwd=clone.top).stdout
