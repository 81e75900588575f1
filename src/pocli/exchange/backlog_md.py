"""What does a folder of Backlog.md hold: one task a file, its fields between `---`, its text in sections?

The files come one behind the other, each after a form feed and a line with its path. Only tasks become stories: what
was archived, documents and decisions are named and left, milestones tell their titles.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from pocli.errors import PoError
from pocli.model import days
from pocli.model.written import criterion
from pocli.tables import columns, criteria_text, item_fields, sections
from pocli.tables.columns import WORDS
from pocli.tables.items import Import, ImportItem, Note, SourceColumn, normal

KEY = "x-backlog-md-key"
"""Where a story keeps the id of its task."""
FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", re.DOTALL)
ENTRY = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)")
SECTION = re.compile(r"## (.*[^ \t\n])[ \t]*+")
NUMBER = re.compile(r"(?m)^([ \t]*- \[[ xX]\] )#\d+ ")
FOLDERS = {"tasks": "task", "completed": "completed", "drafts": "draft"}
FOLDERS |= {"docs": "document", "decisions": "decision", "milestones": "milestone"}
PREFIXES = {"doc": "document", "decision": "decision", "m": "milestone", "draft": "draft"}
"""What a file is whose folder does not tell, by what its id begins with."""
ORDER = ("task", "completed", "draft")
"""What becomes a story; where several have one id, the earlier one wins."""
STATES = {"completed": "done", "draft": "draft"}
HOMES = {
    "id": "key",
    "title": "title",
    "status": "status",
    "assignee": "owner",
    "reporter": "requested_by",
    "created_date": "created",
    "completed_date": "finished",
    "labels": "labels",
    "dependencies": "depends_on",
    "parent_task_id": "parent",
    "milestone": "sprint",
    "type": "type",
    "Description": "description",
    "Acceptance Criteria": "acceptance_criteria",
}
"""What each field and each section of a task becomes."""
LISTS = frozenset({"labels", "depends_on", "requested_by"})

Task = dict[str, list[str]]
"""The values of each field of a task; a section is a field with one value."""


class TaskFile(NamedTuple):
    """A file of the folder."""

    row: int
    path: str
    kind: str
    """task, completed, draft, archived, document, decision, milestone; empty for a file without fields."""
    task: Task


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read the tasks of a folder.

    Args:
        source: the files, each after a form feed and a line with its path; or the text of one file.
        mapping: the field of a key or a section that has no home; an empty field leaves one out.

    Raises:
        PoError: none of the files is a task.
    """
    homes = {**HOMES, **mapping}
    pages = list(_pages(source))
    tasks = sorted((one for one in pages if one.kind in ORDER), key=lambda one: ORDER.index(one.kind))
    if not tasks:
        raise PoError("there are no Backlog.md tasks here", "name its folder, such as: po import backlog-md backlog")
    notes: list[Note] = [(one.row, _left(one)) for one in pages if one.kind not in ORDER]
    titles = {_first(one, "id").casefold(): _first(one, "title") for one in pages if _milestone(one)}
    items = [_item(one, homes, titles, notes) for one in tasks]
    counts: dict[str, int] = {}
    for one in tasks:
        for name, values in one.task.items():
            counts[name] = counts.get(name, 0) + bool(values)
    named = tuple(SourceColumn(name, homes.get(name, ""), count) for name, count in counts.items())
    places = {one.row: one.path for one in pages if one.path}
    return Import(KEY, tuple(items), named, tuple(notes), unit="file", caseless=True, places=places)


def _pages(source: str) -> Iterator[TaskFile]:
    if "\f" not in source:
        yield _page(0, "", source)
        return
    for row, page in enumerate(source.split("\f")[1:], 1):
        path, _, text = page.partition("\n")
        yield _page(row, path, text)


def _page(row: int, path: str, text: str) -> TaskFile:
    """Tell what a file is: by its folder, else by its id."""
    task = _task(text)
    if not task:
        return TaskFile(row, path, "", task)
    above = [part.lower() for part in PurePosixPath(path).parts[:-1]]
    if "archive" in above:
        return TaskFile(row, path, "archived", task)
    folder = next((FOLDERS[part] for part in above if part in FOLDERS), "")
    told = PREFIXES.get(task["id"][0].rpartition("-")[0].lower(), "task") if task["id"] else "task"
    return TaskFile(row, path, folder or told, task)


def _milestone(page: TaskFile) -> bool:
    """Tell whether a file is a milestone, be it archived."""
    return page.kind == "milestone" or (page.kind == "archived" and "milestones" in page.path.lower().split("/"))


def _first(page: TaskFile, name: str) -> str:
    return next(iter(page.task.get(name, ())), "")


def _left(page: TaskFile) -> str:
    """Say why a file becomes no story."""
    if not page.kind:
        return "it is not a task: left out"
    title = _first(page, "title") or _first(page, "id")
    return f"`{title[:60]}` is {'archived' if page.kind == 'archived' else f'a {page.kind}'}: left out"


def _task(text: str) -> Task:
    """Return the fields and sections of a file; none for one that has no fields with an id between `---`."""
    found = FRONT.fullmatch(columns.BREAK.sub("\n", text))
    if not found:
        return {}
    fields = _fields(found[1])
    (_, before), *rest = sections.parted(sections.uncommented(found[2]), SECTION)
    named: dict[str, str] = {}
    for name, body in rest:
        named[name] = "\n\n".join(filter(None, (named.get(name, ""), body.strip("\n"))))
    named["Description"] = "\n\n".join(filter(None, (before.strip(), named.get("Description", ""))))
    return fields | {name: [body] if body.strip() else [] for name, body in named.items()} if "id" in fields else {}


def _fields(front: str) -> Task:
    """Read flat fields: a value, a list in brackets, a list of lines, a text that goes on below."""
    found: Task = {}
    current: list[str] = []
    for line in front.split("\n"):
        entry = ENTRY.fullmatch(line)
        if entry:
            current = found.setdefault(entry[1], [])
            current += _values(entry[2])
        elif line.strip().startswith("- "):
            current.append(_bare(line.strip()[2:]))
        elif line.strip() and not line.strip().startswith("#"):
            current[:] = [" ".join([*current, line.strip()])]
    return found


def _values(word: str) -> Iterator[str]:
    word = word.strip()
    if word.startswith("[") and word.endswith("]"):
        yield from (_bare(one) for one in columns.several(word[1:-1].replace("'", '"')))
    elif word not in {"", ">", ">-", "|", "|-", "null", "~"}:
        yield _bare(word)


def _bare(word: str) -> str:
    """Take the quotes off a value."""
    word = word.strip()
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "'\""
    return word[1:-1].replace(word[0] * 2, word[0]) if quoted else word


def _item(page: TaskFile, homes: Mapping[str, str], titles: Mapping[str, str], notes: list[Note]) -> ImportItem:
    fields: dict[str, object] = {}
    row, task = page.row, page.task
    item_fields.lost(row, {name: "\n".join(values) for name, values in task.items()}, notes)
    for name, values in task.items():
        field = homes.get(name, "")
        if not field or not values:
            continue
        try:
            fields[field] = _value(field, values)
        except ValueError as error:
            notes.append((row, f"{name}: {error}: left out"))
        if field not in LISTS and len(values) > 1:
            more = ", ".join(values[1:])
            notes.append((row, f"{name}: a story has one {field}: `{more[:60]}` left out"))
    sprint = str(fields.get("sprint", ""))
    fields.update({"sprint": titles.get(sprint.casefold()) or sprint} if sprint else {})
    key = str(fields.pop("key", ""))
    state = STATES.get(page.kind, "")
    return item_fields.item(ImportItem(row, row, key, fields, state=state), notes)


def _value(field: str, values: list[str]) -> object:
    """Return what the values of a field say; a ValueError says why they cannot be used."""
    if field in LISTS:
        return [columns.one_line(one) for one in values]
    if field == "acceptance_criteria":
        return [criterion(one) for one in criteria_text.read(columns.tidy(NUMBER.sub(r"\1", values[0])))]
    if field == "description":
        return columns.tidy(values[0]).strip("\n")
    word = columns.one_line(values[0])
    if field in {"created", "finished"}:
        return days.day(word)
    if field == "type":
        if normal(word) not in WORDS:
            raise ValueError(f"`{word[:60]}` is not a type that po knows")
        return WORDS[normal(word)]
    return word
