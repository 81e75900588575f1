"""Where nothing is there yet, each command says the one that makes the first, and that one works."""

import re
import shlex

import pytest

from house import Po, Write
from pocli.field_table.field import Noun
from pocli.lookup.naming import FIRST


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("list", "story"),
        ("rank", "story"),
        ("rank --uncertain", "story"),
        ("plan --capacity 40", "story"),
        ("standup", "story"),
        ("goals", "goal"),
        ("roadmap", "goal"),
        ("requests", "request"),
        ("sprint", "sprint"),
        ("sprint show", "sprint"),
        ("sprint start", "sprint"),
        ("sprint close --goal-met yes", "sprint"),
        ("burndown", "sprint"),
        ("metrics", "sprint"),
    ],
)
@pytest.mark.parametrize("settings", ["", "id_prefix: TS\npersonas: [member]\nmoney: {EUR: 50}\n"])
def test_the_command_that_makes_the_first_one_works(
    write: Write, po: Po, command: str, kind: Noun, settings: str
) -> None:
    root = write({"po.yaml": settings})
    done = po(*command.split(), env={"COLUMNS": "400"})
    said = re.search(r"po (new .*?)(?:, then start.*)?$", done.stdout + done.stderr, re.MULTILINE)
    assert said
    assert f"po {said[1]}" == FIRST[kind]
    assert po(*shlex.split(said[1])).returncode == 0
    assert po("validate").returncode == 0
    assert len([path for path in root.rglob("*.yaml") if path.name != "po.yaml"]) == 1
    again = po(*command.split(), env={"COLUMNS": "400"})
    assert "the first one" not in again.stdout + again.stderr


def test_a_sprint_that_is_planned_is_named(write: Write, po: Po) -> None:
    write({})
    po("new", "sprint", "Goal", "--start", "2026-11-23")
    assert po("sprint").stderr == "po: no sprint is active\n  hint: start the next one: po sprint start S-1\n"
    assert po("sprint", "start", "S-1", "--yes").returncode == 0
    assert po("sprint").stdout == po("sprint", "show").stdout != ""
    assert "Usage" in po("sprint", "--help").stdout


def test_a_standup_names_a_story_to_begin_with(write: Write, po: Po) -> None:
    files = {
        f"stories/PO-{number}.yaml": f"id: PO-{number}\ntitle: T\nstatus: {status}\n"
        for number, status in enumerate(("draft", "ready", "done"), 1)
    }
    write(files)
    assert "take one into work: po start PO-2\n" in po("standup").stdout
