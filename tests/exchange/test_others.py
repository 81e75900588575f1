"""The files of the other tools become stories, each column with a home or a name."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

from arrivals import shared, stories
from pocli.disk.foreign_file import text as file_text
from pocli.errors import PoError
from pocli.exchange import aha, azure, backlog_md, pivotal, productboard, trello
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog
from pocli.model.story import Criterion, Link


def taken(member: ModuleType, text: str, **mapping: str) -> ImportPlan:
    return intake(member.read(text, mapping), Backlog())


def test_pivotal() -> None:
    header = (
        "Id,Title,Labels,Iteration,Iteration Start,Iteration End,Type,Estimate,Current State,Created at,Accepted at,"
    )
    header += "Deadline,Requested By,Description,URL,Owned By,Owned By,Blocker,Blocker Status,"
    header += "Task,Task Status,Task,Task Status"
    first = '1,Pay,"web, pay",3,"Nov 16, 2015","Nov 22, 2015",feature,3,accepted,"Nov 1, 2015","Nov 19, 2015",'
    first += '"Dec 1, 2015",ann,d,https://example.com/1,bob,cem,the bank,unresolved,do a,completed,do b,not completed'
    second = '2,Cut a release,,,,,release,-1,rejected,"Nov 1, 2015",,,ann'  # a row may be shorter than its header
    found = taken(pivotal, f"{header}\n{first}\n{second}\n")
    one, two = stories(found)
    assert (one.type, one.status, one.points, one.labels) == ("story", "done", Fraction(3), ("web", "pay"))
    assert (one.created, one.finished, one.due) == (date(2015, 11, 1), date(2015, 11, 19), date(2015, 12, 1))
    assert (one.owner, one.requested_by, one.blocked, one.sprint) == ("bob", ("ann",), "the bank", "S-1")
    assert one.acceptance_criteria == (Criterion("do a", done=True), Criterion("do b"))
    assert one.links == (Link("Pivotal Tracker", "https://example.com/1"),)
    assert (two.type, two.status, two.points) == ("chore", "doing", None)
    assert found.notes == ((2, "Owned By: a story has one owner: `cem` left out"),)
    assert [box.fields["name"] for box in found.sprints] == ["Iteration 3"]


def test_every_documented_column_of_pivotal() -> None:
    columns = json.loads(shared("exports/pivotal-columns.json"))["columns"]
    found = taken(pivotal, ",".join(columns) + "\n")
    assert [column.name for column in found.columns] == columns
    assert found.unused == ()


def test_azure_reads_a_tree() -> None:
    found = taken(azure, shared("exports/azure-tree.csv"))
    epic, *children = stories(found)
    assert (epic.title, epic.type, epic.extra["x-azure-key"]) == ("Track Telemetry for data imports", "epic", "165")
    assert [child.parent for child in children] == [epic.id] * 3
    assert found.unused == ("Priority",)


def test_azure_refuses_rows_that_are_shifted_against_their_header() -> None:
    found = taken(azure, shared("exports/azure-query.csv"))
    assert found.rows == ()
    assert [row for row, _ in found.notes] == [2, 3, 4, 5, 6]
    assert "`Active` is under Assigned To" in found.notes[0][1]


def test_azure_reads_html_tags_people_and_days() -> None:
    header = "ID,Work Item Type,Title,Assigned To,State,Tags,Description,Acceptance Criteria,Story Points,Created Date,"
    header += "Closed Date,Iteration Path"
    row = '7,Product Backlog Item,Pay,Ada Lovelace <ada@example.com>,New,web; pay now,"<div>One <b>two</b></div>'
    row += '<script>alert(1)</script><ul><li>x &amp; y</li></ul>","<ul><li>fast</li><li>safe</li></ul>",5,'
    row += "1/31/2026 9:00:00 AM,2/1/2026 9:00:00 AM,Shop\\Sprint 9"
    found = taken(azure, f"{header}\n{row}\n")
    (story,) = stories(found)
    assert (story.type, story.owner, story.labels, story.points) == (
        "story",
        "Ada Lovelace",
        ("web", "pay now"),
        Fraction(5),
    )
    assert story.description == "One **two**\n\n- x & y"
    assert story.acceptance_criteria == (Criterion("fast"), Criterion("safe"))
    assert story.created == date(2026, 1, 31)
    assert {text for _, text in found.notes} == {
        "description: a `script` is left out",
        "sprint: no sprint here is called `Sprint 9`: left out",
    }


def test_trello_reads_the_recorded_board() -> None:
    found = taken(trello, shared("exports/trello-board.json"))
    assert [(story.title, story.status) for story in stories(found)] == [
        ("Write code", "draft"),
        ("Review code", "draft"),
        ("Visualize code", "doing"),
    ]
    assert {"Number Value", "Text Value"} <= set(found.unused)


def test_trello_reads_every_part_of_a_card() -> None:
    card = {
        "id": "5fcbec2e6621ca4f0a547896",
        "shortLink": "ab12",
        "name": "Pay",
        "desc": "As a buyer, I want to pay, so that I get it.\n\nMore.",
        "idList": "l1",
        "labels": [{"name": "web", "color": "red"}, {"name": "", "color": "blue"}],
        "idMembers": ["m1", "m2"],
        "due": "2026-03-01T10:00:00.000Z",
        "closed": True,
        "idChecklists": ["c1"],
        "attachments": [{"name": "plan", "url": "https://example.com/p"}, {"name": "x", "url": "javascript:alert(1)"}],
        "customFieldItems": [
            {"idCustomField": "f1", "value": {"number": "5"}},
            {"idCustomField": "f2", "idValue": "o1"},
        ],
    }
    items = [{"name": "works", "state": "complete"}, {"name": "is fast", "state": "incomplete"}]
    option = {"id": "o1", "value": {"text": "high"}}
    board = {
        "cards": [card],
        "lists": [{"id": "l1", "name": "In Review"}],
        "members": [{"id": "m1", "username": "ada"}, {"id": "m2", "username": "bob"}],
        "checklists": [{"id": "c1", "checkItems": items}],
        "customFields": [{"id": "f1", "name": "Story Points"}, {"id": "f2", "name": "Impact", "options": [option]}],
    }
    found = taken(trello, json.dumps(board))
    (story,) = stories(found)
    assert (story.as_a, story.i_want, story.so_that, story.description) == ("buyer", "to pay", "I get it", "More.")
    assert (story.status, story.labels, story.owner) == ("doing", ("web", "blue"), "ada")
    assert (story.points, story.due, story.created) == (Fraction(5), date(2026, 3, 1), date(2020, 12, 5))
    assert story.rice is not None
    assert story.rice.impact == 2
    assert story.acceptance_criteria == (Criterion("works", done=True), Criterion("is fast"))
    assert story.links == (Link("plan", "https://example.com/p"),)
    assert [text for _, text in found.notes] == [
        "members: a story has one owner: `bob` left out",
        "attachment `x` has no address of the web: left out",
        "the card, or its list, is archived: imported as it was",
    ]


def test_what_is_no_board_is_refused() -> None:
    with pytest.raises(PoError, match="not a Trello board"):
        trello.read("[]", {})


def test_aha() -> None:
    header = "Feature reference #,Feature name,Feature status,Feature assigned to,Feature description,Feature tags,"
    header += "Feature due date,Epic reference #,Feature score,Acceptance Criteria"
    row = 'SHOP-7,Pay,Shipped,ada,"<p>One</p><p>Two</p>","web, pay",2026-03-01,SHOP-E-1,40,"<ul><li>fast</li></ul>"'
    found = taken(aha, f"{header}\n{row}\n")
    (story,) = stories(found)
    assert (story.title, story.status, story.owner, story.labels) == ("Pay", "done", "ada", ("web", "pay"))
    assert (story.description, story.due) == ("One\n\nTwo", date(2026, 3, 1))
    assert story.acceptance_criteria == (Criterion("fast"),)
    assert found.unused == ("Feature score",)


def test_productboard() -> None:
    header = "ID,Name,Description,Status,Owner,Tags,Effort,Parent,Customer importance score"
    rows = "1,Payments,,In progress,,,,,\n2,Pay by card,<p>x</p>,New idea,ada,web,3,Payments,12\n"
    found = taken(productboard, f"{header}\n{rows}")
    parent, child = stories(found)
    assert (child.parent, child.points, child.description, child.status) == (parent.id, Fraction(3), "x", "draft")
    assert found.unused == ("Customer importance score",)


TASK = """---
id: TASK-6
title: 'It''s a parser'
status: In Progress
assignee: ['@bob', ann]
created_date: '2026-02-02 23:21'
labels:
  - 'epic:core'
  - "phase:2"
dependencies: [task-7]
priority: high
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
Parse files.
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [ ] #1 Parse id
- [x] #2 Parse title
<!-- AC:END -->

## Implementation Plan

1. do
"""


def test_a_folder_of_backlog_md(tmp_path: Path) -> None:
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "task-6 - parser.md").write_text(TASK)
    (tmp_path / "tasks" / "task-7 - first.md").write_text(
        "---\nid: task-7\ntitle: >-\n  A long\n  title\nstatus: Done\n---\n"
    )
    (tmp_path / "readme.md").write_text("# Hello\n")
    found = taken(backlog_md, file_text(str(tmp_path)))
    one, two = stories(found)
    assert (one.title, one.status, one.owner, one.labels) == (
        "It's a parser",
        "doing",
        "@bob",
        ("epic:core", "phase:2"),
    )
    assert (one.depends_on, one.created, one.description) == ((two.id,), date(2026, 2, 2), "Parse files.")
    assert one.acceptance_criteria == (Criterion("Parse id"), Criterion("Parse title", done=True))
    assert (two.title, two.status) == ("A long title", "done")
    assert found.unused == ("priority", "Implementation Plan")
    assert [text for _, text in found.notes] == [
        "it is not a task: left out",
        "assignee: a story has one owner: `ann` left out",
    ]
