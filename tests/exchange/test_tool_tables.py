"""What a tool exports as a table is known by its header, and its words mean what they mean there.

The headers are those of the tools (see `evidence` in each file of data); the rows are made up.
"""

import tomllib

import pytest

from arrivals import stories
from pocli import registry
from pocli.features.imports import recognised
from pocli.features.imports.import_plan import ImportPlan, intake
from pocli.model.backlog import Backlog
from pocli.model.story import MOSCOW, STATES, TYPES, Criterion, Story
from pocli.tables import columns, table_tool
from pocli.tables.csv_table import written

DATA = sorted((registry.HERE / "exchange" / "tables").glob("*.toml"))

SHAPES = {
    "asana": [
        (
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,"
            "Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)"
        ),
        (
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,"
            "Tags,Notes,Projects,Parent task"
        ),
        (
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,"
            "Tags,Notes,Projects,Parent Task,Blocked By (Dependencies),Blocking (Dependencies),Type,Team/Focus,Priority"
        ),
    ],
    "clickup": [
        (
            "Task ID,Task Link,Task Type,Task Name,Task Content,Status,Date Created,Date Created Text,Due Date,Parent ID,"
            "Attachments,Assignees,Tags,Priority,List Name,Folder Name/Path,Space Name,Checklists,Comments"
        ),
        (
            "Task ID,Task Link,Task Type,Task Custom ID,Task Name,Task Content,Status,Date created,Due date,Parent ID,"
            "Assignees,Tags,Priority,List Name,Space Name"
        ),
        "Task ID, Task Name,Task Content,Status,Date Created,Parent ID,Assignees,Tags,List Name,Space Name",
    ],
    "trello-csv": [
        (
            "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Attachment Count,Comment Count,List ID,"
            "List Name,Board ID,Board Name,Archived,Start Date,Due Complete"
        ),
    ],
    "planner": [
        (
            "Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created By,Created Date,Start date,Due date,"
            "Is Recurring,Late,Completed Date,Checklist Items,Labels,Description"
        ),
    ],
    "monday": [
        (
            "Name,Subitems,Owner,Status,People,Hours,Due Date,Created at,Tags,Timeline - Start,Timeline - End,"
            "Item ID (auto generated)"
        ),
    ],
    "notion": ["Task name,Status,Priority,Due Date,Project,Assignee"],
    "redmine": [
        "#,Project,Tracker,Status,Priority,Subject,Assignee,Updated",
        (
            "#,Project,Tracker,Parent task,Status,Priority,Subject,Author,Assignee,Updated,Category,Target version,"
            "Start date,Due date,Estimated time,Spent time,% Done,Created,Closed,Related issues,Private,Description"
        ),
        (
            "#,Project,Tracker,Parent task,Status,Priority,Subject,Author,Assignee,Updated,Category,Target version,"
            "Start date,Due date,Estimated time,Spent time,% Done,Created,Closed,Related issues,Description"
        ),
    ],
    "openproject": ["Type,Subject,Assignee,Updated on,Work,Total work,Description", "ID,Subject,Type,Status,Assignee"],
    "taiga": [
        (
            "id,ref,subject,description,sprint_id,sprint,sprint_estimated_start,sprint_estimated_finish,owner,assigned_to,"
            "status,is_closed,ux-points,total-points,created_date,finish_date,tags,due_date,epics"
        ),
        "id,ref,subject,description,user_story,sprint_id,sprint,owner,assigned_to,status,is_closed,tags,finished_date",
        "id,ref,subject,description,sprint_id,sprint,owner,assigned_to,status,severity,priority,type,is_closed,tags",
        "id,ref,subject,description,owner,assigned_to,status,epics_order,tags,related_user_stories",
    ],
    "github-projects": [
        "Title\tURL\tAssignees\tStatus\tLabels",
        "Title\tURL\tAssignees\tStatus\tSub-issues progress\tParent issue\tStart Date",
    ],
    "gitlab": [
        (
            "Title,Description,Issue ID,URL,State,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,"
            "Due Date,Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent"
        ),
        (
            "ID,IID,Title,Description,Type,URL,State,Confidential,Locked,Milestone,Labels,Author,Author Username,Assignee,"
            "Assignee Username,Created At (UTC),Closed At (UTC),Due Date,Start Date,Parent ID,Parent IID,Parent Title"
        ),
    ],
    "youtrack": ["Issue Id,Project,State,Tags,Summary,Description"],
    "shortcut": [
        (
            "id,name,type,requester,owners,description,is_completed,created_at,started_at,updated_at,completed_at,estimate,"
            "due_date,labels,state,epic_id,epic,project,iteration_id,iteration,is_archived"
        ),
    ],
}


@pytest.mark.parametrize(("tool", "header"), [(tool, one) for tool, many in SHAPES.items() for one in many])
def test_a_header_tells_whose_table_it_is(tool: str, header: str) -> None:
    assert recognised.fitting(f"{header}\n") == (tool,)
    found = registry.member("exchange", tool).read(f"{header}\n", {})
    assert "title" in {column.field for column in found.columns}


def test_every_tool_is_tried() -> None:
    assert set(SHAPES) == {path.stem.replace("_", "-") for path in DATA}


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_a_file_of_data_says_what_po_knows(path: object) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    assert set(data) <= {
        *("title", "evidence", "signs", "closes", "empty", "unescaped", "bracketed", "groups"),
        *("columns", "statuses", "types", "kinds"),
    }
    assert set(data["columns"]) <= {*columns.MEANINGS, *table_tool.PARTS}
    assert set(data.get("statuses", ())) <= set(STATES)
    assert {*data.get("types", ()), *data.get("kinds", {}).values()} <= set(TYPES)
    known = {columns.header(name) for names in data["columns"].values() for name in names}
    for sign in data["signs"]:
        assert known & set(map(columns.header, sign.split(","))), sign
    assert MOSCOW


def taken(tool: str, *rows: dict[str, str]) -> tuple[ImportPlan, list[Story]]:
    """Read made-up rows under the first header of a tool that has all their columns."""
    wanted = {name for row in rows for name in row}
    headers = [next(iter(SHAPES[tool]))] if tool == "monday" else SHAPES[tool]
    mark = "\t" if "\t" in headers[0] else ","
    names = next(one.split(mark) for one in headers if wanted <= set(one.split(mark)))
    text = written([names, *([row.get(name, "") for name in names] for row in rows)])
    assert recognised.fitting(text) == (tool,)
    found = intake(registry.member("exchange", tool).read(text, {}), Backlog())
    return found, stories(found)


def test_asana() -> None:
    _, (weigh, order) = taken(
        "asana",
        {"Task ID": "1", "Name": "Weigh", "Section/Column": "Doing", "Blocked By (Dependencies)": "Order a scale, now"},
        {"Task ID": "2", "Name": "Order a scale, now", "Section/Column": "Doing", "Completed At": "2026-01-05"},
    )
    assert (weigh.status, order.status, weigh.depends_on) == ("doing", "done", (order.id,))
    assert weigh.extra["x-asana-key"] == "1"


def test_clickup() -> None:
    found, (weigh, part) = taken(
        "clickup",
        {"Task ID": "a", "Task Name": "Weigh", "Task Content": "One\\nTwo", "Assignees": "[Ada, Bo]", "Tags": "[]",
         "Status": "in progress", "Parent ID": "null", "Date Created": "1767571200000"},
        {"Task ID": "b", "Task Name": "Part", "Parent ID": "a", "Status": "cancelled", "Assignees": "[]"},
    )  # fmt: skip
    assert (weigh.description, weigh.owner, weigh.labels, weigh.parent) == ("One\nTwo", "Ada", (), "")
    assert (str(weigh.created), part.parent, part.status) == ("2026-01-05", weigh.id, "dropped")
    assert [text for _, text in found.notes] == ["a story has one owner: `Bo` left out"]


def test_trello_as_a_table() -> None:
    found, (card,) = taken(
        "trello-csv",
        {"Card ID": "65a0", "Card Name": "Weigh", "Labels": "web (red), a (b) (blue)", "List Name": "Doing",
         "Due Complete": "true", "Archived": "true", "Card URL": "https://trello.com/c/x"},
    )  # fmt: skip
    assert (card.labels, card.status, card.links[0].url) == (("web", "a (b)"), "done", "https://trello.com/c/x")
    assert [text for _, text in found.notes] == ["it is archived there: imported as it was"]


def test_planner() -> None:
    _, (task,) = taken(
        "planner",
        {"Task Name": "Weigh", "Progress": "In progress", "Checklist Items": "unpack;weigh", "Labels": "web;print"},
    )
    assert task.acceptance_criteria == (Criterion("unpack"), Criterion("weigh"))
    assert (task.labels, task.status) == (("web", "print"), "doing")


def test_monday_repeats_its_header() -> None:
    head = SHAPES["monday"][0]
    blank = "," * head.count(",")
    text = (
        f"Board{blank}\nGroup one{blank}\n{head}\nWeigh,,Ada,Working on it\nGroup two{blank}\n{head}\nOrder,,Bo,Done\n"
    )
    assert recognised.fitting(text) == ("monday",)
    found = intake(registry.member("exchange", "monday").read(text, {}), Backlog())
    assert [(one.title, one.status) for one in stories(found)] == [("Weigh", "doing"), ("Order", "done")]
    assert sum("Group two" in text for _, text in found.notes) == 1


def test_redmine() -> None:
    links = "Blocks #13, Blocked by #12, Precedes (2 days) #13, Related to #9"
    found, (weigh, order, pack) = taken(
        "redmine",
        {"#": "11", "Subject": "Weigh", "Tracker": "Feature", "Status": "Rejected", "Related issues": links},
        {"#": "12", "Subject": "Order", "Tracker": "Support", "Parent task": "11", "Closed": "01/25/2026 03:04 PM"},
        {"#": "13", "Subject": "Pack", "Tracker": "Bug", "Status": "New"},
    )
    assert (weigh.type, order.type, pack.type) == ("story", "chore", "bug")
    assert (weigh.status, order.status, order.parent) == ("dropped", "done", weigh.id)
    assert (weigh.depends_on, pack.depends_on) == ((order.id,), (weigh.id,))
    assert "`Related to #9` is no order: left out" in [text for _, text in found.notes]


def test_taiga_knows_its_files_by_their_columns() -> None:
    _, (story,) = taken(
        "taiga",
        {"ref": "7", "id": "70", "subject": "Weigh", "total-points": "?", "status": "Archived", "is_closed": "True",
         "tags": "web,print", "sprint": "S1", "sprint_estimated_start": "2026-01-01",
         "sprint_estimated_finish": "2026-01-14"},
    )  # fmt: skip
    assert (story.points, story.status, story.labels, story.sprint) == (None, "done", ("web", "print"), "S-1")
    _, (task,) = taken("taiga", {"ref": "8", "subject": "Unpack", "user_story": "7"})
    _, (epic,) = taken("taiga", {"ref": "9", "subject": "Depot", "epics_order": "1"})
    assert (task.type, epic.type) == ("chore", "epic")


def test_gitlab_and_shortcut_close_what_is_closed() -> None:
    _, (issue,) = taken(
        "gitlab", {"IID": "3", "ID": "900", "Title": "Weigh", "State": "Closed", "URL": "https://g.l/3"}
    )
    assert (issue.extra["x-gitlab-key"], issue.status) == ("3", "done")
    _, (story,) = taken("shortcut", {"id": "3", "name": "Weigh", "state": "Deployed", "is_completed": "true"})
    assert story.status == "done"
