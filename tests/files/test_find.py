"""What is a file of the backlog, and what is passed over, in reading and in writing?"""

from pathlib import Path

import pytest

from house import Po
from pocli.files import find
from pocli.files.load import load
from repos import Repo

STORY = "id: PO-1\ntitle: One\nstatus: draft\n"
FILES: dict[str, str | bytes | None] = {"po.yaml": "", "stories/PO-1.yaml": STORY}


def problems(root: Path) -> list[tuple[str, str]]:
    return [(one.rule, one.path) for one in load(root).diagnostics]


@pytest.mark.parametrize(
    "name",
    [
        ".PO-1.yaml", ".#PO-1.yaml", "._PO-1.yaml", ".PO-1.yaml.swp", "~$PO-1.yaml", "#PO-1.yaml",
        "PO-1.yaml~", "#PO-1.yaml#", "PO-1.yaml.orig",
        "PO-1_BACKUP_4711.yaml", "PO-1-export_REMOTE_4711.yaml", ".drafts/PO-1.yaml",
    ],
)  # fmt: skip
def test_what_editors_and_systems_leave_is_passed_over(repo: Repo, po: Po, name: str) -> None:
    repo.write(FILES)
    repo.write({f"stories/{name}": STORY.replace("One", "Other")})
    assert po("validate", cwd=repo.top).returncode == 0
    po("set", "1", "points=3", cwd=repo.top)
    assert "points" not in (repo.top / "stories" / name).read_text(encoding="utf-8")
    assert "points: 3" in (repo.top / "stories" / "PO-1.yaml").read_text(encoding="utf-8")


def test_an_unsaved_buffer_of_emacs_is_a_link_to_nowhere(repo: Repo, po: Po) -> None:
    repo.write(FILES)
    (repo.top / "stories" / ".#PO-1.yaml").symlink_to("ada@host.4711:17")
    assert po("validate", cwd=repo.top).stdout == "no problems in 2 files\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docker-compose.yml", "services: {}\n"), (".gitlab-ci.yml", "test: {}\n"), ("k8s/AES-256.yaml", "kind: A\n"),
        ("docs/adr.yaml", "id: ADR-7\n"), ("openapi.yaml", "info:\n  id: PO-1\n"), ("mkdocs.yml", "{{ not yaml"),
    ],
)  # fmt: skip
def test_other_tools_files_are_none_of_ours(repo: Repo, po: Po, name: str, text: str) -> None:
    repo.write({**FILES, name: text})
    assert po("validate", "--strict", "--ignore", "readiness", cwd=repo.top).stdout == "no problems in 2 files\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PO-2.yaml", "id: PO-2\ntitle: Two\n"), ("story/PO-2.yaml", "title: Two\nid: 'PO-2' # ours\n"),
        ("goal/G-1.yml", "id: G-1\r\n"), ("stories/PO-2.yml", "id: PO-2\n"), ("sprints/plan.YAML", "a: b\n"),
    ],
)  # fmt: skip
def test_a_record_that_stands_elsewhere_is_an_error(repo: Repo, po: Po, name: str, text: str) -> None:
    repo.write({**FILES, name: text})
    done = po("validate", "-f", "concise", cwd=repo.top)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        1,
        f"{name}:1:1: error[misplaced-file] `{name}` is not read",
    )


def test_the_backlogs_own_prefix_decides(repo: Repo, po: Po) -> None:
    repo.write({"po.yaml": "id_prefix: ADR\n", "docs/adr.yaml": "id: ADR-7\n"})
    assert "misplaced-file" in po("validate", "-f", "concise", cwd=repo.top).stdout


@pytest.mark.parametrize("at", ["stories", "stories/team", "goals"])
def test_a_linked_folder_gets_the_error_of_a_linked_file(repo: Repo, po: Po, at: str) -> None:
    repo.write({"po.yaml": "", "elsewhere.d/PO-1.txt": "", "stories/PO-3.yaml": STORY.replace("PO-1", "PO-3")})
    target = repo.top / at
    if target.is_dir():
        (target / "PO-3.yaml").unlink()
        target.rmdir()
    target.symlink_to(repo.top / "elsewhere.d")
    assert problems(repo.top) == [("not-a-regular-file", at)]
    assert f"left out: {at}:1: `{at}` is not read: it is a symbolic link" in po("list", cwd=repo.top).stdout


def test_a_link_of_another_tool_is_none_of_ours(repo: Repo) -> None:
    repo.write({**FILES, "other/a.txt": ""})
    (repo.top / "docs").symlink_to(repo.top / "other")
    (repo.top / "ci.yaml").symlink_to("nowhere")
    (repo.top / "stories" / "README.md").symlink_to("../other/a.txt")
    assert problems(repo.top) == []


def test_what_git_ignores_is_passed_over(repo: Repo, po: Po) -> None:
    repo.write(
        {**FILES, ".gitignore": "private/\nnode_modules\n", "stories/private/PO-1.yaml": "id: PO-1\ntitle: Mine\n"}
    )
    repo.write({"node_modules/a/b.yaml": "id: PO-9\n"})
    assert po("validate", cwd=repo.top).stdout == "no problems in 2 files\n"
    repo.write({".gitignore": ""})
    assert "misplaced-file" in po("validate", cwd=repo.top).stdout
    repo.write({".gitignore": "private/\nnode_modules\n"})
    assert po("validate", cwd=repo.top).stdout == "no problems in 2 files\n"
    repo.git("add", "-f", "stories/private/PO-1.yaml")
    assert "duplicate-id" in po("validate", cwd=repo.top).stdout


def test_an_ignored_backlog_is_read_all_the_same(repo: Repo, po: Po) -> None:
    repo.write({"backlog/po.yaml": "", "backlog/stories/PO-1.yaml": STORY, ".gitignore": "backlog/\n"})
    assert "PO-1" in po("list", cwd=repo.top).stdout
    assert po("new", "Two", cwd=repo.top).returncode == 0


def test_nothing_is_written_where_it_would_not_be_seen(repo: Repo, po: Po) -> None:
    repo.write({**FILES, ".gitignore": "goals/\n"})
    done = po("new", "goal", "Grow", cwd=repo.top)
    assert done.returncode == 2
    assert "git ignores `goals/G-1-grow.yaml`, so po would not see it" in done.stderr
    assert not (repo.top / "goals").exists()


def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_answered(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write({**FILES, "stories/team/PO-2.yaml": "id: PO-2\ntitle: Two\n"})
    listed = find._listed

    def refused(folder: Path, below: str) -> list[tuple[str, bytes | None]]:
        if below == "stories/team/":
            raise PermissionError(13, "Permission denied")
        return listed(folder, below)

    monkeypatch.setattr(find, "_listed", refused)
    assert problems(repo.top) == [("not-a-regular-file", "stories/team")]
    assert [story.id for story in load(repo.top).backlog.stories] == ["PO-1"]


@pytest.mark.parametrize("mark", ["po.yaml", ".git"])
def test_a_backlog_or_a_repository_below_is_not_ours(repo: Repo, mark: str) -> None:
    repo.write({**FILES, "team/stories/PO-7.yaml": STORY})
    assert "team/stories/PO-7.yaml" in find.listing(repo.top)
    repo.write({f"team/{mark}": "project: Other\n"})
    assert find.listing(repo.top) == ("po.yaml", "stories/PO-1.yaml")


def test_a_copy_of_a_file_is_not_taken_for_it(repo: Repo, po: Po) -> None:
    names = ("PO-1-one", "PO-1-one (1)", "PO-1-one copy", "PO-1-one.sync-conflict-20261201-1-A", "PO-1-one~")
    repo.write({"po.yaml": "", **{f"stories/{name}.yaml": STORY for name in names}})
    po("set", "#1", "points=5", cwd=repo.top)
    assert [name for name in names if "points" in (repo.top / f"stories/{name}.yaml").read_text()] == ["PO-1-one"]


def test_a_pointer_of_git_lfs_is_named(repo: Repo) -> None:
    repo.write({**FILES, "stories/PO-2.yaml": "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n"})
    (found,) = load(repo.top).diagnostics
    assert (found.message.partition(":")[0], found.hint) == (
        "the file is a pointer of Git LFS",
        "fetch it: git lfs pull",
    )
