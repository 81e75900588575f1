"""`scoring` of po.yaml holds in every command, and each model's order is kept beside the others."""

import json
from pathlib import Path
from typing import Any

import pytest

from house import Po, Write

STORY = """\
id: PO-{number}
title: Story {number}
status: ready
acceptance_criteria: [It works]
points: 5
rice: {{reach: {reach}, impact: 1, confidence: 100%}}
wsjf: {{value: {value}, time_criticality: 3, risk_reduction: 2, job_size: 5}}
"""


@pytest.fixture
def backlog(write: Write) -> Path:
    """Return a backlog in which RICE and WSJF disagree about two stories."""
    stories = {
        f"stories/PO-{number}.yaml": STORY.format(number=number, reach=reach, value=value)
        for number, reach, value in ((1, 900, 1), (2, 100, 13), (3, 50, 2))
    }
    return write({"po.yaml": "scoring: wsjf\n", **stories})


def answer(po: Po, *words: str) -> Any:  # noqa: ANN401 - JSON
    done = po(*words, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.usefixtures("backlog")
def test_every_command_ranks_by_the_model_of_the_backlog(po: Po) -> None:
    for more in ([], ["--own"]):
        ranked = answer(po, "rank", *more)
        assert (ranked["model"], [item["id"] for item in ranked["items"]]) == ("wsjf", ["PO-2", "PO-3", "PO-1"])
        assert ranked["items"][0]["score"] == 3.6
    assert "worth most: PO-2 Story 2 (3.6)" in po().stdout
    assert [row["id"] for row in answer(po, "rank", "--uncertain")["items"]] == ["PO-2", "PO-3", "PO-1"]
    assert {one["id"]: one["score"] for one in answer(po, "list")["stories"]} == {"PO-1": 1.2, "PO-2": 3.6, "PO-3": 1.4}
    assert answer(po, "show", "2")["stories"][0]["score"] == 3.6
    planned = answer(po, "plan", "--capacity", "5")
    assert [(row["id"], row["value"], row["score"]) for row in planned["sprints"][0]["stories"]] == [("PO-2", 18, 3.6)]
    assert planned["sprints"][0]["value"] == 18
    assert round(planned["value"] * 3) == 18 * 3 + 7 * 2 + 6  # of three sprints, the later ones count less
    said = "(value 13 + time criticality 3 + risk reduction 2) ÷ job size 5 = 3.6"
    assert said in po("rank", "--explain", "2").stdout
    assert said in po("show", "2").stdout


@pytest.mark.usefixtures("backlog")
def test_what_would_change_a_place_is_said_in_the_model_s_inputs(po: Po) -> None:
    found = answer(po, "rank", "--sensitive", "3")
    assert (found["above"], found["below"]) == ("PO-2", "PO-1")
    levers = {lever["input"]: (lever["up"], lever["down"]) for lever in found["inputs"]}
    assert levers == {
        "value": (13, 1),
        "time_criticality": (14, 2),
        "risk_reduction": (13, 1),
        "job_size": (round(7 / 3.6, 14), round(7 / 1.2, 14)),
    }


def test_scores_are_set_in_the_model_s_inputs(backlog: Path, po: Po) -> None:
    done = po("score", "3", "20", "-", "-", "3")
    assert "PO-3: #2 → #1, score 1.4 → 8.3" in done.stdout
    text = (backlog / "stories" / "PO-3.yaml").read_text()
    assert "wsjf: {value: 20, time_criticality: 3, risk_reduction: 2, job_size: 3}" in text
    assert po("score", "3", "1", "1", "1", "1", "1").returncode == 2


@pytest.mark.usefixtures("backlog")
def test_another_model_can_be_asked_for_and_each_order_is_kept(po: Po, cache: Path) -> None:
    for name, first in (("rice", "PO-1"), ("wsjf", "PO-2"), ("value-points", "PO-1"), ("rice", "PO-1")):
        assert answer(po, "rank", "--by", name)["items"][0]["id"] == first
    compared = answer(po, "rank", "--compare", "rice,wsjf")
    assert [item["ranks"] for item in compared["items"]] == [[1, 3], [2, 1], [3, 2]]
    assert "no story here has a score by ice" in po("rank", "--compare", "rice,ice").stdout
    kept = b"".join(path.read_bytes() for path in cache.rglob("*") if path.is_file())
    assert all(f'"order by {name}"'.encode() in kept for name in ("rice", "wsjf", "value-points"))


def test_a_model_that_cannot_be_read_is_not_exchanged_in_silence(backlog: Path, po: Po) -> None:
    (backlog / "po.yaml").write_text("scoring: wsfj\nreserve: half\n")
    for command in ("rank", "plan", "list", "goals"):
        done = po(command)
        assert "cannot be read in po.yaml, so the default counts: `reserve`, `scoring`" in done.stderr, command
    (backlog / "po.yaml").write_text("scoring: wsjf\n")
    assert "cannot be read" not in po("rank").stderr
