"""What does a folder of Backlog.md hold: one task a file, its fields between `---`, its text in sections?

The files come one behind the other, each after a form feed.
"""

import re
from collections.abc import Iterator, Mapping

from pocli.errors import PoError
from pocli.model import days
from pocli.model.foreign import Column, Import, Item, Note
from pocli.model.written import criterion
from pocli.schema import columns, criteria, foreign
from pocli.schema.columns import WORDS

KEY = "x-backlog-md-key"
"""Where a story keeps the id of its task."""
FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)(.*)", re.DOTALL)
ENTRY = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SECTION = re.compile(r"(?m)^## (.*[^ \t\n])[ \t]*+$")
NUMBER = re.compile(r"(?m)^([ \t]*- \[[ xX]\] )#\d+ ")
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


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read the tasks of a folder.

    Args:
        source: the files, each after a form feed.
        mapping: the field of a key or a section that has no home; an empty field leaves one out.

    Raises:
        PoError: none of the files is a task.
    """
    homes = {**HOMES, **mapping}
    files = [(row, _task(text)) for row, text in enumerate(source.split("\f")) if text.strip()]
    tasks = [(row, task) for row, task in files if task]
    if not tasks:
        raise PoError("there are no Backlog.md tasks here", "name its folder, such as: po import backlog-md backlog")
    notes: list[Note] = [(row, "it is not a task: left out") for row, task in files if not task]
    items = [_item(row, task, homes, notes) for row, task in tasks]
    counts: dict[str, int] = {}
    for _, task in tasks:
        for name, values in task.items():
            counts[name] = counts.get(name, 0) + bool(values)
    named = (Column(name, homes.get(name, ""), count) for name, count in counts.items())
    return Import(KEY, tuple(items), tuple(named), tuple(notes), unit="file")


def _task(text: str) -> Task:
    """Return a task's fields and sections; none for a file that is no task."""
    found = FRONT.fullmatch(columns.BREAK.sub("\n", text))
    if not found:
        return {}
    fields = _fields(found[1])
    sections = SECTION.split(COMMENT.sub("", found[2]))
    before, *rest = sections
    named = {name: body.strip("\n") for name, body in zip(rest[::2], rest[1::2], strict=True)}
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


def _item(row: int, task: Task, homes: Mapping[str, str], notes: list[Note]) -> Item:
    fields: dict[str, object] = {}
    foreign.lost(row, {name: "\n".join(values) for name, values in task.items()}, notes)
    for name, values in task.items():
        field = homes.get(name, "")
        if not field or not values:
            continue
        try:
            fields[field] = _value(field, values)
        except ValueError as error:
            notes.append((row, f"{name}: {error}: left out"))
        if field == "owner" and len(values) > 1:
            notes.append((row, f"assignee: a story has one owner: `{', '.join(values[1:])[:60]}` left out"))
    key = str(fields.pop("key", ""))
    return foreign.item(Item(row, row, key, fields, cleared=frozenset()), notes)


def _value(field: str, values: list[str]) -> object:
    """Return what the values of a field say."""
    if field in LISTS:
        return [columns.one_line(one) for one in values]
    if field == "acceptance_criteria":
        return [criterion(one) for one in criteria.read(columns.tidy(NUMBER.sub(r"\1", values[0])))]
    if field == "description":
        return columns.tidy(values[0]).strip("\n")
    word = columns.one_line(values[0])
    if field in {"created", "finished"}:
        return days.day(word)
    if field == "type":
        return WORDS.get(word.lower(), "story")
    return word
