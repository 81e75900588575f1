"""What did Pivotal Tracker export as CSV?

Tasks stand in pairs of columns, blockers too; an estimate of -1 is none; a rejected story goes back to work.
"""

from collections.abc import Mapping

from pocli.tables import columns, sheet, story_text
from pocli.tables.columns import LISTS
from pocli.tables.items import Import, ImportItem, normal
from pocli.tables.sheet import SheetRow

KEY = "x-pivotal-key"
"""Where a story keeps its id in Pivotal Tracker."""
SIGNS = ("id title currentstate", "id title labels iteration type estimate")
"""Headers by which a table is known to be Pivotal Tracker's."""

MEANINGS = {
    "key": "id",
    "title": "title",
    "labels": "labels",
    "status": "currentstate",
    "created": "createdat",
    "finished": "acceptedat",
    "due": "deadline",
    "requested_by": "requestedby",
    "description": "description",
    "kind": "type",
    "estimate": "estimate",
    "owners": "ownedby",
    "iteration": "iteration",
    "sprint_start": "iterationstart",
    "sprint_end": "iterationend",
    "task": "task",
    "task_status": "taskstatus",
    "blocker": "blocker",
    "blocker_status": "blockerstatus",
    "url": "url",
}
PARTS = {
    "kind": "type",
    "estimate": "points",
    "owners": "owner",
    "iteration": "sprint",
    "sprint_start": "sprint",
    "sprint_end": "sprint",
    "task": "acceptance_criteria",
    "task_status": "acceptance_criteria",
    "blocker": "blocked",
    "blocker_status": "blocked",
    "url": "links",
}
KINDS = {"feature": "story", "release": "chore"}
STATES = {"unscheduled": "draft", "unstarted": "ready", "planned": "ready", "started": "doing", "finished": "doing"}
STATES |= {"delivered": "doing", "rejected": "doing", "accepted": "done"}
STAGES = ("task_status", "blocker_status")
OPEN = frozenset({"notcompleted", "incomplete", "unresolved", "open"})
DONE = frozenset({"completed", "resolved", "done"})


def read(text: str, mapping: Mapping[str, str]) -> Import:
    """Read what Pivotal Tracker exported.

    Raises:
        PoError: the text is no table, no column holds titles, or the mapping names what is not there.
    """
    return sheet.read(text, mapping, sheet.Tool(KEY, MEANINGS, _item, PARTS, LISTS))


def _item(row: SheetRow) -> ImportItem:
    """Put together what Pivotal Tracker keeps apart."""
    fields = row.fields
    kind = row.part("kind").lower()
    row.take("type", KINDS.get(kind, kind), "Type")
    row.used.update({"kind", "estimate", "iteration", "owners"})
    row.used.update(part for part in STAGES if all(map(_known, row.parts.get(part, ()))))
    if row.part("estimate") not in {"", "-1"}:
        row.take("points", row.part("estimate"), "Estimate")
    owners = [columns.one_line(name) for cell in row.parts.get("owners", ()) for name in columns.several(cell)]
    if owners:
        fields["owner"] = owners[0]
    if len(owners) > 1:
        row.say(f"Owned By: a story has one owner: `{', '.join(owners[1:])[:60]}` left out")
    if row.part("iteration"):
        fields["sprint"] = f"Iteration {columns.one_line(row.part('iteration'))}"
    tasks = zip(row.parts.get("task", ()), row.parts.get("task_status", ()), strict=False)
    listed = [
        {"text": columns.one_line(task), "done": "true"} if _done(state) else columns.one_line(task)
        for task, state in tasks
    ]
    fields.update(story_text.split(str(fields.pop("description", ""))) | fields)
    known = fields.get("acceptance_criteria")
    fields.update({"acceptance_criteria": [*(known if isinstance(known, list) else []), *listed]} if listed else {})
    blockers = zip(row.parts.get("blocker", ()), row.parts.get("blocker_status", ()), strict=False)
    open_ones = [columns.one_line(text) for text, state in blockers if not _done(state)]
    fields.update({"blocked": "; ".join(open_ones)} if open_ones else {})
    url = row.part("url")
    fields.update({"links": [{"title": "Pivotal Tracker", "url": url}]} if url.startswith("https://") else {})
    state = STATES.get(normal(str(fields.get("status", ""))), "")
    return ImportItem(row.number, row.line, str(fields.pop("key", "")), fields, state=state)


def _known(state: str) -> bool:
    return normal(state) in DONE | OPEN


def _done(state: str) -> bool:
    return normal(state) in DONE
