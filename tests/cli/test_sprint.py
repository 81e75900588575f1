"""A sprint begins and ends, as a user does it."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from house import Po

Write = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def sprints(write: Write) -> Path:
    story = "id: PO-{0}\ntitle: Story {0}\nstatus: {1}  # kept\nsprint: S-1\npoints: 3\n"
    return write(
        {
            "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\nstate: active\n"
            "sprint_goal: All is well\n",
            "sprints/S-2.yaml": "id: S-2\nstart: 2026-11-30\nend: 2026-12-11\nstate: planned\n",
            "stories/PO-1.yaml": story.format(1, "doing"),
            "stories/PO-2.yaml": story.format(2, "done"),
        }
    )


def read(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.yaml"))}


def test_close_start_undo(sprints: Path, po: Po) -> None:
    before = read(sprints)
    done = po("sprint", "close", "--goal-met", "yes", "--outcome", "Sold: 3")
    assert done.returncode == 0, done.stderr
    after = read(sprints)
    assert after["sprints/S-1.yaml"].endswith(
        'state: closed\nsprint_goal: All is well\ngoal_met: yes\noutcome: "Sold: 3"\n'
    )
    assert after["stories/PO-1.yaml"] == "id: PO-1\ntitle: Story 1\nstatus: ready  # kept\npoints: 3\n"
    assert after["stories/PO-2.yaml"] == before["stories/PO-2.yaml"]
    assert "We met the Sprint Goal. Sold: 3" in done.stdout
    assert po("sprint", "start").returncode == 0
    assert "state: active" in read(sprints)["sprints/S-2.yaml"]
    assert po("undo").returncode == 0
    assert read(sprints) == after


@pytest.mark.usefixtures("sprints")
def test_the_answer_as_json_is_nothing_but_json(po: Po) -> None:
    answer = json.loads(po("sprint", "close", "--goal-met", "no", "-f", "json").stdout)
    assert (answer["goal_met"], answer["unfinished"][0]["id"]) == ("no", "PO-1")
    assert json.loads(po("sprint", "show", "1", "-f", "json").stdout)["state"] == "closed"


def test_a_dry_run_writes_nothing(sprints: Path, po: Po) -> None:
    before = read(sprints)
    shown = po("sprint", "close", "--goal-met", "yes", "--carry", "--dry-run").stdout
    assert "+sprint: S-2" in shown
    assert read(sprints) == before


def test_nobody_to_ask_is_said(sprints: Path, po: Po) -> None:
    before = read(sprints)
    done = po("sprint", "close")
    assert (done.returncode, done.stdout) == (2, "")
    assert "was the Sprint Goal of S-1 met?" in done.stderr
    assert po("sprint", "start").returncode == 2
    assert read(sprints) == before


def test_at_a_terminal_it_asks(sprints: Path) -> None:
    ours, theirs = os.openpty()
    env = {**os.environ, "PO_TODAY": "2026-11-27", "TERM": "dumb"}
    program = [sys.executable, "-m", "pocli", "sprint", "close"]
    process = subprocess.Popen(program, cwd=sprints, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = ""
    for question, answer in (
        ("yes, partly or no: ", "perhaps"),
        ("yes, partly or no: ", "yes"),
        ("sentence: ", "Fine"),
        ("[back]: ", "on"),
    ):
        shown += until(ours, question)
        os.write(ours, f"{answer}\n".encode())
    assert process.wait(30) == 0, shown
    os.close(ours)
    assert "sprint: S-2" in read(sprints)["stories/PO-1.yaml"]
    assert "outcome: Fine" in read(sprints)["sprints/S-1.yaml"]


def until(handle: int, text: str) -> str:
    """Read from a terminal until a text has come."""
    found, end = "", time.monotonic() + 30
    while text not in found and time.monotonic() < end:
        if select.select([handle], [], [], 1)[0]:
            found += os.read(handle, 4096).decode(errors="replace")
    assert text in found
    return found


def test_a_group_shows_its_commands(po: Po) -> None:
    assert "close" in po("sprint", "--help").stdout
    assert po("sprint").returncode == 2
    assert po("sprint", "clsoe").returncode == 2
