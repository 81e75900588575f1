"""How an answer leaves: into a file, onto the clipboard, in every look."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from house import REPO, Po, Write

STORY = (
    "id: PO-1\ntitle: <b>One</b>\nstatus: ready\npoints: 3\nrice: {reach: 10, impact: 1, confidence: 80%, effort: 1}\n"
)


@pytest.fixture
def folder(write: Write) -> Path:
    return write({"stories/PO-1.yaml": STORY})


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", "<!DOCTYPE html>"),
        ("a.md", "# Ranking, 23 Nov 2026\n\n| \\# |"),
        ("a.csv", "rank,"),
        ("a.json", "{"),
        ("a.txt", "#"),
    ],
)
def test_the_name_of_the_file_names_the_format(folder: Path, po: Po, name: str, begins: str) -> None:
    done = po("rank", "-o", name)
    assert (done.returncode, done.stdout) == (0, f"written: {name}\n")
    assert (folder / name).read_text(encoding="utf-8").lstrip().startswith(begins)


@pytest.mark.parametrize("line", ["explain not-ready", "schema story", "prompt stories x", "validate", "rank", "rules"])
def test_a_dash_is_stdout_for_every_command(folder: Path, po: Po, line: str) -> None:
    assert po(*line.split(), "-o", "-").stdout == po(*line.split()).stdout != ""
    assert not (folder / "-").exists()


@pytest.mark.parametrize("line", ["explain not-ready", "schema story", "prompt stories x"])
def test_a_text_can_be_written_into_a_file(folder: Path, po: Po, line: str) -> None:
    assert po(*line.split(), "-o", "a.txt").stdout == "written: a.txt\n"
    assert (folder / "a.txt").read_text(encoding="utf-8") == po(*line.split()).stdout


def test_a_format_that_is_named_wins(folder: Path, po: Po) -> None:
    assert po("rank", "--output", "a.html", "-f", "csv", "-q").stdout == ""
    assert (folder / "a.html").read_text().startswith("rank,")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "stories/PO-2.yaml"], "could be a file of the backlog"),
        (["-o", "nowhere/a.html"], "cannot be written"),
        (["--copy"], "no terminal to copy with"),
        (["-f", "pdf"], "there are: table, json, csv, markdown, slack, html, mermaid"),
    ],
)
def test_what_cannot_leave_is_said(po: Po, words: list[str], said: str) -> None:
    done = po("rank", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_clipboard_is_that_of_the_terminal(folder: Path) -> None:
    ours, theirs = os.openpty()
    program = [sys.executable, "-m", "pocli", "rank", "-f", "csv", "--copy"]
    done = subprocess.run(program, cwd=folder, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert done.stdout == b""
    data = shown.split("\x1b]52;c;")[1].split("\x07")[0]
    assert base64.b64decode(data).startswith(b"rank,")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["slack", "html"])
def test_a_title_is_only_a_title(po: Po, form: str) -> None:
    shown = po("rank", "-f", form).stdout
    assert "&lt;b&gt;One&lt;/b&gt;" in shown
    assert "<b>" not in shown


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_bug(closed: str) -> None:
    command = f'"{sys.executable}" -m pocli rank {closed}'
    done = subprocess.run(
        ["sh", "-c", command], cwd=REPO / "examples" / "backlog", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
