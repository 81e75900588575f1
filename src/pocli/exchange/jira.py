"""What does Jira export as CSV, be it the columns of a list or all fields, and what does it import?

Columns repeat (`Labels`, `Sprint`, `Inward issue link (Blocks)`); a parent is named by its number or its key; what was
begun is known by the day on which the category of its status changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from pocli.model.backlog import Backlog
from pocli.model.story import Story
from pocli.model.written import criterion, number
from pocli.tables import columns, criteria_text, csv_table, jira_words, sheet, story_text, wiki_text, wiki_writer
from pocli.tables.columns import LISTS, WORDS
from pocli.tables.csv_table import guarded, written
from pocli.tables.items import KNOWN, Import, ImportItem, normal
from pocli.tables.jira_words import JiraWords
from pocli.tables.sheet import SheetRow

KEY = "x-jira-key"
"""Where a story keeps its key in Jira."""
SIGNS = ("summary issuekey issuetype", "summary issuetype statuscategory", "summary key issuetype reporter")
"""Headers by which a table is known to be Jira's."""

MEANINGS = {
    "key": "issuekey key workitemkey",
    "title": "summary",
    "type": "issuetype worktype workitemtype",
    "status": "status",
    "points": "storypoints storypointestimate",
    "owner": "assignee",
    "requested_by": "reporter",
    "labels": "labels components component",
    "sprint": "sprint",
    "created": "created",
    "started": "actualstart",
    "finished": "resolved resolutiondate",
    "due": "duedate",
    "criteria_wiki": "acceptancecriteria",
    "description_wiki": "description",
    "number": "issueid workitemid",
    "parent_key": "parentkey",
    "parent_number": "parent parentid",
    "epic": "epiclink epickey",
    "category": "statuscategory",
    "changed": "statuscategorychanged",
    "resolution": "resolution",
    "attachment": "attachment attachments",
    "labels_whole": "polabels",
}
PARTS = {
    "criteria_wiki": "acceptance_criteria",
    "description_wiki": "description",
    "number": "key",
    "parent_key": "parent",
    "parent_number": "parent",
    "epic": "parent",
    "category": "status",
    "changed": "started, finished",
    "resolution": "dropped_because",
    "attachment": "links",
    "labels_whole": "labels",
}
CATEGORIES = {"todo": "draft", "new": "draft", "inprogress": "doing", "indeterminate": "doing", "done": "done"}
SUFFIX = ".csv"
CLAIMS = (
    *("title", "type", "status", "as_a", "i_want", "so_that", "acceptance_criteria", "points", "due", "parent"),
    *("sprint", "depends_on", "labels", "owner", "created", "started", "finished", "description"),
)
"""The fields that Jira's table holds."""
HEADER = (
    *("Summary", "Issue key", "Issue id", "Parent", "Issue Type", "Status", "Status Category", "Resolution"),
    *("Description", "Assignee", "Created", "Actual start", "Resolved", "Due date", "Sprint", "Story Points"),
)
WHOLE = "po labels"
"""The column of the labels as they are."""
TYPES = {"story": "Story", "bug": "Bug", "chore": "Task", "spike": "Spike", "epic": "Epic"}
STATUSES = {
    "draft": "To Do",
    "ready": "Selected for Development",
    "doing": "In Progress",
    "done": "Done",
    "dropped": "Done",
}
CATEGORY = {"draft": "To Do", "ready": "To Do", "doing": "In Progress", "done": "Done", "dropped": "Done"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CENTURY = 20
PLAIN = frozenset({"unresolved", "fixed"})
"""Resolutions that say no more than the status."""
LINK = re.compile(r"(inward|outward) (?:issue|work item) link \((.*)\)", re.IGNORECASE)
INWARD_WAITS = {"block": True, "depend": False, "gantt end to start": True}
"""By the beginning of a link type: whether the issue in whose inward column the other stands waits for that other."""


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Jira exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    merged = LISTS | {"points", "sprint"}
    words = jira_words.spoken(csv_table.head(text))
    finish = partial(_item, words=words)
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, finish, PARTS, merged, _link, words.column))


def signs(names: Sequence[str]) -> frozenset[str]:
    """Return the headers of a table as they would be in English, as they are compared."""
    return jira_words.signs(names)


def _link(header: str) -> str:
    """Return what a column of links says: `depends_on`, `blocks`, or nothing for links that mean no order."""
    found = LINK.fullmatch(header.strip())
    waits = next((one for start, one in INWARD_WAITS.items() if found and found[2].lower().startswith(start)), None)
    if found is None or waits is None:
        return ""
    return "depends_on" if waits == (found[1].lower() == "inward") else "blocks"


def _item(row: SheetRow, *, words: JiraWords) -> ImportItem:
    """Put together what Jira keeps apart."""
    fields = row.fields
    kind = WORDS.get(normal(words.types.get(normal(row.part("kind")), "")), "")
    if kind:
        fields["type"] = kind
        row.refused.discard("type")
    parent = row.part("parent_key") or row.part("parent_number") or row.part("epic")
    fields.update({"parent": parent} if parent else {})
    row.used.update(("parent_key", "parent_number", "epic") if parent else ())
    if whole := [label for cell in row.parts.get("labels_whole", ()) for label in columns.several(cell)]:
        known = fields.get("labels")
        joined = {one for label in whole for one in columns.several(_label(label))}
        others = [label for label in (known if isinstance(known, list) else ()) if label not in joined]
        fields["labels"] = [*map(columns.one_line, whole), *others]
    row.used.update(("labels_whole", "number"))
    state = _state(row, words.words)
    _dates(row, state)
    links = _attachments(row)
    files = {link["title"]: link["url"] for link in links}
    body = "\n\n".join(wiki_text.read(cell, files) for cell in row.parts.get("description_wiki", ()))
    fields.update(story_text.split(body) | fields)
    listed = "\n".join(wiki_text.read(cell, files) for cell in row.parts.get("criteria_wiki", ()))
    criteria = [criterion(one) for one in criteria_text.read(listed)]
    fields.update({"acceptance_criteria": criteria} if criteria else {})
    fields.update({"links": links} if links else {})
    return ImportItem(
        row.number,
        row.line,
        str(fields.pop("key", "")),
        fields,
        also=tuple(filter(None, [row.part("number")])),
        state=state,
    )


def _state(row: SheetRow, words: Mapping[str, str]) -> str:
    """Return what the category of the status says, unless the resolution says that it is dropped."""
    category = normal(row.part("category"))
    state = CATEGORIES.get(normal(words.get(category, category)), "")
    status = normal(str(row.fields.get("status", "")))
    row.used.update({"category"} if state else ())
    state = state or (KNOWN.get(normal(words[status]), "") if status in words else "")
    resolution = row.part("resolution")
    known = normal(words.get(normal(resolution), resolution))
    means = KNOWN.get(known, "")
    if means == "dropped":
        row.fields["dropped_because"] = resolution
        return means
    row.used.update({"resolution"} if means == "done" or known in PLAIN else ())
    return state


def write(backlog: Backlog) -> str:
    """Return the stories as a table that Jira's importer of CSV takes; what repeats has a column for each.

    A label has no blanks there: where one has some here, a further column, which Jira leaves alone, has them whole.
    """
    return written(_rows(backlog), guard=" ")


def changed(backlog: Backlog) -> Iterator[str]:
    """Return what Jira holds otherwise than po, a line for each kind."""
    joined = [label for story in backlog.stories for label in story.labels if _label(label) != label]
    if joined:
        count = len(joined)
        yield f"changed, as Jira's labels have no blanks: `{joined[0][:60]}` is `{_label(joined[0])[:60]}` ({count:,})"
    if guards := guarded(_rows(backlog)):
        yield f"a blank stands before each cell that a spreadsheet would compute ({guards:,}); Jira takes it off"


def _label(label: str) -> str:
    return "_".join(label.split())


def _rows(backlog: Backlog) -> list[list[str]]:
    keys = {story.id: str(story.extra.get(KEY) or story.id) for story in backlog.stories}
    numbers = {story.id: str(number) for number, story in enumerate(backlog.stories, 1)}
    sprints = {sprint.id: sprint.name or sprint.id for sprint in backlog.sprints}
    labels = max((len(story.labels) for story in backlog.stories), default=0)
    waits = max((len(story.depends_on) for story in backlog.stories), default=0)
    whole = [WHOLE] * any(columns.several(label) != [_label(label)] for one in backlog.stories for label in one.labels)
    rows = [[*HEADER, *["Labels"] * labels, *["Inward issue link (Blocks)"] * waits, *whole]]
    for story in backlog.stories:
        cells = _cells(story, backlog.state(story), sprints)
        own = {"Issue key": keys[story.id], "Issue id": numbers[story.id], "Parent": numbers.get(story.parent, "")}
        blockers = [keys.get(name, name) for name in story.depends_on]
        row = [(cells | own).get(name, "") for name in HEADER]
        row += [*_filled([_label(label) for label in story.labels], labels), *_filled(blockers, waits)]
        rows.append([*row, *([columns.joined(story.labels)] if whole else [])])
    return rows


def _cells(story: Story, state: str, sprints: Mapping[str, str]) -> dict[str, str]:
    """Return what Jira's single columns hold."""
    known = story.status in STATUSES
    return {
        "Summary": story.title,
        "Issue Type": TYPES[story.type],
        "Status": STATUSES[state] if known else story.status,
        "Status Category": CATEGORY[state],
        "Resolution": {"done": "Done", "dropped": "Won't Do"}.get(state, ""),
        "Description": wiki_writer.write(story_text.compose(story)),
        "Assignee": story.owner,
        "Created": _day(story.created),
        "Actual start": _day(story.started),
        "Resolved": _day(story.finished),
        "Due date": _day(story.due),
        "Sprint": sprints.get(story.sprint, story.sprint),
        "Story Points": "" if story.points is None else number(story.points),
    }


def _filled(values: Sequence[str], count: int) -> list[str]:
    return [*values, *[""] * (count - len(values))]


def _day(day: date | None) -> str:
    """Return a day as Jira's importer reads it by default, `25/Oct/25 12:00 AM`; years outside 2000…2099 in full."""
    if day is None:
        return ""
    century = day.year // 100 == CENTURY
    year = f"{day.year % 100:02d}" if century else str(day.year)
    return f"{day.day:02d}/{MONTHS[day.month - 1]}/{year} 12:00 AM"


def _dates(row: SheetRow, state: str) -> None:
    """Take the day of the last change of category for the day that Jira does not name."""
    field = {"doing": "started", "done": "finished", "dropped": "finished"}.get(state, "")
    changed = row.part("changed")
    if field and changed and field not in row.fields:
        try:
            row.fields[field] = columns.value(field, changed)
        except ValueError as error:
            row.say(f"{field}: {error}: left out")


def _attachments(row: SheetRow) -> list[Mapping[str, str]]:
    """Return the attachments as links; name those without an address."""
    row.used.add("attachment")
    links = []
    for cell in row.parts.get("attachment", ()):
        if link := _attachment(cell):
            links.append(link)
        else:
            row.say(f"Attachment: `{columns.one_line(cell)[:60]}` has no address of the web: left out")
    return links


def _attachment(cell: str) -> Mapping[str, str]:
    """Return an attachment (`day;person;name;address`) as a link, nothing if it has no address."""
    *_, name, url = ["", "", *cell.split(";", 3)]
    return (
        {"title": columns.one_line(name), "url": url.strip()} if url.strip().startswith(("http://", "https://")) else {}
    )
