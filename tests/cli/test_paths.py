"""A path that `po` prints can be opened from where somebody stands; `-` is stdout for every command."""

import re
import shutil
from pathlib import Path

import pytest

from house import REPO, Po
from pocli.disk.near import with_near_paths
from repos import made

PATHS = re.compile(r"(?<![\w./-])[\w./-]+\.yaml\b")
STANDS = {
    "at the root": ("shop/backlog", ()),
    "inside": ("shop/backlog/stories", ()),
    "beside": ("elsewhere", ("--backlog", "../shop/backlog")),
}
COMMANDS = (
    "show 12", "new Dark mode", "set 12 points=3 --dry-run", "format --check", "format", "validate",
    "validate -f concise", "list", "rank", "checklist 12", "diff HEAD", "tick 12 all --dry-run",
    "split 12 --into One --dry-run", "renumber 12", "renumber 12 --dry-run", "undo", "doctor", "edit 12",
)  # fmt: skip


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Make a repository whose backlog is one folder down, with a fault, and a folder beside it."""
    shutil.copytree(REPO / "examples" / "backlog", tmp_path / "shop" / "backlog")
    (tmp_path / "elsewhere").mkdir()
    made(tmp_path / "shop").commit("2026-11-20")
    stories = tmp_path / "shop" / "backlog" / "stories"
    (stories / "PO-60.yaml").write_text("id: PO-60\ntitle: [\n", encoding="utf-8")
    path = stories / "PO-10-export-csv.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("goal: G-1", "goal:    G-9"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("stand", STANDS)
def test_what_a_command_names_can_be_opened(stand: str, top: Path, po: Po) -> None:
    folder, words = STANDS[stand]
    here, seen = top / folder, 0
    for command in COMMANDS:
        done = po(*command.split(), *words, cwd=here, env={"EDITOR": "true"})
        for line in (done.stdout + done.stderr).splitlines():
            if line.startswith("+++") or "→" in line or "@@" in line:
                continue
            for path in PATHS.findall(line):
                seen += 1
                assert (here / path).exists() or "renumber" in command or command == "undo", (command, line)
    assert seen > len(COMMANDS)


@pytest.mark.parametrize("stand", STANDS)
def test_what_is_refused_names_its_file_from_here(stand: str, top: Path, po: Po) -> None:
    folder, words = STANDS[stand]
    story = top / "shop" / "backlog" / "stories" / "PO-12-direct-transfer.yaml"
    story.chmod(0o400)
    done = po("set", "12", "points=3", *words, cwd=top / folder)
    assert (done.returncode, "is write-protected" in done.stderr) == (2, True)
    named = PATHS.findall(done.stderr.partition("is write-protected")[2])  # left out files come before
    assert named
    assert all((top / folder / path).samefile(story) for path in named)


def test_a_patch_of_a_dry_run_applies_where_it_was_made(top: Path, po: Po) -> None:
    here = top / "shop"
    patch = po("set", "12", "points=3", "--dry-run", cwd=here).stdout
    assert patch.startswith("--- backlog/stories/PO-12-direct-transfer.yaml\n+++ backlog/stories/")


def test_json_keeps_its_paths(top: Path, po: Po) -> None:
    shown = po("list", "-f", "json", cwd=top / "shop").stdout
    assert '"path": "stories/PO-12-direct-transfer.yaml"' in shown
    assert '"file": "stories/PO-60.yaml"' in shown


def test_only_the_paths_that_a_text_names_are_told_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "PO-1 see stories/PO-2.yaml: stories/PO-1.yaml, my/stories/PO-1.yaml, stories/PO-1.yaml.bak/x"
    said = with_near_paths(tmp_path / "b", text, ["stories/PO-1.yaml", ""])
    assert said == "PO-1 see stories/PO-2.yaml: b/stories/PO-1.yaml, my/stories/PO-1.yaml, stories/PO-1.yaml.bak/x"


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("rank -o -", " #  id"),
        ("rank -f json -o -", "{"),
        ("goals -f html --output -", "<!DOCTYPE html>"),
        ("export miro -o -", "\ufeffdraft,"),
        ("export csv --output -", ""),
        ("validate -o json=-", "{"),
    ],
)
def test_a_dash_is_stdout(command: str, begins: str, top: Path, po: Po) -> None:
    here = top / "shop" / "backlog"
    before = sorted(here.iterdir())
    done = po(*command.split(), cwd=here)
    assert done.stdout.startswith(begins)
    assert len(done.stdout) > len(begins)
    assert "written:" not in done.stdout
    assert sorted(here.iterdir()) == before
