"""A person at a terminal is asked: a wrong answer is asked for again at once, and nothing typed is lost."""

import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from house import TODAY, Po, Write

FILES = {
    "po.yaml": "personas: [member, owner]\n",
    "stories/PO-1.yaml": "id: PO-1\ntitle: All exports\ntype: epic\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\nacceptance_criteria: [one, two]\n",
    "goals/G-1.yaml": "id: G-1\ntitle: Close the books in a day\n",
}
AT_A_TERMINAL = (
    "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGHUP, signal.SIG_DFL); "  # whoever runs the tests may ignore it
    "os.execv(sys.executable, [sys.executable, '-m', 'pocli', *sys.argv[1:]])"
)
"""Begins `po` with the terminal as its own, so that Ctrl-C reaches it."""
END, INTERRUPT = "\x04", "\x03"


class Said(NamedTuple):
    shown: str
    code: int


def send(answer: str | signal.Signals, running: subprocess.Popen[bytes], terminal: int) -> None:
    """Give an answer, or send a signal."""
    if isinstance(answer, signal.Signals):
        running.send_signal(answer)
        return
    asleep(running.pid)
    os.write(terminal, (answer if answer in {END, INTERRUPT} else f"{answer}\n").encode())


def asleep(process: int) -> None:
    """Wait until a process waits: between the prompt and the wait a key may be lost, and Ctrl-C comes late.

    No person is that quick: the prompt has been there for some microseconds then.
    """
    before, told = "", Path(f"/proc/{process}/status")
    if not told.exists():
        time.sleep(1)
        return
    for _ in range(1000):
        status = told.read_text()
        now = "".join(line for line in status.splitlines() if line.startswith(("State:", "voluntary_ctxt")))
        if "S (sleeping)" in now and now == before:
            return
        before = now
        time.sleep(0.02)
    raise AssertionError(before)


@pytest.fixture
def talk(state: Path, tmp_path: Path) -> Callable[..., Said]:
    """Run `po` at a terminal and answer its questions in turn; a signal instead of an answer is sent to it."""

    def run(words: Sequence[str], answers: Sequence[str | signal.Signals], **more: str) -> Said:
        ours, theirs = pty.openpty()
        env = {**os.environ, "PO_TODAY": TODAY, "TERM": "dumb", "PO_STATE_DIR": str(state), "COLUMNS": "200", **more}
        running = subprocess.Popen(
            [sys.executable, "-c", AT_A_TERMINAL, *words],
            cwd=tmp_path,
            env=env,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        shown, left, end = "", list(answers), time.monotonic() + 120
        try:
            while time.monotonic() < end:
                if not select.select([ours], [], [], 0.2)[0]:
                    continue
                try:
                    data = os.read(ours, 4096)
                except OSError:
                    break
                if not data:
                    break
                shown += data.decode(errors="replace")
                if left and shown.rpartition("\n")[2].endswith(": "):
                    send(left.pop(0), running, ours)
                    shown += "\x00"
            code = running.wait(100)
        finally:
            running.kill()
            os.close(ours)
        assert left == []
        return Said(re.sub(r"\r|\x00|\x1b\[\?2004[hl]", "", shown), code)

    return run


Talk = Callable[..., Said]
ANSWERS = [
    *("Export invoices", "membr", "member", "to export", "I can file them"),
    *("a file is made", "it opens", "", "3,x", "5", "99", "1 All exports", "G-7", "G-1"),
]
WRITTEN = (
    "id: PO-3\ntitle: Export invoices\nas_a: member\ni_want: to export\nso_that: I can file them\n"
    "acceptance_criteria:\n  - a file is made\n  - it opens\npoints: 5\nparent: PO-1\ngoal: G-1\n"
)


def story(root: Path) -> str:
    return (root / "stories/PO-3-export-invoices.yaml").read_text()


def test_each_answer_is_checked_when_it_is_given(write: Write, talk: Talk, po: Po, state: Path) -> None:
    root = write(FILES)
    said = talk(["new"], ANSWERS)
    assert said.code == 0
    assert "`membr` is not a persona\n  hint: did you mean `member`?\nas a: " in said.shown
    assert "is not a number" in said.shown
    assert "no story is called `PO-99`" in said.shown
    assert "no goal is called `G-7`\n  hint: did you mean `G-1`?\ngoal: " in said.shown
    assert story(root) == WRITTEN
    assert po("validate").returncode == 0
    assert list(state.rglob("draft.json*")) == []


def test_letters_are_read_where_the_locale_is_c(write: Write, talk: Talk) -> None:
    root = write(FILES)
    said = talk(["new"], ["Überschrift", *ANSWERS[1:]], LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert said.code == 0
    assert (
        (root / "stories/PO-3-überschrift.yaml")
        .read_text(encoding="utf-8")
        .startswith("id: PO-3\ntitle: Überschrift\n")
    )


@pytest.mark.parametrize(
    ("way", "at"),
    [
        *((INTERRUPT, at) for at in (1, 3, 6, 9, 13)),
        *((way, 6) for way in (END, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)),
    ],
)
def test_a_draft_survives_every_end(write: Write, talk: Talk, way: str | signal.Signals, at: int, state: Path) -> None:
    root = write(FILES)
    ended = talk(["new"], [*ANSWERS[:at], way])
    assert ended.code != 0
    if isinstance(way, str):
        assert ended.code == 130
        assert "your answers are saved: po new --resume" in ended.shown
        assert "or give them all at once: po new 'Export invoices'" in ended.shown
    assert not list((root / "stories").glob("PO-3*"))
    (draft,) = state.rglob("draft.json")
    assert draft.stat().st_mode & 0o077 == 0
    again = talk(["new", "--resume"], ANSWERS[at:])
    assert again.code == 0
    assert story(root) == WRITTEN
    assert list(state.rglob("draft.json*")) == []


def test_the_text_on_stderr_makes_the_same_story(write: Write, talk: Talk, po: Po) -> None:
    root = write(FILES)
    ended = talk(["new"], [*ANSWERS[:-1], INTERRUPT])
    line = re.search(r"or give them all at once: po (.*)\n", ended.shown)
    assert line
    words = shlex.split(line[1])
    assert po(*words).returncode == 0
    assert story(root) == WRITTEN.replace("goal: G-1\n", "")


def test_a_new_talk_offers_the_draft_first(write: Write, talk: Talk, state: Path) -> None:
    root = write(FILES)
    talk(["new", "bug"], ["Loop", "member", INTERRUPT])
    again = talk(["new"], ["A title typed too early", "", "to log in", "", "", "", "", ""])
    assert "there is a saved draft: bug `Loop`; continue it? [Y/n]: " in again.shown
    assert "`A title typed too early` is neither yes nor no\n  hint: Enter or y for yes, n for no\n" in again.shown
    assert again.code == 0
    text = (root / "stories/PO-3-loop.yaml").read_text()
    assert text == "id: PO-3\ntitle: Loop\ntype: bug\nas_a: member\ni_want: to log in\n"
    talk(["new", "bug"], ["Loop", "member", INTERRUPT])
    assert "PO-4 Other" in talk(["new"], ["n", "Other", "", "", "", "", "", "", ""]).shown
    assert list(state.rglob("draft.json*")) == []


def test_what_fails_at_the_end_is_kept(write: Write, talk: Talk, po: Po, state: Path) -> None:
    root = write(FILES)
    talk(["new"], [*ANSWERS[:-1], INTERRUPT])
    (root / "po.yaml").write_text("personas: [admin]\n")
    refused = po("new", "--resume")
    assert refused.returncode == 2
    assert "`member` is not a persona; nothing was written" in refused.stderr
    assert "your answers are saved: po new --resume" in refused.stderr
    assert list(state.rglob("draft.json")) != []
    assert po("new", "--resume", "--as-a", "admin").returncode == 0
    assert "as_a: admin" in story(root)
    done = po("new", "--resume")
    assert (done.returncode, done.stderr) == (2, "po: there is no saved draft\n  hint: start a new record: po new\n")


def test_a_dry_run_keeps_the_answers(write: Write, talk: Talk, po: Po) -> None:
    root = write(FILES)
    said = talk(["new", "--dry-run"], ANSWERS)
    assert "+title: Export invoices" in said.shown
    assert "your answers are saved" in said.shown
    assert po("new", "--resume").returncode == 0
    assert story(root) == WRITTEN


def test_a_split_asks_again_and_says_what_was_answered(write: Write, talk: Talk, po: Po) -> None:
    root = write(FILES)
    ended = talk(["split", "2"], ["First part", "x" * 201, "Second", "", "9", "1", INTERRUPT])
    assert ended.code == 130
    assert "cannot be a title" in ended.shown
    assert "`9` is not a child of this split" in ended.shown
    line = re.search(r"what you answered: po (.*)\n", ended.shown)
    assert line
    assert po(*shlex.split(line[1])).returncode == 0
    assert (root / "stories/PO-3-first-part.yaml").is_file()
    assert "acceptance_criteria:\n  - one\n" in (root / "stories/PO-3-first-part.yaml").read_text()


def test_a_sprint_is_closed_by_words_that_are_known(write: Write, talk: Talk) -> None:
    sprint = "id: S-{0}\nsprint_goal: Pay\nstart: {1}\nend: {2}\nstate: {3}\n"
    root = write(
        {
            **FILES,
            "stories/PO-2.yaml": "id: PO-2\ntitle: Two\nstatus: doing\nsprint: S-1\n",
            "sprints/S-1.yaml": sprint.format(1, "2026-11-16", "2026-11-27", "active"),
            "sprints/S-2.yaml": sprint.format(2, "2026-11-30", "2026-12-11", "planned"),
        }
    )
    ended = talk(["sprint", "close"], ["maybe", "partly", "Paying works", INTERRUPT])
    assert "`maybe` is not one of yes, partly, no\n  hint: write one of them" in ended.shown
    assert "what you answered: po sprint close S-1 --goal-met partly --outcome 'Paying works'" in ended.shown
    said = talk(["sprint", "close"], ["par", "Paying works", "forward", "on"])
    assert "`forward` is not one of back, on" in said.shown
    assert said.code == 0
    assert "sprint: S-2" in (root / "stories/PO-2.yaml").read_text()
    assert "goal_met: partly\noutcome: Paying works\n" in (root / "sprints/S-1.yaml").read_text()


def test_a_wrong_input_of_a_score_costs_no_other(write: Write, talk: Talk) -> None:
    rice = "id: PO-2\ntitle: Two\npoints: 3\nrice: {reach: 10, impact: high, confidence: 50%, effort: 1}\n"
    root = write({**FILES, "stories/PO-2.yaml": rice})
    said = talk(["score"], ["9000", "huge", "low", "120%", "80%", ""])
    assert said.code == 0
    assert said.shown.count("reach [") == 1
    assert "reach: 9000, impact: low, confidence: 80%, effort: 1" in (root / "stories/PO-2.yaml").read_text()
