"""One place makes a text harmless for where it goes, in every format: a terminal, a job's log, a program."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import Po, Write
from pocli import registry
from pocli.text import HOSTILE, json_safe, safe, unheard, visible

HOSTILES = "".join(map(chr, (*range(1, 9), *range(0xB, 0x20), *range(0x7F, 0xA0)))) + (
    "\u202e\u2066\u2028\u2029\u200b\ufeff\u034f\U000e0041"
)
TITLE = f'::add-mask::x ##[add-mask]y ##vso[x] \x1b[31mred\x1b]52;c;aGk=\x07 {HOSTILES} "Größe 日本 🚀" @here'
LOOKS = ("table", "json", "csv", "markdown", "slack", "html", "mermaid")
REPORTS = (*registry.names("reporters"), "markdown")
EXPORTS = registry.capable("exchange", "write")
COMMANDS = [
    *(f"list -f {form}" for form in LOOKS),
    *(f"rank -f {form}" for form in LOOKS),
    *(f"validate -f {form}" for form in REPORTS),
    *(f"export {form}" for form in EXPORTS),
    "prompt stories x",
    "show 1",
    "schema story",
]
OURS = re.compile(r"\x1b\[[0-9;]*m")
"""The colours of our own, which stand in what is laid out for people only."""
COMMAND = re.compile(r"(?m)^\s*::|##(?:vso)?\[")


def quoted(text: str) -> str:
    """Return a text as a scalar of YAML in which every character may stand."""
    return '"' + "".join(f"\\U{ord(one):08x}" for one in text) + '"'


@pytest.fixture
def hostile(write: Write) -> Path:
    text, criterion = quoted(TITLE), quoted(f"::stop-commands::z\n::add-mask::w {HOSTILES}")
    story = f"id: PO-1\ntitle: {text}\nstatus: ready\npoints: 1\nowner: {text}\ndescription: {criterion}\n"
    return write({"stories/PO-1-a.yaml": story, "stories/PO-2-b.yaml": f"id: PO-2\ntitle: a\ngoal: {text}\n"})


def on_a_terminal(folder: Path, *words: str) -> str:
    """Return what a command shows on a terminal."""
    ours, theirs = os.openpty()
    program = [sys.executable, "-m", "pocli", *words]
    with subprocess.Popen(program, cwd=folder, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL) as process:
        os.close(theirs)
        found = b""
        while True:
            try:
                more = os.read(ours, 65_536)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            found += more
        process.wait()
    os.close(ours)
    return found.decode("utf-8").replace("\r\r\n", "\n").replace("\r\n", "\n")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("state")
def test_no_format_changes_a_terminal(hostile: Path, command: str) -> None:
    shown = on_a_terminal(hostile, *command.split())
    assert "bug in po" not in shown
    assert not command.startswith(("list -f csv", "export csv")) or "add-mask" in shown
    assert HOSTILE.findall(OURS.sub("", shown.replace("\n", ""))) == []
    if not command.startswith(("list -f table", "rank", "show", "validate")):
        assert "\x1b" not in shown


@pytest.mark.parametrize("command", [one for one in COMMANDS if one != "validate -f github"])
def test_no_format_commands_the_runner(hostile: Path, po: Po, command: str) -> None:
    done = po(*command.split(), cwd=hostile, env={"TF_BUILD" if "export" in command else "GITHUB_ACTIONS": "true"})
    assert "bug in po" not in done.stderr
    assert COMMAND.findall(done.stdout + done.stderr) == []


@pytest.mark.parametrize("words", ["set PO-1 goal=##[error]x", "show ##[error]x", "##[error]x", "list --goal ##[x]y"])
def test_no_refusal_commands_the_runner(hostile: Path, po: Po, words: str) -> None:
    done = po(*words.split(), cwd=hostile, env={"GITHUB_ACTIONS": "true"})
    assert done.returncode != 0
    assert COMMAND.findall(done.stdout + done.stderr) == []


def test_a_file_holds_what_the_stories_say(hostile: Path) -> None:
    out = hostile / "out.csv"
    with out.open("wb") as file:
        program = [sys.executable, "-m", "pocli", "export", "csv"]
        there = {**os.environ, "GITHUB_ACTIONS": "true"}
        subprocess.run(program, cwd=hostile, stdout=file, stderr=subprocess.DEVNULL, env=there, check=True)
    assert "##[add-mask]y ##vso[x] \x1b[31mred" in out.read_text("utf-8")


FOR_PROGRAMS = ("list -f json", "rank -f csv", "export jira", "export json", "validate -f sarif", "validate -f junit")


@pytest.mark.parametrize("command", FOR_PROGRAMS)
def test_bytes_for_programs_are_the_same_in_every_locale(hostile: Path, command: str) -> None:
    program = [sys.executable, "-m", "pocli", *command.split()]
    found = {
        subprocess.run(
            program,
            cwd=hostile,
            env={**os.environ, "PO_TODAY": "2026-11-23", "PYTHONIOENCODING": coding, "LC_ALL": "C"},
            capture_output=True,
            check=False,
        ).stdout
        for coding in ("utf-8", "latin-1", "cp1252")
    }
    assert len(found) == 1
    found.pop().decode("utf-8")


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_json_is_safe_and_means_the_same(text: str) -> None:
    document = json_safe(json.dumps([text, {text: "##[x]"}], indent=2, ensure_ascii=False))
    assert json.loads(document) == [text, {text: "##[x]"}]
    assert not HOSTILE.search(document.replace("\n", ""))
    assert "##[" not in document
    document.encode("utf-8")
    assert json_safe(document) == document


@given(st.lists(st.text(st.sampled_from([*HOSTILES, "a", " ", "é", "\n", "\r"]))))
def test_lines_stay_and_nothing_else_does(lines: list[str]) -> None:
    text = "\n".join(lines)
    shown = visible(text)
    assert shown.count("\n") == text.count("\n")
    assert not HOSTILE.search(shown.replace("\r\n", "").replace("\n", ""))
    assert visible("é plain") == safe("é plain")


def test_nobody_listens_outside_of_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert unheard("##[x]") == "##[x]"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert unheard("##[x]\n ::y::") == "#\\#[x]\n :\\:y::"
