"""Both shapes of Jira's CSV become stories with every label, link, parent and date."""

from datetime import date
from fractions import Fraction

import pytest

from arrivals import shared, stories
from pocli.exchange import jira
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import Criterion, Link, Story

WHOLE = """\ufeffSummary,Issue key,Issue id,Issue Type,Status,Parent,Parent key,Resolution,Assignee,Reporter,Created,\
Resolved,Due date,Labels,Labels,Labels,Components,Description,Attachment,Sprint,Sprint,Custom field (Story Points),\
Custom field (Story point estimate),Custom field (Acceptance Criteria),Inward issue link (Blocks),\
Inward issue link (Blocks),Outward issue link (Blocks),Outward issue link (Depends),Inward issue link (Depends),\
Inward issue link (Relates),Status Category,Status Category Changed,Custom field (Rank)
Books,FIN-1,10001,Epic,To Do,,,,,Ada,25/Oct/25 12:53 PM,,,,,,,,,,,,,,,,,,,,To Do,25/Oct/25 12:53 PM,0|a
Export,FIN-2,10002,Story,Ready for Test,10001,FIN-1,,Bob,Ada,26/Oct/25 9:00 AM,,18/Dec/25 12:00 AM,csv,billing,,Web,\
"First line
second, with a ""quote"" in it",25/Oct/25 10:42 AM;712020:ab;plan.png;https://example.com/plan.png,One,Two,5.0,,\
"* opens in a spreadsheet
* has no warning",FIN-3,FIN-4,FIN-5,,,FIN-6,In Progress,27/Oct/25 8:00 AM,0|b
Key,FIN-3,10003,Sub-task,Done,10002,,Done,,Ada,26/Oct/25 9:00 AM,30/Oct/25 5:00 PM,,,,,,,,,,,3.0,,,,,,,,Done,\
30/Oct/25 5:00 PM,0|c
Old,FIN-4,10004,Bug,Closed,,,Won't Do,,Ada,26/Oct/25 9:00 AM,,,,,,,,,,,,,,,,,,,,Done,28/Oct/25 5:00 PM,0|d
Later,FIN-5,10005,Story,To Do,,,,,Ada,26/Oct/25 9:00 AM,,,,,,,,,,,,,,,,,FIN-6,,,To Do,26/Oct/25 9:00 AM,0|e
Last,FIN-6,10006,Story,To Do,,,,,Ada,26/Oct/25 9:00 AM,,,,,,,,,,,,,,,,,,FIN-3,,To Do,26/Oct/25 9:00 AM,0|f
"""


def taken(text: str, *sprints: Sprint, **mapping: str) -> ImportPlan:
    return intake(jira.read(text, mapping), Backlog(sprints=sprints))


def by_key(found: ImportPlan) -> dict[object, Story]:
    return {story.extra["x-jira-key"]: story for story in stories(found)}


def test_the_recorded_export_gives_every_story() -> None:
    found = taken(shared("exports/jira-cloud.csv"))
    made = by_key(found)
    assert len(made) == 22
    assert {story.status for story in made.values()} == {"draft", "doing", "done"}
    done = made["TES-13"]
    assert (done.created, done.finished, done.due) == (date(2025, 8, 28), date(2025, 9, 19), date(2025, 9, 18))
    doing = made["TES-7"]
    assert (doing.owner, doing.started, doing.finished) == ("Person 2", date(2025, 9, 8), None)
    assert [link.title for link in made["TES-11"].links] == ["image-20250821-144149.png"]
    homeless = {text for _, text in found.notes}
    assert homeless == {"sprint: no sprint here is called `TES Sprint 1`: left out"}
    assert {"Priority", "Votes", "Comment"} <= set(found.unused)


def test_every_field_of_the_whole_export() -> None:
    made = by_key(taken(WHOLE))
    export = made["FIN-2"]
    assert export._replace(extra={}, path="") == Story(
        "",
        "PO-2",
        "Export",
        status="doing",
        acceptance_criteria=(Criterion("opens in a spreadsheet"), Criterion("has no warning")),
        points=Fraction(5),
        due=date(2025, 12, 18),
        parent="PO-1",
        depends_on=("PO-3", "PO-4"),
        requested_by=("Ada",),
        labels=("csv", "billing", "Web"),
        links=(Link("plan.png", "https://example.com/plan.png"),),
        owner="Bob",
        created=date(2025, 10, 26),
        started=date(2025, 10, 27),
        description='First line\nsecond, with a "quote" in it',
    )


def test_links_are_read_in_both_directions() -> None:
    made = by_key(taken(WHOLE))
    waits = {key: story.depends_on for key, story in made.items()}
    assert waits["FIN-5"] == ("PO-2", "PO-6")  # FIN-2 blocks it; it depends on FIN-6
    assert waits["FIN-3"] == ("PO-6",)  # FIN-6 says in its inward column that FIN-3 depends on it
    assert waits["FIN-1"] == waits["FIN-4"] == waits["FIN-6"] == ()


def test_a_parent_is_named_by_its_number_or_its_key() -> None:
    made = by_key(taken(WHOLE))
    assert (made["FIN-1"].type, made["FIN-2"].parent, made["FIN-3"].parent) == ("epic", "PO-1", "PO-2")


def test_what_was_not_done_is_dropped_with_the_reason() -> None:
    old = by_key(taken(WHOLE))["FIN-4"]
    assert (old.status, old.dropped_because, old.finished) == ("dropped", "Won't Do", date(2025, 10, 28))


def test_both_columns_of_points_count() -> None:
    made = by_key(taken(WHOLE))
    assert (made["FIN-2"].points, made["FIN-3"].points) == (Fraction(5), Fraction(3))


def test_the_last_sprint_counts_if_it_is_here() -> None:
    there = Sprint("sprints/S-4.yaml", "S-4", date(2025, 1, 1), date(2025, 1, 14), name="two")
    found = taken(WHOLE, there)
    assert by_key(found)["FIN-2"].sprint == "S-4"
    assert (3, "Sprint: no longer in `One`, which stands before it") in found.notes


def test_links_that_mean_no_order_are_named_as_not_used() -> None:
    assert taken(WHOLE).unused == ("Inward issue link (Relates)", "Custom field (Rank)")


def test_the_list_view_has_fewer_columns() -> None:
    text = "Issue Type,Key,Summary,Assignee,Reporter,Status,Created\nTask,A-1,x,,ada,In Review,2025-10-25 12:53\n"
    (story,) = stories(taken(text))
    assert (story.type, story.status, story.created) == ("chore", "doing", date(2025, 10, 25))
    assert story.extra["x-jira-key"] == "A-1"


def test_headers_of_another_language_can_be_named() -> None:
    text = "Zusammenfassung,Vorgangsschlüssel,Erstellt,Blockiert\nx,A-1,25/Okt/25 12:53,A-2\ny,A-2,01/Dez/25 8:00,\n"
    mapping = {"Zusammenfassung": "title", "Vorgangsschlüssel": "key", "Erstellt": "created", "Blockiert": "blocks"}
    first, second = stories(taken(text, **mapping))
    assert (first.created, second.created) == (date(2025, 10, 25), date(2025, 12, 1))
    assert (first.depends_on, second.depends_on) == ((), ("PO-1",))


@pytest.mark.parametrize(
    ("word", "category", "state"),
    [
        ("Selected for Development", "To Do", "ready"),
        ("Open", "In Progress", "doing"),
        ("Ready for Test", "In Progress", "doing"),
        ("Rejected", "Done", "dropped"),
        ("Ausgeliefert", "Done", "done"),
        ("In Review", "", "doing"),
    ],
)
def test_the_category_decides_where_the_word_does_not(word: str, category: str, state: str) -> None:
    (story,) = stories(taken(f"Summary,Issue key,Status,Status Category\nx,A-1,{word},{category}\n"))
    assert story.status == state
