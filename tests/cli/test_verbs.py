"""The verbs of every day, as a user types them."""

from pathlib import Path

import pytest

from house import Po, Write

TWO = {
    "stories/PO-1.yaml": "# kept\r\nid: PO-1\r\ntitle: One\r\nacceptance_criteria: [a, {text: b, done: true}]\r\n",
    "stories/PO-2.yaml": "id: PO-2\ntitle: Two\nstatus: ready # yes\ndepends_on: [PO-1]",
}


def test_several_stories_are_one_step(write: Write, po: Po) -> None:
    root = write(TWO)
    done = po("done", "1", "PO-2")
    assert (done.returncode, done.stdout) == (0, "PO-1 One: draft → done\nPO-2 Two: ready → done\n")
    assert done.stderr == "PO-1 has 1 of 2 criteria open: po checklist PO-1\n"
    assert (root / "stories/PO-1.yaml").read_bytes() == TWO["stories/PO-1.yaml"].replace(
        "One\r\n", "One\r\nstatus: done\r\n"
    ).encode()
    assert (root / "stories/PO-2.yaml").read_text() == TWO["stories/PO-2.yaml"].replace("ready", "done")
    assert po("undo").stdout == "undone: PO-1 One: draft → done\nundone: PO-2 Two: ready → done\n"
    assert {name: (root / name).read_bytes().decode() for name in TWO} == TWO
    assert po("redo").stdout.startswith("redone: PO-1")


def test_a_dry_run_shows_and_changes_nothing(write: Write, po: Po, state: Path) -> None:
    root = write(TWO)
    done = po("block", "2", "waiting", "for it", "--dry-run")
    assert done.stdout == (
        "--- stories/PO-2.yaml\n+++ stories/PO-2.yaml\n@@ -1,4 +1,5 @@\n id: PO-2\n title: Two\n status: ready # yes\n"
        "-depends_on: [PO-1]\n\\ No newline at end of file\n+depends_on: [PO-1]\n+blocked: waiting for it\n"
        "\\ No newline at end of file\n"
    )
    assert {name: (root / name).read_bytes().decode() for name in TWO} == TWO
    assert list(state.iterdir()) == []


def test_colours_are_for_those_who_ask(write: Write, po: Po) -> None:
    write(TWO)
    assert "\x1b[32m+blocked: x\x1b[0m" in po("block", "2", "x", "--dry-run", "--color", "always").stdout


def test_nothing_to_do_is_said(write: Write, po: Po) -> None:
    write(TWO)
    assert po("unblock", "1").stdout == "PO-1 is not blocked\n"
    assert po("undo").stderr == (
        "po: there is nothing to undo\n  hint: po remembers the last 50 steps that it wrote here\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["block", "1"], 'the reason is missing\n  hint: write: po block 1 "waiting'),
        (["drop", "all of it"], "`all of it` is not a story"),
        (["ready", "9"], "no story is called `PO-9`"),
    ],
)
def test_what_is_missing_is_asked_for(write: Write, po: Po, words: list[str], message: str) -> None:
    root = write(TWO)
    done = po(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert {name: (root / name).read_bytes().decode() for name in TWO} == TWO


def test_every_verb_and_back(write: Write, po: Po) -> None:
    root = write(TWO)
    for words in (["pin", "2", "because"], ["unpin", "2"], ["block", "2", "why"], ["unblock", "2"]):
        assert po(*words).returncode == 0
    assert (root / "stories/PO-2.yaml").read_text() == TWO["stories/PO-2.yaml"]
    assert po("drop", "2", "no").returncode == 0
    assert "dropped_because: no" in (root / "stories/PO-2.yaml").read_text()
    assert po("ready", "2").returncode == 0
    assert (root / "stories/PO-2.yaml").read_text() == TWO["stories/PO-2.yaml"]
    assert po("validate").returncode == 0
