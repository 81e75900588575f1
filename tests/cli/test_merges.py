"""Real merges of two branches, with and without the driver."""

from pathlib import Path
from typing import NamedTuple

import pytest

from branching import PATH, Edit, branches, expected, merges, swap
from house import Po
from repos import Repo


class Case(NamedTuple):
    """What each side does to STORY, and what becomes of it."""

    ours: Edit
    theirs: Edit
    merged: str | None
    """With the driver; None: the conflict is git's own."""
    plain: bool
    """Whether git's own merge of lines is clean too."""


CASES = {
    "different fields": Case(
        swap(("status: ready", "status: doing")),
        swap(("points: 3", "points: 5"), ("labels: [export, books]", "labels: [export]")),
        expected(("ready", "doing"), ("points: 3", "points: 5"), (", books", "")),
        plain=True,
    ),
    "different fields that are neighbours": Case(
        swap(("title: Export invoices", "title: Export all invoices")),
        swap(("status: ready", "status: doing")),
        expected(("Export invoices", "Export all invoices"), ("ready", "doing")),
        plain=False,
    ),
    "different inputs on one line": Case(
        swap(("reach: 800", "reach: 1200")),
        swap(("impact: 2", "impact: 3")),
        expected(("{reach: 800, impact: 2}", "{reach: 1200, impact: 3}")),
        plain=False,
    ),
    "the same field": Case(
        swap(("reach: 800", "reach: 1200")),
        swap(("{reach: 800, impact: 2}", "{reach: 900, impact: 3}"), ("points: 3", "points: 5")),
        expected(
            ("points: 3", "points: 5"),
            (
                "rice: {reach: 800, impact: 2}\n",
                "<<<<<<< ours\nrice: {reach: 1200, impact: 3}\n=======\nrice: {reach: 900, impact: 3}\n>>>>>>> topic\n",
            ),
        ),
        plain=False,
    ),
    "the same change": Case(
        swap(("points: 3", "points: 5")),
        swap(("points: 3", "points: 5")),
        expected(("points: 3", "points: 5")),
        plain=True,
    ),
    "lists": Case(
        swap(("depends_on: [PO-2]", "depends_on: [PO-2, PO-3]"), ("[export, books]", "[export, q4]")),
        swap(("depends_on: [PO-2]", "depends_on: [PO-4]"), ("[export, books]", "[books, export, law]")),
        expected(("[PO-2]", "[PO-3, PO-4]"), ("[export, books]", "[export, q4, law]")),
        plain=False,
    ),
    "criteria ticked on both sides": Case(
        swap(("- a file is offered", "- {text: a file is offered, done: true}")),
        swap(("done: false", "done: true")),
        expected(("- a file is offered", "- {text: a file is offered, done: true}"), ("done: false", "done: true")),
        plain=True,
    ),
    "a criterion ticked here, reworded there, and a new one": Case(
        swap(("done: false", "done: true")),
        swap(("it opens in a spreadsheet", "it opens in any spreadsheet"), ("points", "  - it is quick\npoints")),
        expected(
            (
                "it opens in a spreadsheet\n    done: false\n",
                "it opens in any spreadsheet\n    done: true\n  - it is quick\n",
            )
        ),
        plain=False,
    ),
    "comments on both sides": Case(
        swap(("in May.", "in May.\n# Ours: the auditors wait."), ("points: 3", "points: 5 # ours")),
        swap(("labels", "# Theirs: ask Ada.\nlabels"), ("status: ready", "status: doing")),
        expected(
            ("in May.", "in May.\n# Ours: the auditors wait."),
            ("points: 3", "points: 5 # ours"),
            ("labels", "# Theirs: ask Ada.\nlabels"),
            ("ready", "doing"),
        ),
        plain=True,
    ),
    "comments on the same line": Case(
        swap(("points: 3", "points: 3 # ours")), swap(("points: 3", "points: 3 # theirs")), None, plain=False
    ),
    "taken out here, changed there": Case(
        swap(("points: 3\n", "")),
        swap(("points: 3", "points: 5")),
        expected(("points: 3\n", "<<<<<<< ours\n=======\npoints: 5\n>>>>>>> topic\n")),
        plain=False,
    ),
    "other line breaks here": Case(
        swap(("\n", "\r\n")),
        swap(("points: 3", "points: 5")),
        expected(("points: 3", "points: 5")).replace("\n", "\r\n"),
        plain=False,
    ),
    "not to be read there": Case(swap(("points: 3", "points: 5")), swap(("points: 3", "points: [")), None, plain=False),
}


@pytest.mark.parametrize("name", CASES)
def test_with_the_driver(repo: Repo, po: Po, name: str) -> None:
    case = CASES[name]
    branches(repo, case.ours, case.theirs)
    assert po("merge", "install", cwd=repo.top).returncode == 0
    clean = merges(repo)
    found = (repo.top / PATH).read_bytes().decode()
    if case.merged is None:
        assert not clean
        assert ">>>>>>> theirs" in found
    else:
        assert found == case.merged
        assert clean == ("<<<<<<<" not in case.merged)


@pytest.mark.parametrize("name", CASES)
def test_without_it(repo: Repo, name: str) -> None:
    case = CASES[name]
    branches(repo, case.ours, case.theirs)
    assert merges(repo) == case.plain


def test_a_story_that_one_side_renamed(repo: Repo, po: Po) -> None:
    branches(repo, swap(("points: 3", "points: 5")), swap(("points: 3", "points: 3\nowner: Ada")))
    repo.git("checkout", "-q", "topic")
    repo.git("mv", PATH, "stories/PO-1-export-invoices.yaml")
    repo.commit("2026-11-05")
    repo.git("checkout", "-q", "main")
    po("merge", "install", cwd=repo.top)
    assert merges(repo)
    assert not (repo.top / PATH).exists()
    said = (repo.top / "stories/PO-1-export-invoices.yaml").read_text()
    assert "points: 5\n" in said
    assert "owner: Ada\n" in said


@pytest.mark.parametrize("driver", [True, False])
def test_a_story_that_one_side_deleted(repo: Repo, po: Po, driver: bool) -> None:
    branches(repo, swap(("points: 3", "points: 5")), lambda text: text)
    repo.git("checkout", "-q", "topic")
    repo.commit("2026-11-05", {PATH: None})
    repo.git("checkout", "-q", "main")
    if driver:
        po("merge", "install", cwd=repo.top)
    assert not merges(repo)
    assert repo.git("status", "--porcelain", "--untracked-files=no") == f"UD {PATH}"
    assert (repo.top / PATH).read_text() == expected(("points: 3", "points: 5"))


def test_where_po_is_not_there_any_more(repo: Repo, po: Po) -> None:
    branches(repo, swap(("points: 3", "points: 5")), swap(("points: 3", "points: 8")))
    po("merge", "install", cwd=repo.top)
    command = repo.git("config", "merge.po.driver").replace(" -m pocli", " -m no_such_module")
    repo.git("config", "merge.po.driver", command)
    assert not merges(repo)
    assert "<<<<<<< ours\npoints: 5\n=======\npoints: 8\n>>>>>>> theirs\n" in (repo.top / PATH).read_text()


def test_a_folder_called_pocli_is_not_run(repo: Repo, po: Po, tmp_path: Path) -> None:
    branches(repo, swap(("points: 3", "points: 5")), swap(("status: ready", "status: doing")))
    po("merge", "install", cwd=repo.top)
    repo.write({"pocli/__init__.py": "", "pocli/__main__.py": f"open({str(tmp_path / 'ran')!r}, 'w')\n"})
    repo.git("merge", "-q", "topic", "-m", "merged")
    assert not (tmp_path / "ran").exists()
    assert (repo.top / PATH).read_text() == expected(("points: 3", "points: 5"), ("ready", "doing"))


def test_install_once_more_and_take_out(repo: Repo, po: Po) -> None:
    repo.commit("2026-11-02", {"po.yaml": "", ".gitattributes": "* text"})
    shown = po("merge", "install", "--dry-run", cwd=repo.top)
    assert "+stories/**/*.yaml merge=po" in shown.stdout
    assert (repo.top / ".gitattributes").read_text() == "* text"
    for _ in range(2):
        assert po("merge", "install", cwd=repo.top).returncode == 0
        assert (repo.top / ".gitattributes").read_text().splitlines() == [
            "* text",
            *(f"{kind}/**/*.yaml merge=po" for kind in ("stories", "goals", "requests", "sprints")),
            "po.yaml merge=po",
        ]
    assert po("merge", "status", cwd=repo.top).stdout == "files of this backlog merge field by field\n"
    assert po("merge", "uninstall", cwd=repo.top).returncode == 0
    assert (repo.top / ".gitattributes").read_text() == "* text\n"
    assert repo.git("config", "--get-regexp", "merge", check=False) == ""
    assert "missing in .gitattributes and this clone" in po("merge", "status", cwd=repo.top).stdout


@pytest.mark.parametrize("path", ["stories/2026/q4/PO-1.yaml", "stories/PO-1.yaml"])
def test_folders_below_merge_field_by_field_too(repo: Repo, po: Po, path: str) -> None:
    repo.commit("2026-11-01", {"po.yaml": "", ".gitattributes": "stories/*.yaml merge=po\n* text\n"})
    assert po("merge", "install", cwd=repo.top).returncode == 0
    assert "stories/*.yaml" not in (repo.top / ".gitattributes").read_text()
    start = "id: PO-1\ntitle: One\npoints: 3\nowner: ada\n"
    repo.commit("2026-11-02", {path: start})
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit("2026-11-03", {path: start.replace("ada", "ben")})
    repo.git("checkout", "-q", "main")
    repo.commit("2026-11-04", {path: start.replace("3", "5")})
    assert merges(repo)
    assert (repo.top / path).read_text() == "id: PO-1\ntitle: One\npoints: 5\nowner: ben\n"


def test_status_asks_git_about_the_files_that_are_there(repo: Repo, po: Po) -> None:
    files: dict[str, str | bytes | None] = {
        f"{kind}-1.yaml": f"id: {kind[-2:]}-1\ntitle: A\n" for kind in ("stories/PO", "goals/G")
    }
    repo.commit("2026-11-02", {"po.yaml": "", **files})
    po("merge", "install", cwd=repo.top)
    repo.write({"goals/.gitattributes": "*.yaml -merge\n"})
    said = po("merge", "status", cwd=repo.top).stdout
    assert said.startswith("files of this backlog merge field by field, but not goals/G-1.yaml\n")


@pytest.mark.parametrize("words", [["file", "a", "b"], ["file", "a", "b", "c", "stories/PO-1.yaml"]])
def test_what_merge_does_not_do(repo: Repo, po: Po, words: list[str]) -> None:
    repo.write({"po.yaml": ""})
    done = po("merge", *words, cwd=repo.top)
    assert (done.returncode, done.stdout) == (2, "")
    assert "hint" in done.stderr
