"""How does a stand-up read?"""

from collections.abc import Iterable, Sequence

from pocli.features.standup.answer import Standup, StatusMove, Waiting
from pocli.lookup.first_commands import another
from pocli.model.story import Story
from pocli.pace.flow import AgedStory
from pocli.pace.said import Said
from pocli.page import Block, Cell, Column, Heading, Page, Role, Table, line
from pocli.page import page as pages
from pocli.pages import comment_words, words
from pocli.text import plural

TITLE = "Daily Scrum"
COLUMNS = (
    Column("what", ""),
    Column("id", "id"),
    Column("title", "title", grow=True, wrap=True),
    Column("note", "", grow=True, wrap=True),
)
OLD = 8
"""So many of those that age are named; all are among those under way."""
Row = tuple[Cell, ...]


def page(answer: Standup) -> Page:
    """Word what happened, then what hinders and waits, then what is under way."""
    span = "today" if answer.since == answer.today else f"since {words.weekday(answer.since)} {_month(answer)}"
    happened = _happened(answer)
    quiet = "nothing happened" if answer.known else "po does not know what happened"
    blocks: list[Block] = [
        *_towards(answer),
        Heading(f"What happened {span}"),
        Table(COLUMNS, happened) if happened else line(quiet),
    ]
    hinders = _hinders(answer)
    if hinders:
        more = sum(one.old for one in answer.under_way) - OLD
        rest = [line(Cell(f"and {more} more that take long", "muted"))] if more > 0 else []
        blocks += [line(), Heading("What needs attention"), Table(COLUMNS, hinders), *rest]
    blocks += [line(), Heading(f"Under way: {len(answer.under_way)}")]
    if answer.under_way:
        blocks.append(Table(COLUMNS, tuple(_aged(one) for one in answer.under_way)))
    else:
        begin = f"take one into work: po start {answer.startable}" if answer.startable else another("story")
        blocks.append(line(Cell(begin, "muted")))
    return pages(blocks, words.doubts(answer.message, answer.hint, answer.clocks))


def _towards(answer: Standup) -> list[Block]:
    """Say first what the sprint is for, and how long it lasts."""
    sprint = answer.sprint
    if not sprint:
        return []
    goal = f"Sprint Goal: {sprint.sprint_goal}" if sprint.sprint_goal else f"{sprint.id} has no Sprint Goal"
    return [Heading(goal), line(Cell(f"{sprint.id}, {plural(answer.days_left, 'working day')} left", "muted")), line()]


def _month(answer: Standup) -> str:
    return words.day(answer.since).partition(" ")[2]


def _happened(answer: Standup) -> tuple[Row, ...]:
    rows = [*_moved("finished", "good", answer.finished), *_moved("started", "accent", answer.started)]
    rows += [_row("moved", "", one.story, f"{one.old} → {one.new}") for one in answer.moved]
    rows += [_row("new", "", story, story.type) for story in answer.new]
    rows += [_row("ticked", "good", one.story, _some(one.criteria)) for one in answer.ticked]
    rows += [_row("blocked", "bad", story, story.blocked) for story in answer.hindered]
    rows += [_said(one) for one in answer.said]
    return tuple(rows)


def _said(one: Said) -> Row:
    by = f"{one.comment.by}: " if one.comment.by else ""
    text = " ".join(one.comment.text.split())
    return (
        Cell("said", "accent"),
        Cell(one.id, "accent"),
        Cell(one.title),
        Cell(f"{by}{text}", "muted"),
    )


def _moved(what: str, role: Role, moved: Iterable[StatusMove]) -> list[Row]:
    return [_row(what, role, one.story, one.story.owner or one.who or "not committed yet") for one in moved]


def _some(criteria: Sequence[str]) -> str:
    return criteria[0] if len(criteria) == 1 else plural(len(criteria), "criterion", "criteria")


def _hinders(answer: Standup) -> tuple[Row, ...]:
    rows = [_row("waits", "bad", one.story, _chain(one)) for one in answer.waiting]
    rows += [_row("accept", "good", story, "all criteria are met") for story in answer.accepting]
    old = [one for one in answer.under_way if one.old]
    rows += [_row("ages", "warning", one.life.story, f"{one.age} days") for one in old[:OLD]]
    return tuple(rows)


def _chain(one: Waiting) -> str:
    if not one.chain:
        return one.story.blocked
    last = one.chain[-1]
    root = f"{last.id} ({last.blocked or last.owner or last.status})"
    return f"for {' for '.join([*(story.id for story in one.chain[:-1]), root])}"


def _aged(one: AgedStory) -> Row:
    story = one.life.story
    age = f"day {one.age}" if one.age else "start unknown"
    met = sum(item.done for item in story.acceptance_criteria)
    total = len(story.acceptance_criteria)
    note = f"{age}, {met} of {total} criteria" if total else age
    return (
        Cell(story.owner or "nobody", "" if story.owner else "muted"),
        Cell(story.id, "accent"),
        Cell(story.title),
        Cell(note, "muted"),
    )


def _row(what: str, role: Role, story: Story, note: str) -> Row:
    return Cell(what, role), Cell(story.id, "accent"), Cell(story.title), Cell(note, "muted")


def data(answer: Standup) -> dict[str, object]:
    """Return the stand-up as `po.standup/1`."""
    return {
        "schema": "po.standup/1",
        "since": answer.since.isoformat(),
        "today": answer.today.isoformat(),
        "sprint": answer.sprint.id if answer.sprint else None,
        "sprint_goal": (answer.sprint.sprint_goal or None) if answer.sprint else None,
        "days_left": answer.days_left,
        "finished": [_moved_data(one) for one in answer.finished],
        "started": [_moved_data(one) for one in answer.started],
        "moved": [_moved_data(one) for one in answer.moved],
        "new": [story.id for story in answer.new],
        "ticked": [{"id": one.story.id, "criteria": list(one.criteria)} for one in answer.ticked],
        "blocked": [{"id": story.id, "reason": story.blocked} for story in answer.hindered],
        "said": [comment_words.data(one) for one in answer.said],
        "waiting": [
            {"id": one.story.id, "blocked": one.story.blocked or None, "for": [story.id for story in one.chain]}
            for one in answer.waiting
        ],
        "accepting": [story.id for story in answer.accepting],
        "under_way": [
            {"id": one.life.story.id, "owner": one.life.story.owner or None, "age": one.age, "old": one.old}
            for one in answer.under_way
        ],
        "unknown": words.unknown(answer.message, answer.clocks),
    }


def _moved_data(one: StatusMove) -> dict[str, object]:
    return {
        "id": one.story.id,
        "title": one.story.title,
        "old": one.old or None,
        "new": one.new,
        "who": one.who or None,
    }
