"""How does a goal, a request or a sprint read as a whole?"""

from pocli.features.browse.dossier import Dossier
from pocli.model.number import plain
from pocli.model.records import Goal, Request, Sprint
from pocli.pace.goal_progress import way
from pocli.page import Block, Cell, Column, Heading, Role, Table, blank, line
from pocli.pages import comment_words, story_table, words
from pocli.text import figure, percent, without_points

COLUMNS = (
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("status", "status"),
    Column("points", "pts", right=True),
    Column("sprint", "sprint"),
    Column("owner", "owner"),
)
ROLES: dict[str, Role] = {"doing": "accent", "done": "good", "draft": "warning", "dropped": "muted"}


def blocks(one: Dossier) -> list[Block]:
    """Word a record: what it is, how far its stories are, what it has to do with, and its stories."""
    record = one.record
    found: list[Block] = [
        Heading(f"{record.id} {_title(record)}".strip()),
        line(" · ".join(said for said in (_noun(record), *_kind(record)) if said)),
        line(Cell(record.path, "muted")),
        blank(),
        *[line(Cell(f"{name:12}", "muted"), said) for name, said in _facts(one) if said],
        *[line(Cell("! ", "warning"), f"`{fault}` is invalid and counts as missing") for fault in record.faults],
    ]
    if one.stories or one.unknown:
        found += [blank(), Table(COLUMNS, _rows(one))]
    if record.description:
        found += [blank(), *[line(text) for text in record.description.rstrip("\n").split("\n")]]
    return [*found, *comment_words.blocks(record.comments), blank()]


def _noun(record: Goal | Request | Sprint) -> str:
    return type(record).__name__.lower()


def _title(record: Goal | Request | Sprint) -> str:
    return record.name or record.sprint_goal if isinstance(record, Sprint) else record.title


def _kind(record: Goal | Request | Sprint) -> list[str]:
    """Return the few words that say what a record is."""
    if isinstance(record, Sprint):
        return [record.state, f"{words.day(record.start, of=record.end)} – {words.day(record.end)} {record.end.year}"]
    by = f"by {record.by}" if record.by else ""
    return [record.horizon if isinstance(record, Goal) else record.status, by]


def _facts(one: Dossier) -> list[tuple[str, str]]:
    record = one.record
    own = _of_goal(record) if isinstance(record, Goal) else _of_request(record) if isinstance(record, Request) else []
    return [
        *own,
        *(_of_sprint(record, one) if isinstance(record, Sprint) else []),
        ("stories", _progress(one)),
        ("goals", ", ".join(f"{goal.id} {goal.title}" for goal in one.goals)),
        ("requests", ", ".join(f"{request.id} {request.title}" for request in one.requests)),
    ]


def _of_goal(goal: Goal) -> list[tuple[str, str]]:
    figures = (("baseline", goal.baseline), ("now", goal.current), ("target", goal.target))
    said = ", ".join(f"{name} {figure(value)}" for name, value in figures if value is not None)
    far = way(goal)
    reached = "" if far is None else f" ({percent(far)} of the way)"
    return [("metric", ": ".join(part for part in (goal.metric, said) if part) + reached)]


def _of_request(request: Request) -> list[tuple[str, str]]:
    worth = "" if request.value is None else f"{figure(request.value)} {request.currency}".strip()
    return [("from", request.from_), ("worth", worth), ("answer", request.answer or "no answer yet")]


def _of_sprint(sprint: Sprint, one: Dossier) -> list[tuple[str, str]]:
    missing = without_points(one.unsized())
    fits = "" if sprint.capacity is None else f"{figure(one.points())} of {figure(sprint.capacity)} points{missing}"
    return [
        ("Sprint Goal", sprint.sprint_goal if sprint.name else ""),
        ("goal met", sprint.goal_met),
        ("outcome", sprint.outcome),
        ("capacity", fits),
    ]


def _progress(one: Dossier) -> str:
    count = len(one.stories) + len(one.unknown)
    if not count:
        return "none yet"
    points = f", {figure(one.points('done'))} of {figure(one.points())} points" if one.points() else ""
    missing = without_points(one.unsized()) if points else ""
    return f"{one.done():,} of {count:,} done{points}{missing}"


def _rows(one: Dossier) -> tuple[tuple[Cell, ...], ...]:
    rows = [
        (
            Cell(story.id, "accent"),
            Cell(story.title),
            Cell(story.status, ROLES.get(state, "")),
            Cell("–", "muted", "") if story.points is None else words.cell(story.points),
            Cell(story.sprint or "–", "" if story.sprint else "muted", story.sprint),
            Cell(story.owner),
        )
        for story, state in one.stories
    ]
    told = {name: "its file is not read" if name in one.unread else "no such story" for name in one.unknown}
    lost = [(Cell(name, "bad"), Cell(text), *[Cell("")] * 4) for name, text in told.items()]
    return (*rows, *lost)


def data(one: Dossier) -> dict[str, object]:
    """Return a record with its fields, the stories that count for it, and how far they are."""
    record = one.record
    fields = {name.rstrip("_"): story_table.json(value) for name, value in record._asdict().items() if name != "extra"}
    far = way(record) if isinstance(record, Goal) else None
    return {
        "kind": _noun(record),
        **fields,
        **record.extra,
        **({"progress": None if far is None else plain(far)} if isinstance(record, Goal) else {}),
        "stories": [
            {"id": story.id, "title": story.title, "status": story.status, "state": state,
             "points": words.number(story.points)}
            for story, state in one.stories
        ],
        "unknown": list(one.unknown),
        "done": one.done(),
        "points": plain(one.points()),
        "points_done": plain(one.points("done")),
        "without_points": one.unsized(),
        "goals": [goal.id for goal in one.goals],
        "requests": [request.id for request in one.requests],
    }  # fmt: skip
