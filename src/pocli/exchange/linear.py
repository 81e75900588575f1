"""What does Linear export as CSV, and what does it import?

Labels and blockers share a cell, days are written as JavaScript does, and a cycle has a number, a name and two days.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pocli.model.backlog import Backlog
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.model.written import number
from pocli.tables import columns, sheet, story_text
from pocli.tables.columns import LISTS, joined
from pocli.tables.csv_table import guarded, written
from pocli.tables.items import Import, ImportItem
from pocli.tables.sheet import SheetRow

KEY = "x-linear-key"
"""Where a story keeps its id in Linear."""
SIGNS = ("id team title cyclenumber", "id title cyclename triaged", "id team title projectmilestone parentissue")
"""Headers by which a table is known to be Linear's."""

MEANINGS = {
    "key": "id",
    "title": "title",
    "status": "status",
    "points": "estimate",
    "owner": "assignee",
    "requested_by": "creator",
    "labels": "labels",
    "created": "created",
    "started": "started",
    "finished": "completed",
    "due": "duedate",
    "parent": "parentissue",
    "depends_on": "blockedby",
    "blocks": "blocks blocking",
    "description": "description",
    "uuid": "uuid",
    "cycle": "cyclename",
    "cycle_number": "cyclenumber",
    "sprint_start": "cyclestart",
    "sprint_end": "cycleend",
    "canceled": "canceled",
    "duplicate": "duplicateof",
}
SUFFIX = ".csv"
CLAIMS = (
    *("title", "status", "as_a", "i_want", "so_that", "acceptance_criteria", "points", "due", "parent", "sprint"),
    *("depends_on", "labels", "owner", "created", "started", "finished", "description"),
)
"""The fields that Linear's table holds."""
HEADER = (
    *("ID", "Title", "Description", "Status", "Estimate", "Assignee", "Labels", "Cycle Number", "Cycle Name"),
    *(
        "Cycle Start",
        "Cycle End",
        "Created",
        "Started",
        "Completed",
        "Canceled",
        "Due Date",
        "Parent issue",
        "Blocked by",
    ),
)
IGNORED = ("parent", "depends_on", "due", "sprint")
"""The fields whose columns Linear's importer does not read (`npx @linear/import`, LinearCsvImporter)."""
STATUSES = {"draft": "Backlog", "ready": "Ready", "doing": "In Progress", "done": "Done", "dropped": "Canceled"}
PARTS = {
    "uuid": "key",
    "cycle": "sprint",
    "cycle_number": "sprint",
    "sprint_start": "sprint",
    "sprint_end": "sprint",
    "canceled": "finished",
    "duplicate": "dropped_because",
}


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Linear exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _item, PARTS, LISTS))


def write(backlog: Backlog) -> str:
    """Return the stories as a table that Linear's importer takes."""
    return written(_rows(backlog), guard=" ")


def changed(backlog: Backlog) -> Iterator[str]:
    """Return what Linear's own importer makes of the table otherwise than what it says, a line for each kind."""
    counts = {name: sum(bool(getattr(story, name)) for story in backlog.stories) for name in IGNORED}
    if named := ", ".join(f"{name} ({count:,})" for name, count in counts.items() if count):
        yield f"in the file, but ignored by Linear's importer: {named}"
    torn = [label for story in backlog.stories for label in story.labels if "," in label]
    if torn:
        yield f"torn by Linear's importer, as it parts labels at commas: `{torn[0][:60]}` ({len(torn):,})"
    if guards := guarded(_rows(backlog)):
        yield f"a blank stands before each cell that a spreadsheet would compute ({guards:,})"


def _rows(backlog: Backlog) -> list[Sequence[str]]:
    keys = {story.id: str(story.extra.get(KEY) or story.id) for story in backlog.stories}
    sprints = {sprint.id: sprint for sprint in backlog.sprints}
    rows: list[Sequence[str]] = [HEADER]
    for story in backlog.stories:
        cells = _cells(story, backlog.state(story)) | _cycle(sprints.get(story.sprint), story.sprint)
        parent = keys.get(story.parent, story.parent)
        waits = joined(keys.get(name, name) for name in story.depends_on)
        cells |= {"ID": keys[story.id], "Parent issue": parent, "Blocked by": waits}
        rows.append([cells.get(name, "") for name in HEADER])
    return rows


def _cells(story: Story, state: str) -> dict[str, str]:
    closed = "Canceled" if state == "dropped" else "Completed"
    return {
        "Title": story.title,
        "Description": story_text.compose(story),
        "Status": STATUSES.get(story.status, story.status),
        "Estimate": "" if story.points is None else number(story.points),
        "Assignee": story.owner,
        "Labels": joined(story.labels),
        "Created": _day(story.created),
        "Started": _day(story.started),
        closed: _day(story.finished),
        "Due Date": _day(story.due),
    }


def _cycle(sprint: Sprint | None, name: str) -> dict[str, str]:
    if sprint is None:
        return {"Cycle Name": name}
    days = {"Cycle Start": _day(sprint.start), "Cycle End": _day(sprint.end)}
    return days | {"Cycle Name": sprint.name or sprint.id}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _item(row: SheetRow) -> ImportItem:
    """Put together what Linear keeps apart."""
    fields = row.fields
    number = row.part("cycle_number")
    row.used.add("cycle_number")
    cycle = row.part("cycle") or (f"Cycle {number}" if number else "")
    fields.update({"sprint": columns.one_line(cycle)} if cycle else {})
    original = row.part("duplicate")
    if original:
        fields["dropped_because"] = f"duplicate of {columns.one_line(original)}"
    if row.part("canceled") and "finished" not in fields:
        try:
            fields["finished"] = columns.value("finished", row.part("canceled"))
        except ValueError as error:
            row.say(f"Canceled: {error}: left out")
    fields.update(story_text.split(str(fields.pop("description", ""))) | fields)
    labels = fields.get("labels")
    if isinstance(labels, list) and "type" not in fields and any(label.lower() == "bug" for label in labels):
        fields["type"] = "bug"
    also = tuple(filter(None, [row.part("uuid")]))
    return ImportItem(
        row.number, row.line, str(fields.pop("key", "")), fields, also=also, state="dropped" if original else ""
    )
