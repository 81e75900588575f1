"""The lines of beads become stories; what is gone, or only passes, is named."""

import json

import pytest

from arrivals import stories
from pocli.errors import PoError
from pocli.exchange import beads
from pocli.features.imports import recognised
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog

DAY = "2026-01-10T19:45:42.200062+13:00"


def taken(*lines: dict[str, object]) -> ImportPlan:
    return intake(beads.read("".join(json.dumps(line) + "\n" for line in lines), {}), Backlog())


def test_beads() -> None:
    links = [
        {"issue_id": "dep-b2", "depends_on_id": "dep-a1", "type": "parent-child"},
        {"issue_id": "dep-b2", "depends_on_id": "dep-c3", "type": "blocks"},
        {"issue_id": "dep-b2", "depends_on_id": "dep-a1", "type": "related"},
    ]
    found = taken(
        {"id": "dep-a1", "title": "Depot", "status": "open", "issue_type": "epic", "created_at": DAY},
        {"id": "dep-b2", "title": "Weigh", "status": "in_progress", "issue_type": "feature", "assignee": "ada",
         "labels": ["web"], "acceptance_criteria": "- one\n- two", "dependencies": links, "due_at": "1970-01-01"},
        {"id": "dep-c3", "title": "Order", "status": "closed", "issue_type": "task", "closed_at": DAY, "priority": 0},
        {"id": "dep-d4", "title": "Gone", "status": "tombstone", "issue_type": "task"},
        {"_type": "memory", "key": "k", "value": "v"},
    )  # fmt: skip
    depot, weigh, order = stories(found)
    assert [(one.type, one.status) for one in (depot, weigh, order)] == [
        ("epic", "draft"),
        ("story", "doing"),
        ("chore", "done"),
    ]
    assert (weigh.parent, weigh.depends_on, weigh.owner, weigh.due) == (depot.id, (order.id,), "ada", None)
    assert [one.text for one in weigh.acceptance_criteria] == ["one", "two"]
    assert str(order.finished) == "2026-01-10"
    assert [text for _, text in found.notes] == [
        "dependencies: `related dep-a1` is no order: left out",
        "`Gone` is deleted: left out",
        "`k` is a memory: left out",
    ]
    assert "priority" in found.unused


def test_a_file_of_beads_is_known() -> None:
    assert recognised.fitting('{"id":"a-1","title":"x","status":"open","issue_type":"task"}\n') == ("beads",)
    with pytest.raises(PoError, match="no issues of beads"):
        beads.read('{"a": 1}', {})
