"""Long work shows how far it is, on a terminal only."""

import os
import pty
import subprocess
import sys

CODE = """
import sys, time
from pocli import output
from pocli.run import Run
things = [0.05] * 20 if sys.argv[1] == "long" else [0]
for thing in output.progress(Run(quiet=sys.argv[2] == "quiet"), things, "checking"):
    time.sleep(thing)
"""


def seen(*words: str) -> str:
    """Return what a terminal at stderr sees."""
    leader, follower = pty.openpty()
    subprocess.run([sys.executable, "-c", CODE, *words], stderr=follower, check=True)
    os.close(follower)
    text = b""
    try:
        while chunk := os.read(leader, 4096):
            text += chunk
    except OSError:
        pass
    os.close(leader)
    return text.decode()


def test_long_work_shows_how_far_it_is_and_clears_up() -> None:
    text = seen("long", "loud")
    assert "checking ━" in text
    assert " of 20" in text
    assert text.endswith("\r\x1b[K")


def test_brief_or_quiet_work_shows_nothing() -> None:
    assert seen("brief", "loud") == ""
    assert seen("long", "quiet") == ""


def test_without_a_terminal_there_is_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", CODE, "long", "loud"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
