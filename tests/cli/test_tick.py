"""`po tick` and `po untick`: by number, by a person who is asked, by a report."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from house import Po, Write

STORY = """\
id: PO-1
title: One
acceptance_criteria:
  - plain   # mine
  - text: "in quotes: x"
    verified_by: tests/test_a.py::test_one
    done: true
  - given: a
    when: [b, c]
    then: d
    verified_by: tests/test_a.py::test_two
"""
REPORT = (
    "<testsuite><testcase classname='tests.test_a' name='test_one'><failure message='no'/></testcase>"
    "<testcase classname='tests.test_a' name='test_two'/></testsuite>"
)


def test_by_number_and_back(write: Write, po: Po) -> None:
    path = write({"stories/PO-1.yaml": STORY}) / "stories/PO-1.yaml"
    assert po("tick", "1", "1", "3").stdout == "PO-1 One: ticked 1, 3; 3 of 3 criteria met\n"
    ticked = STORY.replace("- plain   # mine", "- text: plain   # mine\n    done: true").replace(
        "    then: d\n", "    then: d\n    done: true\n"
    )
    assert path.read_text() == ticked
    assert po("tick", "1", "all").stdout == "nothing to change: the files already say so\n"
    assert po("untick", "1", "2").stdout == "PO-1 One: unticked 2; 2 of 3 criteria met\n"
    assert path.read_text() == ticked.replace("test_one\n    done: true", "test_one\n    done: false")


def test_without_a_terminal_the_criteria_are_shown_and_nobody_is_asked(write: Write, po: Po) -> None:
    write({"stories/PO-1.yaml": STORY})
    done = po("tick", "1")
    assert done.stdout == ("PO-1 One\n1 [ ] plain\n2 [x] in quotes: x\n3 [ ] given a, when b, c, then d\n")
    assert done.stderr == "po: no criterion is named\n  hint: write: po tick PO-1 1, or all\n"
    assert done.returncode == 2


def test_on_a_terminal_a_person_is_asked(write: Write, state: Path) -> None:
    root = write({"stories/PO-1.yaml": STORY})
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pocli", "tick", "1"],
        cwd=root,
        env={**os.environ, "PO_STATE_DIR": str(state)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        os.write(ours, b"1,3\n")
        shown = b""
        while b"criteria met" not in shown:
            shown += os.read(ours, 4096)
        assert process.wait(30) == 0
    os.close(ours)
    assert b"tick which (1-3, all)" in shown
    assert b"PO-1 One: ticked 1, 3; 3 of 3 criteria met" in shown
    assert (root / "stories/PO-1.yaml").read_text().count("done: true") == 3


def test_a_report_ticks_what_passed_and_unticks_and_shows_what_failed(write: Write, po: Po) -> None:
    root = write({"stories/PO-1.yaml": STORY, "stories/PO-2.yaml": "id: PO-2\ntitle: Two\n", "r.xml": REPORT})
    done = po("tick", "--junit", "r.xml")
    assert done.stdout == (
        "PO-1 One: ticked 3, unticked 2; 1 of 3 criteria met\n"
        "failed: PO-1 2. in quotes: x\n  tests/test_a.py::test_one: no\n"
        "2 criteria name a test: 1 passed, 1 failed\n"
    )
    text = (root / "stories/PO-1.yaml").read_text()
    assert text == STORY.replace("done: true", "done: false").replace("then: d", "then: d\n    done: true")
    assert po("tick", "--junit", "r.xml", "2").stdout.startswith("no criterion names a test")
