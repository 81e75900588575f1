"""Linear's CSV becomes stories; cycles become sprints."""

import csv
import io
import json
from datetime import date
from fractions import Fraction

from arrivals import shared, stories
from pocli.exchange import linear
from pocli.features.imports.import_ids import ImportOptions
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog

COLUMNS = """ID,Team,Title,Description,Status,Estimate,Priority,Creator,Assignee,Labels,Cycle Number,Cycle Name,
Cycle Start,Cycle End,Created,Started,Completed,Canceled,Due Date,Parent issue,UUID,Blocked by,Duplicate of"""
DAY = "Wed May {} 2026 11:21:41 GMT+0000 (GMT+00:00)"


def table(*rows: dict[str, str]) -> str:
    names = COLUMNS.replace("\n", "").split(",")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


ONE = {"ID": "ENG-1", "Title": "'=Log in", "Description": "a\nb", "Status": "In Review", "Estimate": "3", "UUID": "u-1"}
ONE |= {"Labels": "Bug, needs design", "Cycle Number": "7", "Cycle Start": DAY.format(11), "Cycle End": DAY.format(24)}
ONE |= {"Created": DAY.format(13), "Started": DAY.format(14), "Due Date": "2026-06-01", "Blocked by": "ENG-2, ENG-3"}
ONE |= {"Creator": "ada@example.com", "Assignee": "bob@example.com"}
TWO = {"ID": "ENG-2", "Title": "b", "Status": "Canceled", "Canceled": DAY.format(20), "Parent issue": "ENG-1"}
THREE = {"ID": "ENG-3", "Title": "c", "Status": "Triage", "Duplicate of": "ENG-2"}


def taken(text: str, today: date | None = None) -> ImportPlan:
    return intake(linear.read(text, {}), Backlog(), ImportOptions(today=today))


def test_every_field() -> None:
    first, second, third = stories(taken(table(ONE, TWO, THREE)))
    assert (first.title, first.description, first.status, first.type) == ("=Log in", "a\nb", "doing", "bug")
    assert (first.points, first.labels, first.depends_on) == (Fraction(3), ("Bug", "needs design"), ("PO-2", "PO-3"))
    assert (first.created, first.started, first.due) == (date(2026, 5, 13), date(2026, 5, 14), date(2026, 6, 1))
    assert (first.owner, first.requested_by) == ("bob@example.com", ("ada@example.com",))
    assert (second.status, second.finished, second.parent) == ("dropped", date(2026, 5, 20), "PO-1")
    assert (third.status, third.dropped_because) == ("dropped", "duplicate of ENG-2")


def test_a_cycle_becomes_a_sprint() -> None:
    found = taken(table(ONE, TWO), date(2026, 5, 20))
    (box,) = found.sprints
    assert box.path == "sprints/S-1-cycle-7.yaml"
    assert box.fields == {"id": "S-1", "name": "Cycle 7", "start": "2026-05-11", "end": "2026-05-24", "state": "active"}
    assert [story.sprint for story in stories(found)] == ["S-1", ""]


def test_cycles_that_overlap_are_named() -> None:
    other = TWO | {"Cycle Name": "Team B", "Cycle Start": DAY.format(20), "Cycle End": DAY.format(28)}
    found = taken(table(ONE, other, THREE))
    assert [box.fields["name"] for box in found.sprints] == ["Cycle 7"]
    assert [text for _, text in found.notes] == [
        "sprint `Team B`: 2026-05-20 to 2026-05-28 overlaps another sprint: not created",
        "sprint: no sprint here is called `Team B`: left out",
    ]


def test_a_cycle_that_ends_before_it_begins_is_named_as_that() -> None:
    found = taken(table(ONE | {"Cycle Start": DAY.format(28), "Cycle End": DAY.format(20)}))
    assert not found.sprints
    assert found.notes[0] == (0, "sprint `Cycle 7`: it ends on 2026-05-20, before it begins on 2026-05-28: not created")


def test_every_documented_column_has_a_home_or_is_named() -> None:
    columns = json.loads(shared("exports/linear-columns.json"))["columns"]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, ["x" if name == "Title" else "" for name in columns]])
    found = taken(text.getvalue())
    assert [column.name for column in found.columns] == columns
    assert found.unused == (
        "Team",
        "Priority",
        "Project ID",
        "Project",
        "Updated",
        "Triaged",
        "Archived",
        "Initiatives",
        "Project Milestone ID",
        "Project Milestone",
        "SLA Status",
        "Time in status (minutes)",
        "Related to",
    )
