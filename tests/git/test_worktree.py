"""What git calls clean, po calls unchanged: sparse checkouts, line breaks, filters, and a backlog that moved."""

import pytest

from house import Po
from repos import Repo, made

STORY = "id: PO-{}\ntitle: Story {}\npoints: 3\n"
FILES: dict[str, str | bytes | None] = {
    "po.yaml": "",
    "stories/PO-1.yaml": STORY.format(1, 1),
    "stories/PO-2.yaml": STORY.format(2, 2),
    "stories/PO-3.yaml": STORY.format(3, 3) + "depends_on: [PO-2]\n",
}


def uncommitted(po: Po, repo: Repo, folder: str = "") -> bool:
    return "not committed" in po(cwd=repo.top / folder).stdout


def test_a_sparse_checkout_is_complete_to_git(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", FILES)
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/stories/PO-2*")
    assert not (repo.top / "stories/PO-2.yaml").exists()
    assert not uncommitted(po, repo)
    assert "the meaning of the backlog has not changed" in po("diff", cwd=repo.top).stdout
    for words in (["validate", "-f", "concise"], ["validate", "--since", "HEAD", "-f", "concise"]):
        assert "unknown-dependency" not in po(*words, cwd=repo.top).stdout
    said = po("list", cwd=repo.top)
    assert "this checkout is sparse: 1 file of the backlog left out" in said.stderr
    assert "PO-2" not in said.stdout
    assert po("new", "Four", cwd=repo.top).returncode == 0, "what PO-3 waits for is there, if not here"
    assert (repo.top / "stories/PO-4-four.yaml").exists()
    repo.git("sparse-checkout", "disable")
    assert "sparse" not in po("list", cwd=repo.top).stderr


@pytest.mark.parametrize("mark", ["assume-unchanged", "skip-worktree"])
def test_a_file_that_somebody_hid_from_git(repo: Repo, po: Po, mark: str) -> None:
    repo.commit("2026-11-02", FILES)
    repo.git("update-index", f"--{mark}", "stories/PO-1.yaml")
    repo.write({"stories/PO-1.yaml": STORY.format(1, "changed")})
    assert not uncommitted(po, repo)
    assert "has not changed" in po("diff", cwd=repo.top).stdout
    repo.git("update-index", f"--no-{mark}", "stories/PO-1.yaml")
    assert uncommitted(po, repo)


def test_line_breaks_that_git_exchanges(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", FILES)
    crlf = str(FILES["stories/PO-1.yaml"]).replace("\n", "\r\n")
    repo.git("config", "core.autocrlf", "true")
    repo.write({"stories/PO-1.yaml": crlf})
    assert not uncommitted(po, repo)
    assert po("diff", cwd=repo.top).stdout.splitlines()[0] == "the meaning of the backlog has not changed"
    assert "written in another way" not in po("diff", cwd=repo.top).stdout
    assert po("validate", "--since", "HEAD", "-f", "concise", cwd=repo.top).stdout == "no problems in 0 files\n"


def test_a_filter_is_not_run_and_not_second_guessed(repo: Repo, po: Po) -> None:
    repo.git("config", "filter.up.clean", "touch ran; tr a-z A-Z")
    repo.commit("2026-11-02", {**FILES, ".gitattributes": "stories/PO-1.yaml filter=up\n"})
    (repo.top / "ran").unlink(missing_ok=True)
    assert not uncommitted(po, repo)
    assert not (repo.top / "ran").exists()


def test_a_backlog_that_moved_is_found_where_it_was(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {f"backlog/{name}": text for name, text in FILES.items()} | {
        "backlog/stories/PO-3.yaml": STORY.format(3, 3) + "goal: G-9\n"})  # fmt: skip
    (repo.top / "docs").mkdir()
    repo.git("mv", "backlog", "docs/backlog")
    repo.commit("2026-11-03")
    here = repo.top / "docs/backlog"
    assert "the meaning of the backlog has not changed" in po("diff", "HEAD~1", cwd=here).stdout
    assert po("validate", "--since", "HEAD~1", "-f", "concise", cwd=here).stdout == "no problems in 0 files\n"


def test_of_several_old_backlogs_the_one_with_our_files_is_meant(repo: Repo, po: Po) -> None:
    other: dict[str, str | bytes | None] = {"other/po.yaml": "", "other/stories/PO-1.yaml": "id: PO-1\ntitle: Else\n"}
    repo.commit("2026-11-02", other | {f"a/{name}": text for name, text in FILES.items()})
    repo.git("mv", "a", "b")
    repo.commit("2026-11-03")
    assert "the meaning of the backlog has not changed" in po("diff", "HEAD~1", cwd=repo.top / "b").stdout


def test_a_backlog_that_was_not_there_is_all_new(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-01", {"README": ""})
    repo.commit("2026-11-02", FILES)
    assert "3 stories new" in po("diff", "HEAD~1", cwd=repo.top).stdout


def test_stories_of_a_submodule_are_read_and_its_pointer_is_no_file(repo: Repo, po: Po) -> None:
    inner = made(repo.top.parent / "inner")
    inner.commit("2026-11-01", {"PO-7.yaml": STORY.format(7, 7)})
    repo.commit("2026-11-02", FILES)
    repo.git("submodule", "--quiet", "add", str(inner.top), "stories/shared")
    repo.git("commit", "-q", "-m", "shared")
    assert "PO-7" in po("list", cwd=repo.top).stdout
    assert "gone" not in po("diff", cwd=repo.top).stdout


@pytest.mark.parametrize("shape", [("--no-cone", "/*", "!/b/stories/PO-2*", "!/b/goals"), ("--cone", "b/requests")])
def test_a_record_that_a_sparse_checkout_leaves_out_is_told_with_what_brings_it(
    repo: Repo, po: Po, shape: tuple[str, ...]
) -> None:
    files = {f"b/{path}": text for path, text in FILES.items()}
    goal = "id: G-1\ntitle: Books\n"
    repo.commit("2026-11-02", {**files, "b/goals/G-1.yaml": goal, "b/requests/R-1.yaml": "id: R-1\ntitle: One\n"})
    repo.git("sparse-checkout", "set", *shape)
    assert (repo.top / "b" / "requests").exists()
    for words, path in ((("show", "2"), "stories/PO-2.yaml"), (("show", "G-1"), "goals/G-1.yaml")):
        said = po(*words, cwd=repo.top / "b")
        message, hint = said.stderr.splitlines()
        assert said.returncode == 2
        assert message.endswith(f"is not here: this sparse checkout leaves out {path}")
        repo.git(*hint.partition(": git ")[2].split())
        assert po(*words, cwd=repo.top / "b").returncode == 0
    assert "did you mean" in po("show", "9", cwd=repo.top / "b").stderr, "this one is nowhere"


def test_what_waits_for_a_story_that_is_left_out_does_not_call_it_none(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {**FILES, "requests/R-1.yaml": "id: R-1\ntitle: One\nneeds: [PO-2, PO-1]\n"})
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/stories/PO-2*")
    for name in ("PO-3", "R-1"):
        shown = po("show", name, cwd=repo.top).stdout
        assert "its file is not read" in shown
        assert "no such story" not in shown


def test_where_a_kind_is_left_out_it_is_not_called_new(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {**FILES, "goals/first.yaml": "id: G-1\ntitle: Books\n"})
    repo.git("sparse-checkout", "set", "--no-cone", "/*", "!/goals")
    assert "hint: this sparse checkout leaves out 1 file of goals/" in po("show", "G-1", cwd=repo.top).stderr


@pytest.mark.parametrize(
    ("shape", "folder", "words"),
    [
        (("--no-cone", "/*", "!/backlog/po.yaml"), "backlog/stories", ("list",)),
        (("--no-cone", "/*", "!/backlog/po.yaml"), "backlog", ("init",)),
        (("--cone", "src"), "src", ("validate",)),
        (("--cone", "src"), ".", ("--backlog", "backlog", "list")),
        (("--cone", "src"), ".", ("init", ".")),
    ],
)
def test_a_backlog_that_a_sparse_checkout_leaves_out(
    repo: Repo, po: Po, shape: tuple[str, ...], folder: str, words: tuple[str, ...]
) -> None:
    repo.commit("2026-11-02", {"backlog/po.yaml": "", "backlog/stories/PO-1.yaml": STORY.format(1, 1), "src/code": ""})
    repo.git("sparse-checkout", "set", *shape)
    said = po(*words, cwd=repo.top / folder)
    assert (said.returncode, said.stdout) == (2, "")
    assert "po: the backlog is not here: this sparse checkout leaves out " in said.stderr
    repo.git(*said.stderr.partition(": git ")[2].split())
    assert "PO-1" in po("list", cwd=repo.top).stdout


def test_no_backlog_at_all_is_told_as_before_in_a_repository(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {"x": ""})
    assert "there is no backlog here or above" in po("list", cwd=repo.top).stderr


def test_a_filter_is_named_where_it_may_make_the_difference(repo: Repo, po: Po) -> None:
    repo.commit(
        "2026-11-02", {**FILES, ".gitattributes": "stories/PO-1.yaml filter=local\nstories/PO-2.yaml filter=no\n"}
    )
    repo.git("config", "filter.local.clean", "touch ran; sed /^x-local/d")
    repo.write({"stories/PO-1.yaml": STORY.format(1, 1) + "x-local: 1\n"})
    said = po("diff", cwd=repo.top)
    assert "x-local: 1" in said.stdout
    assert said.stderr.startswith("stories/PO-1.yaml: a filter of git rewrites what is stored, and po never runs it")
    assert not (repo.top / "ran").exists()
    assert po("diff", "HEAD..HEAD", cwd=repo.top).stderr == ""
    repo.write({"stories/PO-1.yaml": STORY.format(1, 1), "stories/PO-2.yaml": STORY.format(2, "two")})
    assert po("diff", cwd=repo.top).stderr == "", "no program is set for this filter: git compares as po does"
    assert uncommitted(po, repo)


def test_what_git_expands_is_no_change(repo: Repo, po: Po) -> None:
    text = STORY.format(1, 1) + 'x-version: "$Id$"\n# $Id$\n'
    repo.commit("2026-11-02", {**FILES, "stories/PO-1.yaml": text, ".gitattributes": "stories/PO-1.yaml ident\n"})
    (repo.top / "stories/PO-1.yaml").unlink()
    repo.git("checkout", "-q", "stories")
    expanded = (repo.top / "stories/PO-1.yaml").read_text()
    assert expanded.count("$Id: ") == 2
    assert not uncommitted(po, repo)
    unchanged = "the meaning of the backlog has not changed\nHEAD → the working files\n"
    assert po("diff", cwd=repo.top).stdout == unchanged
    repo.write({"stories/PO-1.yaml": expanded.replace("points: 3", "points: 5")})
    shown = po("diff", cwd=repo.top).stdout
    assert "points 3 → 5" in shown
    assert "x-version" not in shown
    assert uncommitted(po, repo)
    repo.write({".gitattributes": ""})
    assert "x-version" in po("diff", cwd=repo.top).stdout, "it is git that expands it, or nobody"


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("UTF-16", "x"), ("UTF-16LE", "x"), ("UTF-16LE", "Größe"), ("UTF-16BE", "x"), ("ISO-8859-1", "Größe")],
)
def test_an_encoding_that_git_writes_is_named_as_the_cause(repo: Repo, po: Po, encoding: str, title: str) -> None:
    repo.commit("2026-11-02", {**FILES, "stories/PO-1.yaml": STORY.format(1, title)})
    repo.write({".gitattributes": f"stories/PO-1.yaml working-tree-encoding={encoding}\n"})
    (repo.top / "stories/PO-1.yaml").unlink()
    repo.git("checkout", "-q", "stories")
    shown = po("validate", cwd=repo.top).stdout
    assert f"the file is not UTF-8: git writes it as {encoding} (working-tree-encoding)" in shown
    assert shown.count("error[") == 1
    assert f"not UTF-8: git writes it as {encoding} (working-tree-encoding)\n" in po("list", cwd=repo.top).stderr
    repo.write({".gitattributes": ""})
    assert "error[unsafe-yaml]: the file is not UTF-8\n" in po("validate", cwd=repo.top).stdout


def test_a_bare_repository_is_called_so(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", FILES)
    bare = repo.top.parent / "bare.git"
    repo.git("clone", "-q", "--bare", ".", str(bare))
    assert (
        po("list", cwd=bare).stderr == "po: this is a bare repository, without files\n  hint: run po in a clone of it\n"
    )
    assert "there is no backlog" not in po("list", cwd=repo.top / ".git").stderr, "the work tree is above"


def test_a_number_of_a_file_that_git_ignores_is_not_given_again(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {**FILES, ".gitignore": "stories/*-private.yaml\n"})
    repo.write({"stories/PO-7-private.yaml": STORY.format(7, 7)})
    assert po("new", "Next", cwd=repo.top).stdout.startswith("PO-8 ")
