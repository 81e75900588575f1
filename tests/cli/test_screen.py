"""What does a terminal show: whole titles, statuses in their colours, criteria by their numbers?"""

import re
import shutil
from pathlib import Path

import pytest

from house import REPO, Po

COLOURS = {"ready": "", "draft": "2", "doing": "36", "in-review": "36", "done": "32", "dropped": "2"}
STATUS = re.compile(
    r"(?:\x1b\[(\d+)m|(?<![\w-])(?<!a ))(ready|draft|doing|in-review|done|dropped)(?: \(doing\))?(?=\x1b|  | ·)"
)
"""A status in its column, or first on its line, with its colour before it."""


@pytest.fixture
def backlog(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPO / "examples" / "backlog", tmp_path / "backlog"))


@pytest.mark.parametrize("command", ["goals", "goals G-1", "requests", "requests R-3", "roadmap", "plan --sprints 3"])
def test_at_80_columns_no_title_is_cut(command: str, backlog: Path, po: Po) -> None:
    shown = po(*command.split(), "--color", "always", cwd=backlog).stdout
    assert "…" not in shown.replace("… and", "").replace('"…"', "")


@pytest.mark.parametrize("command", ["list --all", "goals G-1 G-2", "requests R-2", "sprint show", "show 22"])
def test_a_status_has_the_colour_of_what_it_means(command: str, backlog: Path, po: Po) -> None:
    shown = po(*command.split(), "--color", "always", cwd=backlog).stdout
    seen = STATUS.findall(shown)
    assert seen
    assert all(colour == COLOURS[word] for colour, word in seen), seen


@pytest.mark.parametrize("command", ["checklist", "show"])
def test_the_number_of_a_criterion_is_the_one_that_tick_takes(command: str, backlog: Path, po: Po) -> None:
    before = re.findall(r"^\[(.)\] (\d+)\. (.*)$", po(command, "10", cwd=backlog).stdout, re.MULTILINE)
    assert [number for _, number, _ in before] == ["1", "2", "3"]
    for mark, number, text in before:
        assert mark == " "
        assert po("tick", "10", number, cwd=backlog).returncode == 0
        assert f"[x] {number}. {text}\n" in po(command, "10", cwd=backlog).stdout


def test_validate_is_coloured_where_colours_are_wanted(backlog: Path, po: Po) -> None:
    path = backlog / "stories" / "PO-10-export-csv.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("goal: G-1", "goal: G-9"), encoding="utf-8")
    plain, coloured = (po("validate", "--color", when, cwd=backlog).stdout for when in ("never", "always"))
    assert plain.startswith("error[unknown-goal]: no goal is called `G-9`\n   ┌─ stories/")
    assert coloured.startswith("\x1b[31merror[unknown-goal]\x1b[0m: no goal is called `G-9`\n\x1b[2m   ┌─ stories/")
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
