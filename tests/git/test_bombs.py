"""What a stranger's branch holds takes neither minutes nor gigabytes, and no name that git allows is a bug of po."""

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from house import Po, children
from pocli import session
from pocli.changes import numbering
from pocli.errors import PoError
from pocli.git import clock, field_history, invocation, line, objects, origin, process, refs
from pocli.git.refs import Repository
from pocli.model.event import StoryVersion
from pocli.run import Run
from repos import NOBODY, Repo

NAMES = ("a\u2028b", "a\u2029b", "a\x85b", "ä\xa0ö", "x'\"$(id)`;|&", "日本", "\u202eevil", "-", "%00", "#")
"""Of branches and tags, all of them allowed by git."""
PATHS = ("a\nb", "a\tb", 'a"b', "a\\b", "a\u2028b", "a\rb", " ", "-x", ":(top)y", "\udcff\udcfe", "*", "a\x1b[31mb")
"""Of files below stories/."""


def known(top: Path) -> Repository:
    return refs.needed(refs.repository(top))


def bomb(repo: Repo, depth: int) -> str:
    """Make a branch of a few objects that says it has 10 to the power of `depth` files, and return its commit."""
    blob = repo.git("hash-object", "-w", "-t", "blob", os.devnull)
    tree = given(repo, "mktree", "".join(f"100644 blob {blob}\tPO-{n}.yaml\n" for n in range(10)))
    for _ in range(depth - 1):
        tree = given(repo, "mktree", "".join(f"040000 tree {tree}\td{n}\n" for n in range(10)))
    tree = given(repo, "mktree", f"040000 tree {tree}\tstories\n")
    commit = repo.git("commit-tree", tree, "-p", "HEAD", "-m", "x")
    repo.git("update-ref", "refs/remotes/origin/topic", commit)
    return commit


def given(repo: Repo, command: str, *words: str) -> str:
    text = words[-1]
    done = subprocess.run(
        ["git", "-C", str(repo.top), command, *words[:-1]],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=True,
        env={**os.environ, **NOBODY},
    )
    return done.stdout.decode().strip()


def test_a_tree_bomb_is_a_message(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2026-01-05", {"po.yaml": "", "stories/PO-1.yaml": "id: PO-1\ntitle: a\n"})
    commit = bomb(repo, 4)
    assert len(refs.tree(known(repo.top), commit)) == 10_000
    monkeypatch.setattr(process, "MOST_ROWS", 5_000)
    with pytest.raises(PoError, match="git ls-tree says more than"):
        refs.tree(known(repo.top), commit)
    monkeypatch.setattr(process, "MOST_ROWS", 10**6)
    monkeypatch.setattr(process, "MOST_BYTES", 100_000)
    with pytest.raises(PoError, match="git ls-tree says more than"):
        refs.tree(known(repo.top), commit)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_what_git_cannot_tell_of_ids_it_is_not_asked_again(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: Path
) -> None:
    repo.commit("2026-01-05", {"po.yaml": "", "stories/PO-1.yaml": "id: PO-1\ntitle: a\n"})
    bomb(repo, 5)
    monkeypatch.setattr(process, "MEMORY", 16 * 1024**2)
    of = Run(backlog=str(repo.top))
    backlog = session.read(of)
    assert numbering.taken(of, backlog, "PO") == "PO-2"
    said = "the ids of other branches are not known: git needs more memory than po lets it take"
    assert said in capsys.readouterr().err
    ever = refs.paths_ever
    monkeypatch.setattr(refs, "paths_ever", lambda _: pytest.fail("git was asked again"))
    assert numbering.taken(of, backlog, "PO") == "PO-3"
    assert said in capsys.readouterr().err
    monkeypatch.setattr(refs, "paths_ever", ever)
    repo.git("update-ref", "-d", "refs/remotes/origin/topic")
    assert numbering.taken(of, backlog, "PO") == "PO-4"
    assert capsys.readouterr().err == ""
    assert state.is_dir()


def test_a_large_content_is_cut_as_a_file_is(repo: Repo, po: Po) -> None:
    repo.commit("2026-01-05", {"po.yaml": "", "stories/PO-1.yaml": "id: PO-1\ntitle: a\n"})
    repo.commit("2026-01-06", {"stories/PO-2.yaml": b"\0" * 5_000_000, "stories/PO-3.yaml": "id: PO-3\ntitle: c\n"})
    ids = [entry.blob for entry in refs.tree(known(repo.top), "HEAD")]
    sizes = [len(content or b"") for _, content in objects.blobs(known(repo.top), ids)]
    assert sizes == [0, 18, 256 * 1024 + 1, 18]
    shown = po("diff", "HEAD~1..HEAD", cwd=repo.top).stdout
    assert "PO-3" in shown
    assert "larger than 256 KiB" in shown


def test_contents_of_one_commit_have_a_limit_together(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2026-01-05", {name: name * 40_000 for name in "abc"})
    ids = [entry.blob for entry in refs.tree(known(repo.top), "HEAD")]
    assert len(objects.contents(known(repo.top), ids)) == 3
    monkeypatch.setattr(objects, "ALL", 100_000)
    with pytest.raises(PoError, match="hold more than"):
        objects.contents(known(repo.top), ids)


def test_any_branch_any_path_any_author(repo: Repo) -> None:
    top = repo.commit("2026-01-05", {"po.yaml": ""})
    for number, name in enumerate(NAMES):
        repo.git("update-ref", f"refs/remotes/origin/{name}x", "HEAD")
        repo.git("update-ref", f"refs/heads/{name}y{number}", "HEAD")
        repo.git("update-ref", f"refs/tags/{name}z", "HEAD")
    found = known(repo.top)
    tips = refs.tips(found)
    assert {f"origin/{name}x" for name in NAMES} <= tips.remote.keys()
    assert {f"{name}y{number}" for number, name in enumerate(NAMES)} <= tips.local.keys()
    assert {refs.upstream(found, name) for name in tips.local} == {("", 0)}
    repo.write({f"stories/{path}.yaml": "id: PO-1\ntitle: a\n" for path in PATHS})
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "x", "--author", "Ann\u2028\x85 `$(id)` <a@b>")
    assert {entry.path for entry in refs.tree(found, "HEAD")} == {"po.yaml", *(f"stories/{one}.yaml" for one in PATHS)}
    assert {f"stories/{path}.yaml" for path in PATHS} <= refs.paths_ever(found)
    (commit,) = line.commits(found, refs.tips(found).head)[0]
    assert {row.path for row in commit.touched} == {f"stories/{path}.yaml" for path in PATHS}
    assert commit.who == "Ann\u2028\x85 `$(id)`"
    assert top


@pytest.mark.parametrize("when", ["0", "-1", "253402300800", "9223372036854775807", "99999999999999999999", "", "x"])
def test_any_clock(repo: Repo, when: str) -> None:
    repo.commit("2026-01-05", {"po.yaml": "", "stories/PO-1.yaml": "id: PO-1\ntitle: a\n"})
    tree = repo.git("rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nauthor A <a@b> {when} +0000\ncommitter A <a@b> {when} +0000\n\nx\n"
    tip = given(repo, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", text)
    found = known(repo.top)
    assert refs.before(found, tip, 2**40) in {tip, ""}
    told = field_history.known(found, tip, read=lambda _: StoryVersion("PO-1", "a"))
    assert field_history.history(told, ZoneInfo("UTC")).tip == tip
    assert [one.name for one in origin.touching(found, tip, "stories/PO-1.yaml")] == [tip]


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("-7", -7), ("--7", None), ("", None), ("٣", None), ("9" * 19, None), ("1 ", None)]
)
def test_a_clock_is_a_number_or_none(text: str, number: int | None) -> None:
    assert clock.number(text) == number


def test_what_git_says_on_the_other_stream_is_read(repo: Repo) -> None:
    repo.commit("2026-01-05", {"po.yaml": ""})
    for number in range(3_000):
        (repo.top / ".git" / "refs" / "heads" / f"broken-branch-with-a-long-name-{number}").write_text("0" * 40 + "\n")
    assert "main" in refs.tips(known(repo.top)).local


def test_a_git_that_wants_no_more_does_not_end_po(tmp_path: Path) -> None:
    code = (
        "import signal; signal.signal(signal.SIGPIPE, signal.SIG_DFL)\n"
        "from pathlib import Path; from pocli.git import invocation as run\n"
        f"print(run.ask(Path({str(tmp_path)!r}), 'check-ignore', ('-z', '--stdin'), given=b'x\\0' * 10**6).code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "128\n"), done.stderr


def test_a_git_that_says_too_much_is_ended(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("2026-01-05", {"po.yaml": ""})
    commit = bomb(repo, 6)
    monkeypatch.setattr(process, "MOST_ROWS", 1_000)
    before = children()
    with pytest.raises(PoError, match="says more"):
        invocation.read(repo.top, "ls-tree", ("-r", "-z", "--full-tree"), revs=(commit,))
    assert children() == before
