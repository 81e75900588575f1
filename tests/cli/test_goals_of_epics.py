"""A story serves its epic's goal where it names none: the same in every table, filter and sum."""

import json

import pytest

from house import Po, Write

CRITERION = "acceptance_criteria: [A receipt is sent]\nstatus: ready\n"
FILES = {
    "goals/G-1.yaml": "id: G-1\ntitle: Goal\n",
    "stories/PO-1.yaml": "id: PO-1\ntitle: Epic\ntype: epic\ngoal: G-1\n"
    "rice: {reach: 100, impact: 1, confidence: 50%}\n",
    "stories/PO-2.yaml": f"id: PO-2\ntitle: Child\nparent: PO-1\npoints: 3\n{CRITERION}",
    "stories/PO-3.yaml": "id: PO-3\ntitle: Other\npoints: 20\nrice: {reach: 9, impact: 1, confidence: 50%}\n"
    f"{CRITERION}",
}


def test_every_table_names_the_goal_that_a_story_serves(write: Write, po: Po) -> None:
    write(FILES)
    (row,) = [line for line in po("rank").stdout.splitlines() if "PO-2" in line]
    assert row.split()[3] == "G-1"
    planned = json.loads(po("plan", "--capacity", "5", "-f", "json").stdout)
    (story,) = planned["sprints"][0]["stories"]
    assert (story["id"], story["goal"]) == ("PO-2", "G-1")
    assert "G-1: 3 of 3 points." in po("plan", "--capacity", "5").stdout


@pytest.mark.parametrize("command", ["list", "rank"])
def test_filters_by_goal_choose_what_the_tables_show(write: Write, po: Po, command: str) -> None:
    write(FILES)
    assert "PO-2" in po(command, "--goal", "G-1").stdout
    assert "PO-3" not in po(command, "--goal", "G-1").stdout
    assert "PO-2" not in po(command, "--not-goal", "G-1").stdout
    assert "PO-2" not in po(command, "--goal", "none").stdout
    assert "PO-3" in po(command, "--goal", "none").stdout


def test_what_no_sprint_has_room_for_says_how_much_there_is(write: Write, po: Po) -> None:
    write({**FILES, "po.yaml": "reserve: 20%\n"})
    assert "too big: 20 points, a sprint holds 16 beside its reserve" in po("plan", "--capacity", "20").stdout
    assert "too big: 20 points, a sprint holds 10\n" in po("plan", "--capacity", "10").stdout


def test_a_stand_up_offers_what_is_in_the_sprint(write: Write, po: Po) -> None:
    sprint = "id: S-1\nstart: 2026-11-16\nend: 2026-11-27\nstate: active\n"
    in_it = "id: PO-4\ntitle: In it\nsprint: S-1\n"
    write({**FILES, "sprints/S-1.yaml": sprint, "stories/PO-4.yaml": in_it})
    assert "take one into work: po start PO-4\n" in po("standup").stdout


def test_a_review_and_a_changelog_tell_it_under_the_goal(write: Write, po: Po) -> None:
    done = "status: done\nfinished: 2026-11-20\nsprint: S-1\n"
    sprint = "id: S-1\nstart: 2026-11-16\nend: 2026-11-20\nstate: closed\n"
    story = f"id: PO-2\ntitle: Child\nparent: PO-1\npoints: 3\n{done}"
    write({**FILES, "sprints/S-1.yaml": sprint, "stories/PO-2.yaml": story})
    told = po("review", "S-1").stdout
    assert "Other work" not in told
    assert told.index("Goal\n") < told.index("Child (PO-2)")
    assert "### Goal\n" in po("export", "changelog", "-o", "-").stdout
    assert "goal        G-1 Goal" in po("show", "PO-2").stdout
