"""`po split`: children with their criteria, the epic without them, as one step."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from house import Po, Write

STORY = """\
id: PO-1
title: Large
acceptance_criteria:
  - one   # stays
  - text: two   # goes
    done: true
  - three
points: 13
sprint: S-1
depends_on: [PO-2]
"""
FILES = {
    "stories/PO-1.yaml": STORY,
    "stories/PO-2.yaml": "id: PO-2\ntitle: Before\n",
    "stories/PO-3.yaml": "id: PO-3\ntitle: After\ndepends_on: [PO-1]\n",
    "sprints/S-1.yaml": "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\n",
}

COMMENT = re.compile(r"# [^\r\n]*")


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.yaml"))}


def test_a_story_becomes_an_epic_with_children(write: Write, po: Po) -> None:
    root = write(FILES)
    done = po("split", "1", "--into", "Small", "--into", "Été à Paris", "--criteria", "2,3=2")
    assert done.stdout == (
        "PO-1 Large: now the epic of PO-4, PO-5\n"
        "PO-4 Small: part of PO-1\n"
        "PO-5 Été à Paris: part of PO-1, with 2 criteria\n"
    )
    assert done.stderr == (
        "PO-1 has 13 points; estimate its children instead: po plans no epic\n"
        "PO-1 was planned for S-1; its children are not: po plan --sprint S-1\n"
    )
    assert texts(root) == {
        **FILES,
        "po.yaml": "",
        "stories/PO-1.yaml": (
            "id: PO-1\ntitle: Large\ntype: epic\nacceptance_criteria:\n  - one   # stays\n"
            "points: 13\nsprint: S-1\ndepends_on: [PO-2]\n"
        ),
        "stories/PO-4-small.yaml": "id: PO-4\ntitle: Small\nparent: PO-1\ndepends_on: [PO-2]\n",
        "stories/PO-5-été-à-paris.yaml": (
            "id: PO-5\ntitle: Été à Paris\nacceptance_criteria:\n  - text: two   # goes\n    done: true\n  - three\n"
            "parent: PO-1\ndepends_on: [PO-2]\n"
        ),
    }
    assert po("validate").returncode == 0
    assert po("undo").returncode == 0
    assert texts(root) == {**FILES, "po.yaml": ""}


COMMENTED = """\
id: PO-1
title: Large
acceptance_criteria:   # agreed in May
  # head of the first
  - given: a bill      # of a firm
    when: it is paid
    then:
      - it closes      # see the letter
      # and after that
      - a mail is sent
  - text: Two          # stays here
    # ask Ada first
    done: false

  # head of the last
  - '#3 is shown'      # 'quoted'
# of the next field
owner: ada             # since June
"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_the_lines_of_criteria_move_as_they_stand_with_their_comments(write: Write, po: Po, line_break: str) -> None:
    before = COMMENTED.replace("\n", line_break)
    root = write({"stories/PO-1.yaml": before.encode()})
    assert po("split", "1", "--into", "Part", "--criteria", "1,3=1").returncode == 0
    epic, part = ((root / "stories" / name).read_bytes().decode() for name in ("PO-1.yaml", "PO-2-part.yaml"))
    assert sorted(COMMENT.findall(epic + part)) == sorted(COMMENT.findall(before)), "each comment is there once"
    first, last = before.index("  # head of the first"), before.index("  - text: Two")
    assert before[first:last] in part
    assert before[before.index("  # head of the last") : before.index("# of the next field")] in part
    assert before[last : before.index("  # head of the last")].rstrip() in epic
    assert "# of the next field" + line_break + "owner: ada             # since June" in epic
    assert po("validate").returncode == 0
    assert po("undo").returncode == 0
    assert (root / "stories" / "PO-1.yaml").read_bytes().decode() == before


def test_nothing_is_split_where_nobody_can_be_asked_or_it_is_closed(write: Write, po: Po) -> None:
    root = write({**FILES, "stories/PO-2.yaml": "id: PO-2\ntitle: Before\nstatus: done\n"})
    asked = po("split", "1")
    assert asked.stderr.startswith('po: no child is named\n  hint: write: po split PO-1 --into "First part"')
    assert (
        po("split", "2", "--into", "x").stderr == "po: PO-2 is done\n  hint: open it first: po set PO-2 status=ready\n"
    )
    assert len(texts(root)) == 5


def test_on_a_terminal_a_person_is_asked(write: Write, state: Path) -> None:
    root = write(FILES)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "pocli", "split", "1"],
        cwd=root,
        env={**os.environ, "PO_STATE_DIR": str(state), "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        for question, answer in (
            (b"part 1:", b"Small"),
            (b"part 2:", b""),
            (b"criterion 1: one", b""),
            (b"criterion 2: two", b"1"),
            (b"criterion 3: three", b""),
        ):
            while question not in shown:
                shown += os.read(ours, 4096)
            os.write(ours, answer + b"\n")
        while b"planned for" not in shown:
            shown += os.read(ours, 4096)
        assert process.wait(60) == 0
    os.close(ours)
    assert "  - text: two   # goes\n" in (root / "stories/PO-4-small.yaml").read_text()
