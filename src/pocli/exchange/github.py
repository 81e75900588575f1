"""What do GitHub's issues hold, as `gh issue list --json …` or its REST pages show them, and how is one created?

Pull requests are left out. What an issue waits for is read from `Depends on #12` and `Blocked by #12` in its text.
"""

import re
from collections.abc import Iterator, Mapping

from pocli.errors import PoError
from pocli.model import days, ident
from pocli.model.backlog import Backlog
from pocli.model.story import CLOSED, Story
from pocli.tables import accounting, columns, item_fields, json_source, story_text
from pocli.tables.items import Import, ImportItem, ImportLink, Note, SourceColumn, normal
from pocli.tables.json_source import json_text, name_of, names, text

KEY = "x-github-key"
"""Where a story keeps its issue, such as `owner/repository#12`."""
JSON = True
SIGNS = (
    "number title stateReason",
    "number title author createdAt",
    "number title repository_url html_url",
    "number title state",
)
"""Keys by which a document is known to be GitHub's."""

HOMES = {
    "number": "key",
    "url": "key",
    "html_url": "key",
    "repository_url": "key",
    "repository": "key",
    "title": "title",
    "body": "description, depends_on",
    "state": "status",
    "stateReason": "status",
    "state_reason": "status",
    "closed": "status",
    "projectItems": "status",
    "labels": "labels",
    "assignees": "owner",
    "assignee": "owner",
    "author": "requested_by",
    "user": "requested_by",
    "milestone": "sprint, due",
    "type": "type",
    "parent_issue_url": "parent",
    "createdAt": "created",
    "created_at": "created",
    "closedAt": "finished",
    "closed_at": "finished",
}
"""What each key of an issue becomes."""
ISSUE = re.compile(r"https?://[^/\s]+/(?:repos/)?([^/\s]+/[^/\s]+)/issues/(\d++)")
ONE = rf"(?:{ISSUE.pattern}|(?:[\w.-]++/[\w.-]++)?\#\d++)"
WAITS = re.compile(
    rf"(?im)^[ \t>*+-]*+(depends (?:up)?on|blocked by|blocks)\b\s*+(?::\s*+)?({ONE}(?:\s*+(?:(?:,|and|&)\s*+)?{ONE})*)"
)
NAME = re.compile(rf"{ISSUE.pattern}|(?:(?<![\w.-])([\w.-]++/[\w.-]++))?\#(\d++)")
REPOSITORY = re.compile(r"(?:^|/)([^/\s]+/[^/\s]+)/?$")
NAMELESS = "no repository is named, and numbers are unique in one only: export with --json url,number,title,…"
SUFFIX = ".json"
CLAIMS = (
    *("title", "type", "as_a", "i_want", "so_that", "acceptance_criteria", "depends_on", "labels", "owner"),
    *("created", "finished", "description"),
)
"""The fields that an issue holds; of the status it keeps only whether it is closed."""
NONE: tuple[object, ...] = ([], [[]], {"total_count": 0, "incomplete_results": False, "items": []})
"""How tools say that there are no issues."""
TYPED = "type: "
"""How a label begins that only says what kind of item an issue is."""


def read(source: str, mapping: Mapping[str, str]) -> Import:
    """Read what GitHub exported.

    Args:
        source: JSON; one list, several, or pages within a list.
        mapping: the field of a key that has no home, such as `comments`; an empty field leaves a key out.

    Raises:
        PoError: the text is no JSON, or holds no issues.
    """
    wholes = json_source.documents(source)
    found = [one for whole in wholes for one in _issues(whole)]
    if not any("number" in one and "title" in one for one in found) and any(one not in NONE for one in wholes):
        raise PoError("there are no issues in this file", "export them with: gh issue list --state all --json …")
    notes: list[Note] = []
    links: list[ImportLink] = []
    items = [item for row, one in enumerate(found, 1) if (item := _item(row, one, mapping, notes, links))]
    notes += [(item.row, NAMELESS) for item in items if item.key == item.loose]
    return Import(KEY, tuple(items), tuple(_columns(found, mapping)), tuple(notes), tuple(links), unit="issue")


def write(backlog: Backlog) -> str:
    """Return the stories as a list of issues, each as GitHub's REST interface creates one."""
    names = {story.id: _number(story) for story in backlog.stories}
    return json_text([_issue(story, backlog.state(story), names) for story in backlog.stories])


def _number(story: Story) -> str:
    """Return how issues name this one: by its key, else by the number of its id."""
    return str(story.extra.get(KEY) or f"#{ident.order(story.id)[1]}")


def _issue(story: Story, state: str, numbers: Mapping[str, str]) -> dict[str, object]:
    waits = [numbers.get(name, name) for name in story.depends_on]
    link = f"Depends on {', '.join(waits)}" if waits else ""
    labels = list(story.labels)
    bug = any(label.lower() == "bug" for label in labels)
    labels += [TYPED + story.type] if story.type != "story" or bug else []
    return {
        "number": int(numbers[story.id].rpartition("#")[2]),
        "title": story.title,
        "body": "\n\n".join(part for part in (story_text.compose(story), link) if part),
        "labels": labels,
        "assignees": [story.owner] if story.owner else [],
        "state": "closed" if state in CLOSED else "open",
        "state_reason": {"done": "completed", "dropped": "not_planned"}.get(state),
        "created_at": f"{story.created}T00:00:00Z" if story.created else None,
        "closed_at": f"{story.finished}T00:00:00Z" if story.finished else None,
    }


def _issues(whole: object) -> Iterator[Mapping[str, object]]:
    """Return the issues of a document: a list, pages in a list, or what a search found."""
    inner = whole.get("items") if isinstance(whole, dict) else None
    yield from json_source.objects(inner if isinstance(inner, list) else whole)


def _item(
    row: int, one: Mapping[str, object], mapping: Mapping[str, str], notes: list[Note], links: list[ImportLink]
) -> ImportItem | None:
    if "pull_request" in one or "/pull/" in text(one.get("url")):
        notes.append((row, "a pull request: left out"))
        return None
    one = {key: value for key, value in one.items() if mapping.get(key, "-") != ""}
    item_fields.lost(row, {name: said for name, said in one.items() if name in HOMES}, notes)
    key = _key(one)
    fields: dict[str, object] = {}
    fields["title"] = columns.one_line(text(one.get("title")))
    fields |= _people(row, one, notes) | _kind(one) | _state(one) | _dates(row, one, notes)
    body = columns.tidy(text(one.get("body")))
    last = body.rpartition("\n\n")
    ours = WAITS.fullmatch(last[2].strip())
    fields |= story_text.split(last[0] if ours else body)
    waits, blocks = _waits(text(one.get("body")), key)
    fields["depends_on"] = waits
    links += [ImportLink(row, later, key) for later in blocks]
    fields["parent"] = _named(text(one.get("parent_issue_url")), key)
    fields["sprint"] = columns.one_line(name_of(one.get("milestone"), "title"))
    fields |= {
        field: columns.one_line(name_of(one.get(name), "name", "title")) for name, field in mapping.items() if field
    }
    said = {field: value for field, value in fields.items() if value}
    cleared = frozenset(field for name, field in _single() if name in one and field not in said)
    loose = f"#{text(one.get('number'))}"
    made = ImportItem(row, row, key, said, cleared=cleared, also=() if key == loose else (loose,), loose=loose)
    item = item_fields.item(made, notes)
    accounting.unplaced(one, HOMES.keys() - {"title", "body"}, item, notes)
    return item


def _single() -> Iterator[tuple[str, str]]:
    """Return the keys that alone decide of a field."""
    plain = {"body": "description", "labels": "labels", "assignees": "owner", "closedAt": "finished"}
    yield from {**plain, "closed_at": "finished"}.items()


def _key(one: Mapping[str, object]) -> str:
    """Return the name of an issue; without its repository where nothing tells it."""
    number = text(one.get("number"))
    found = ISSUE.search(text(one.get("html_url")) or text(one.get("url")))
    home = name_of(one.get("repository"), "nameWithOwner", "full_name", "fullName")
    path = REPOSITORY.search(text(one.get("repository_url")) or home)
    return f"{found[1] if found else path[1] if path else ''}#{number}"


def _people(row: int, one: Mapping[str, object], notes: list[Note]) -> dict[str, object]:
    owners = names(one.get("assignees") or one.get("assignee"), "login", "name")
    if len(owners) > 1:
        notes.append((row, f"assignees: a story has one owner: `{', '.join(owners[1:])[:60]}` left out"))
    author = names(one.get("author") or one.get("user"), "login", "name")
    return {"owner": columns.one_line(owners[0]) if owners else "", "requested_by": list(map(columns.one_line, author))}


def _kind(one: Mapping[str, object]) -> dict[str, object]:
    """Read the type of an issue and its labels, one of which may be the type."""
    labels = [columns.one_line(name) for name in names(one.get("labels"), "name")]
    told = [label.removeprefix(TYPED) for label in labels if label.startswith(TYPED)]
    guesses = [*told, name_of(one.get("type"), "name"), *(["bug"] if "bug" in map(str.lower, labels) else [])]
    kinds = [columns.WORDS[word] for guess in guesses if (word := normal(guess)) in columns.WORDS]
    kept = [label for label in labels if not (label.startswith(TYPED) and normal(label[len(TYPED) :]) in columns.WORDS)]
    return {"type": kinds[0] if kinds else "", "labels": list(dict.fromkeys(filter(None, kept)))}


def _state(one: Mapping[str, object]) -> dict[str, object]:
    reason = (text(one.get("stateReason")) or text(one.get("state_reason"))).lower()
    items = one.get("projectItems")
    board = next((name for item in items if (name := _status(item))), "") if isinstance(items, list) else ""
    if reason in {"not_planned", "duplicate"}:
        return {"status": "dropped", "dropped_because": reason.replace("_", " ")}
    state = text(one.get("state")).lower() or ("closed" if one.get("closed") is True else "")
    return {"status": board if board and state != "closed" else state}


def _status(item: object) -> str:
    return name_of(item.get("status"), "name") if isinstance(item, dict) else ""


def _dates(row: int, one: Mapping[str, object], notes: list[Note]) -> dict[str, object]:
    milestone = one.get("milestone")
    due = name_of(milestone, "dueOn", "due_on") if isinstance(milestone, dict) else ""
    said = {
        "created": text(one.get("createdAt")) or text(one.get("created_at")),
        "finished": text(one.get("closedAt")) or text(one.get("closed_at")),
        "due": due,
    }
    found: dict[str, object] = {}
    for field, word in said.items():
        try:
            found[field] = days.day(word) if word else ""
        except ValueError as error:
            notes.append((row, f"{field}: {error}: left out"))
    return found


def _waits(body: str, key: str) -> tuple[list[str], list[str]]:
    """Return the issues that an issue waits for, and those that wait for it, as its text names them."""
    waits: list[str] = []
    blocks: list[str] = []
    for found in WAITS.finditer(body):
        (blocks if found[1].lower() == "blocks" else waits).extend(
            _named(one[0], key) for one in NAME.finditer(found[2])
        )
    return list(dict.fromkeys(waits)), list(dict.fromkeys(blocks))


def _named(word: str, key: str) -> str:
    """Return the key of an issue that another one names by its number or its address."""
    found = NAME.search(word)
    if not found:
        return ""
    home = found[1] or found[3] or key.rpartition("#")[0]
    return f"{home}#{found[2] or found[4]}"


def _columns(found: list[Mapping[str, object]], mapping: Mapping[str, str]) -> Iterator[SourceColumn]:
    counts: dict[str, int] = {}
    for one in found:
        for key, value in one.items():
            counts[key] = counts.get(key, 0) + json_source.says(value)
    for key, count in counts.items():
        yield SourceColumn(key, mapping.get(key, HOMES.get(key, "")), count)
