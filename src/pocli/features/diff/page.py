"""How does the difference of two versions of a backlog read, in a terminal and in a pull request?"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pocli.features.diff import fields_page, weaker_page
from pocli.features.diff.altered_fields import FieldChange
from pocli.features.diff.answer import AffectedRecord, AlteredRecord, Comparison, Diff, Kind, Scope
from pocli.features.diff.better_plan import Best
from pocli.features.diff.diff_data_page import data, dropped
from pocli.features.diff.rank_shifts import Cause, RankShift
from pocli.model.backlog import Record
from pocli.model.diagnostic import Diagnostic
from pocli.model.number import text
from pocli.model.records import Sprint
from pocli.model.story import Story
from pocli.page import Block, Cell, Column, Fold, Heading, Line, Page, Point, Points, Table, line
from pocli.page import page as pages
from pocli.pages import story_table
from pocli.text import figure, plural

TITLE = "What changes"
__all__ = ["data", "page"]

FEW, MANY = 4, 8
"""So many stories are named with their titles; so many at all on a line."""
KINDS = ("stories", "goals", "requests", "sprints")
NOUNS = {
    "stories": ("story", "stories"),
    "goals": ("goal", "goals"),
    "requests": ("request", "requests"),
    "sprints": ("sprint", "sprints"),
}
RANKS = (
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("before", "was", right=True),
    Column("after", "now", right=True),
    Column("score_before", "score was", right=True),
    Column("score_after", "is", right=True),
    Column("cause", "because"),
)
ROWS = tuple(Column(name, name) for name in ("id", "title", "field", "before", "after"))


def page(answer: Comparison, *, limit: int = 0, rows: bool = False) -> Page:
    """Word the difference.

    Args:
        answer: what was compared.
        limit: how many stories, moves and problems are shown; 0 for all.
        rows: one table of field changes instead, for spreadsheets.
    """
    found = answer.diff
    if rows:
        return pages(_rows(answer))
    blocks: list[Block] = [line(Cell(said, "bad")) for said in weaker_page.lines(answer.weaker)]
    blocks.append(Heading(_summary(answer)))
    blocks += [line(text) for text in _effects(found)]
    blocks.append(line(Cell(f"{answer.names[0]} → {answer.names[1]}", "muted")))
    for kind in KINDS:
        blocks += _fold(kind.capitalize(), _kind(getattr(found, kind), limit))
    blocks += _fold("Settings", _points([said for one in found.settings for said in fields_page.worded(one)], limit))
    blocks += _fold(_ranked(found), _moves(found, limit))
    blocks += _fold("Affected goals and requests", _points([_touched(one) for one in found.touched], limit))
    blocks += _fold(plural(len(answer.problems), "new problem"), _problems(answer, limit))
    return pages(blocks, _notes(answer))


def _points(lines: Sequence[str], limit: int) -> list[Block]:
    shown = lines[: limit or None]
    points = Points(tuple(Point((Cell(text),)) for text in shown))
    return [points, *_more(len(lines) - len(shown))] if lines else []


def _fold(title: str, blocks: Sequence[Block]) -> list[Block]:
    return [Fold(title, tuple(blocks))] if blocks else []


def _summary(answer: Comparison) -> str:
    found = answer.diff
    parts = [_counted(getattr(found, kind), kind) for kind in KINDS if any(getattr(found, kind))]
    parts += ["settings changed"] if found.settings else []
    parts += [plural(len(answer.problems), "new problem")] if answer.problems else []
    parts += [f"{plural(len(answer.mended), 'problem')} fixed"] if answer.mended else []
    return " · ".join(parts) or "the meaning of the backlog has not changed"


def _counted(kind: Kind, name: str) -> str:
    """Return `3 stories changed, 1 new, 2 gone`."""
    counts = [(len(kind.altered), "changed"), (len(kind.new), "new"), (len(kind.gone), "gone")]
    known = [(count, word) for count, word in counts if count]
    said = [f"{count:,} {word}" for count, word in known[1:]]
    return ", ".join([f"{plural(known[0][0], *NOUNS[name])} {known[0][1]}", *said]) if known else ""


def _effects(found: Diff) -> Iterator[str]:
    """Say in a line each what the change does to the plan and to the running sprint."""
    if found.best:
        yield from _best(found.best)
    if found.scope:
        yield _scope(found.scope)


def _best(one: Best) -> Iterator[str]:
    few = len(one.takes) + len(one.drops) <= FEW
    takes = _some([_named(story, few=few) for story in one.takes])
    drops = _some([f"{_named(story, few=few)} ({dropped(reason)})" for story, reason in one.drops])
    if takes or drops:
        parts = [f"takes {takes}" if takes else "", f"drops {drops}" if drops else ""]
        sure = "" if one.proven else " (not proven)"
        over = f" over {plural(one.sprints, 'sprint')}" if one.sprints > 1 else ""
        worth = f"; worth {figure(one.value_before)} → {figure(one.value_after)}{over}"
        yield f"{one.sprint.id}, best plan: {'; '.join(filter(None, parts))}{worth}{sure}"


def _scope(one: Scope) -> str:
    changed = [f"+{story.id}" for story in one.added] + [f"−{story.id}" for story in one.removed]
    changed += [f"{each.story.id} {figure(each.before)} → {figure(each.after)}" for each in one.resized]
    names = f": {_some(changed)}" if changed else ""
    points = f"{figure(one.points_before)} → {figure(one.points_after)} points"
    if one.points_before == one.points_after:
        points = plural(1, "point") if one.points_after == 1 else f"{figure(one.points_after)} points"
    done = "" if one.done_before == one.done_after else f", done {figure(one.done_before)} → {figure(one.done_after)}"
    return f"{one.sprint.id}, running: {points}{done}{names}"


def _named(story: Story, *, few: bool) -> str:
    return f"{story.id} {story.title}" if few else story.id


def _some(parts: Sequence[str]) -> str:
    """Join what there is, or as much as anybody reads."""
    more = f" and {len(parts) - MANY} more" if len(parts) > MANY else ""
    return ", ".join(parts[:MANY]) + more


def _kind(kind: Kind, limit: int) -> list[Block]:
    points = [_record("new: ", one, _facts(one)) for one in kind.new] + [_record("gone: ", one) for one in kind.gone]
    points += [_altered(one) for one in kind.altered]
    shown = points[: limit or None]
    return [Points(tuple(shown)), *_more(len(points) - len(shown))] if points else []


def _more(hidden: int) -> list[Line]:
    return [line(Cell(f"  … and {hidden:,} more", "muted"), Cell(" (--limit 0 for all)", "hint"))] if hidden > 0 else []


def _record(mark: str, one: Record, facts: str = "") -> Point:
    return Point((Cell(mark), Cell(one.id, "accent"), Cell(f" {title(one)}"), Cell(facts, "muted")))


def title(one: Record) -> str:
    """Return what people call a record."""
    return one.name if isinstance(one, Sprint) else one.title


def _facts(one: Record) -> str:
    if not isinstance(one, Story):
        return ""
    points = "" if one.points is None else f"{figure(one.points)} pts"
    return f" ({', '.join(filter(None, (one.status, points, one.sprint)))})"


def _altered(one: AlteredRecord) -> Point:
    said = tuple(text for change in one.changes for text in fields_page.worded(change))
    return _record("", one.after)._replace(below=said)


def _ranked(found: Diff) -> str:
    others = f", {plural(found.moves.others, 'other')} made room or moved up" if found.moves.others else ""
    return f"Ranking: {len(found.moves.moved):,} moved{others}"


def _moves(found: Diff, limit: int) -> list[Block]:
    moved = found.moves.moved
    rows = tuple(_move(one) for one in moved[: limit or None])
    return [Table(RANKS, rows), *_more(len(moved) - limit if limit else 0)] if rows else []


def _move(one: RankShift) -> tuple[Cell, ...]:
    ranks = [Cell("–", "muted", "") if rank is None else Cell(str(rank)) for rank in (one.before, one.after)]
    scores = [_score(score) for score in (one.score_before, one.score_after)]
    return (
        Cell(one.story.id, "accent"),
        Cell(one.story.title),
        *ranks,
        *scores,
        Cell(", ".join(map(_cause, one.causes))),
    )


def _score(score: object) -> Cell:
    return Cell(figure(score), "", text(score)) if isinstance(score, Fraction) else Cell("–", "muted", "")


def _cause(one: Cause) -> str:
    if one.kind in {"input", "state"}:
        change = FieldChange(one.field, one.before, one.after)
        said = ", ".join(fields_page.worded(change))
        return f"{one.id}'s {said}" if one.id else said.removeprefix("status ")
    words = {
        "raised": f"{one.id} waits for it",
        "unraised": f"{one.id} no longer raises it",
        "lowered": f"{one.id} comes first",
        "freed": f"{one.id} no longer has to come first",
        "waits": "now waits for others",
        "pins": "order of pins",
    }
    return words.get(one.kind, one.kind)


def _touched(one: AffectedRecord) -> str:
    points = f"{figure(one.open_before)} → {figure(one.open_after)} points open"
    if one.open_before == one.open_after:
        points = f"{figure(one.open_after)} points open"
    return f"{one.record.id} {one.record.title}: {points} ({_some(one.stories)})"


def _problems(answer: Comparison, limit: int) -> list[Block]:
    points = tuple(_problem(one) for one in answer.problems[: limit or None])
    return [Points(points), *_more(len(answer.problems) - len(points))] if points else []


def _problem(one: Diagnostic) -> Point:
    rule = Cell(f"{one.severity}[{one.rule}]", "bad" if one.severity == "error" else "warning")
    return Point((rule, Cell(" "), Cell(one.path, "file"), Cell(f":{one.span.line}: {one.message}")))


def _notes(answer: Comparison) -> list[Line]:
    found = story_table.left_out(answer.diff.unreadable)
    if answer.rewritten:
        said = f"{plural(answer.rewritten, 'more file')} with new wording but the same meaning"
        found.append(line(Cell(said, "muted")))
    return found


def _rows(answer: Comparison) -> Table:
    found = answer.diff
    rows = [("po.yaml", "", "check", "", said) for said in weaker_page.lines(answer.weaker)]
    for kind in KINDS:
        of: Kind = getattr(found, kind)
        rows += [(one.id, title(one), "", "", "new") for one in of.new]
        rows += [(one.id, title(one), "", "gone", "") for one in of.gone]
        rows += [
            (
                one.after.id,
                title(one.after),
                change.field,
                fields_page.machine(change.before),
                fields_page.machine(change.after),
            )
            for one in of.altered
            for change in one.changes
        ]
    rows += [
        ("po.yaml", "", one.field, fields_page.machine(one.before), fields_page.machine(one.after))
        for one in found.settings
    ]
    return Table(ROWS, tuple(tuple(Cell(one) for one in row) for row in rows))
