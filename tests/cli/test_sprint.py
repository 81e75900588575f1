"""A sprint begins and ends, as a user does it."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from house import Po, Write


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
    assert po("sprint", "start", "--yes").returncode == 0
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


def answered(folder: Path, words: str, *answers: tuple[str, str]) -> tuple[int, str]:
    """Run `po` at a terminal, answer its questions, and return its exit code and what it said until the last one."""
    ours, theirs = os.openpty()
    env = {**os.environ, "PO_TODAY": "2026-11-27", "TERM": "dumb"}
    program = [sys.executable, "-m", "pocli", *words.split()]
    process = subprocess.Popen(program, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = ""
    for question, answer in answers:
        shown += until(ours, question)
        os.write(ours, f"{answer}\n".encode())
    code = process.wait(30)
    os.close(ours)
    return code, shown


@pytest.mark.usefixtures("state")
def test_at_a_terminal_it_asks(sprints: Path) -> None:
    questions = (
        ("yes, partly or no: ", "perhaps"),
        ("yes, partly or no: ", "yes"),
        ("sentence: ", "Fine"),
        ("[back]: ", "on"),
    )
    code, shown = answered(sprints, "sprint close", *questions)
    assert code == 0, shown
    assert "sprint: S-2" in read(sprints)["stories/PO-1.yaml"]
    assert "outcome: Fine" in read(sprints)["sprints/S-1.yaml"]


HEAVY = {
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-30\nend: 2026-12-11\ncapacity: 40\n",
    "stories/PO-1.yaml": "id: PO-1\ntitle: One\nsprint: S-1\npoints: 46\n",
}


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize(
    ("answer", "code", "active"), [("y", 0, True), ("YES", 0, True), ("", 2, False), ("n", 2, False)]
)
def test_a_doubtful_sprint_begins_only_after_a_yes(write: Write, answer: str, code: int, active: bool) -> None:
    folder = write(HEAVY)
    done, shown = answered(folder, "sprint start", ("start S-1 as it is [y/N]: ", answer))
    assert done == code
    assert "`S-1` holds 46 points, but only 40 fit; it starts on 30 Nov, 3 days from now" in shown
    assert ("state: active" in read(folder)["sprints/S-1.yaml"]) is active


def test_without_a_terminal_a_doubtful_sprint_needs_yes(write: Write, po: Po) -> None:
    folder = write(HEAVY)
    before = read(folder)
    done = po("sprint", "start", env={"PO_TODAY": "2026-11-30"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "po: `S-1` holds 46 points, but only 40 fit\n  hint: add --yes to start it as it is\n"
    assert read(folder) == before
    dry = po("sprint", "start", "--dry-run", env={"PO_TODAY": "2026-11-30"})
    assert (dry.returncode, dry.stderr) == (0, "`S-1` holds 46 points, but only 40 fit\n")
    done = po("sprint", "start", "--yes", env={"PO_TODAY": "2026-11-30"})
    assert (done.returncode, done.stderr) == (0, "`S-1` holds 46 points, but only 40 fit\n")
    assert "state: active" in read(folder)["sprints/S-1.yaml"]


SHARED_DAYS = "`S-3` begins on 2026-12-07, before `S-2` has ended on 2026-12-11"
TURNED_ROUND = "`S-3` ends on 2026-12-01, before it begins on 2026-12-14"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new sprint --start 2026-12-07", SHARED_DAYS),
        ("new sprint --start 2026-12-07 --dry-run", SHARED_DAYS),
        ("new sprint --start 2026-11-18 --end 2026-11-18", "`S-3` begins on 2026-11-18, before `S-1` has ended on"),
        ("new sprint --start 2026-11-09", "`S-1` begins on 2026-11-16, before `S-3` has ended on 2026-11-20"),
        ("new sprint --end 2026-12-01", TURNED_ROUND),
        ("new sprint --file -", TURNED_ROUND),
        ("set S-2 end=2026-11-29", "`S-2` ends on 2026-11-29, before it begins on 2026-11-30"),
        ("set S-2 start=2026-11-27", "`S-2` begins on 2026-11-27, before `S-1` has ended on 2026-11-27"),
        ("set S-1 end=2026-11-30", "`S-2` begins on 2026-11-30, before `S-1` has ended on 2026-11-30"),
    ],
)
def test_no_command_writes_days_that_cannot_be(sprints: Path, po: Po, state: Path, words: str, said: str) -> None:
    before = read(sprints)
    done = po(*words.split(), given="start: 2026-12-14\nend: 2026-12-01\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"po: {said}")
    assert "nothing was written" in done.stderr
    assert read(sprints) == before
    assert not list(state.rglob("S-*")), "no number is spent"


def test_an_editor_cannot_write_them_either(sprints: Path, po: Po) -> None:
    before = read(sprints)
    done = po("edit", "S-2", env={"EDITOR": "sed -i s/2026-12-11/2026-11-29/"})
    assert done.returncode == 2
    assert "`S-2` ends on 2026-11-29, before it begins on 2026-11-30; nothing was written" in done.stderr
    assert read(sprints) == before


def test_validate_calls_both_an_error(write: Write, po: Po) -> None:
    write(
        {
            "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-02\n",
            "sprints/S-2.yaml": "id: S-2\nstart: 2026-11-30\nend: 2026-12-11\n",
            "sprints/S-3.yaml": "id: S-3\nstart: 2026-12-11\nend: 2026-12-11\n",
        }
    )
    done = po("validate", "-f", "json")
    found = [(one["rule"], one["severity"]) for one in json.loads(done.stdout)["diagnostics"]]
    assert found == [("sprint-ends-before-start", "error"), ("overlapping-sprints", "error")]
    assert done.returncode == 1


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
