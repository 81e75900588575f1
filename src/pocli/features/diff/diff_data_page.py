"""What does a machine read of the difference of two versions: JSON, and one line for a commit?"""

from collections.abc import Iterator
from fractions import Fraction

from pocli.features.diff import fields_page, weaker_page
from pocli.features.diff.answer import AlteredRecord, Comparison, Diff, Kind
from pocli.features.diff.rank_shifts import Cause, RankShift
from pocli.model.backlog import Record
from pocli.model.diagnostic import Diagnostic
from pocli.model.number import plain
from pocli.model.records import Sprint
from pocli.pages import story_table
from pocli.text import figure

LONGEST = 72
"""The most characters of a commit's subject that every tool shows."""
VERBS = {"draft": "is a draft again", "ready": "ready", "doing": "started", "done": "done", "dropped": "dropped"}
REASONS = {
    "displaced": "something better fits",
    "later": "comes later",
    "time": "not looked at in time",
    "not-ready": "not ready",
    "no-points": "no points",
    "no-value": "no value",
    "prerequisite": "waits for others",
    "too-big": "too big",
    "draft": "a draft now",
    "done": "done",
    "dropped": "dropped",
    "blocked": "blocked",
    "epic": "an epic now",
    "doing": "under way in another sprint",
    "": "gone",
}


def dropped(reason: str) -> str:
    """Word why a plan has a story no more."""
    return REASONS.get(reason, reason.replace("-", " "))


def message(answer: Comparison) -> str:
    """Word the difference as one line for a commit: what matters most first, as much as fits."""
    found = answer.diff
    parts = [said.removeprefix("this change ").partition(":")[0] for said in weaker_page.lines(answer.weaker)]
    parts += _parts(found)
    if not parts:
        return "the meaning of the backlog has not changed"
    line = parts[0]
    for count, part in enumerate(parts[1:], 1):
        rest = len(parts) - count
        more = f" and {rest} more" if rest > 1 else ""
        if len(f"{line}, {part}{more}") > LONGEST:
            return f"{line} and {rest} more"
        line = f"{line}, {part}"
    return line


def _parts(found: Diff) -> Iterator[str]:
    """Give a few words for each record: stories by weight of what changed, then the others."""
    scores = {move.story.id: move for move in found.moves.moved}
    words = [_story(one, scores.get(one.after.id)) for one in found.stories.altered]
    yield from (said for weight, said in sorted(words, key=lambda one: one[0]) if weight < 2)  # noqa: PLR2004
    yield from _onesided(found.stories)
    yield from (said for weight, said in words if weight == 2)  # noqa: PLR2004
    for kind in (found.goals, found.requests, found.sprints):
        yield from _onesided(kind)
        yield from (f"{one.after.id} {_fields(one)}" for one in kind.altered)
    if found.settings:
        yield "settings changed"


def _onesided(kind: Kind) -> Iterator[str]:
    yield from (f"{one.id} added" for one in kind.new)
    yield from (f"{one.id} removed" for one in kind.gone)


def _story(one: AlteredRecord, move: RankShift | None) -> tuple[int, str]:
    """Return how little it matters, and the words."""
    fields = {change.field: change for change in one.changes}
    name = one.after.id
    if "status" in fields:
        word = str(fields["status"].after or "draft")
        return 0, f"{name} {VERBS.get(word, word)}"
    inputs = [cause for cause in (move.causes if move else ()) if cause.kind == "input" and not cause.id]
    scored = move is not None and move.score_before != move.score_after
    if (
        move
        and scored
        and inputs
        and isinstance(move.score_before, Fraction)
        and isinstance(move.score_after, Fraction)
    ):
        return 1, f"{name} re-scored {figure(move.score_before)} → {figure(move.score_after)}"
    if "blocked" in fields:
        return 1, f"{name} {'blocked' if fields['blocked'].after else 'unblocked'}"
    if "pinned" in fields:
        return 1, f"{name} {'pinned' if fields['pinned'].after else 'unpinned'}"
    if "sprint" in fields:
        after = fields["sprint"].after
        return 1, f"{name} into {after}" if after else f"{name} out of {fields['sprint'].before}"
    return 2, f"{name} {_fields(one)}"


def _fields(one: AlteredRecord) -> str:
    """Word the change where it is one and short, else name the fields."""
    if len(one.changes) == 1 and len(said := fields_page.worded(one.changes[0])) == 1 and len(said[0]) < LONGEST // 2:
        return said[0]
    names = dict.fromkeys(change.field.partition(".")[0].replace("_", " ") for change in one.changes)
    return ", ".join(list(names)[:3]) + (" …" if len(names) > 3 else "")  # noqa: PLR2004


def data(answer: Comparison) -> dict[str, object]:
    """Return the difference as `po.diff/1`."""
    found = answer.diff
    ends = [{"name": name, "commit": commit or None} for name, commit in zip(answer.names, answer.commits, strict=True)]
    return {
        "schema": "po.diff/1",
        "from": ends[0],
        "to": ends[1],
        "weaker": weaker_page.data(answer.weaker),
        **{name: _kind(getattr(found, name)) for name in ("stories", "goals", "requests", "sprints")},
        "settings": [fields_page.data(one) for one in found.settings],
        "ranking": {"moved": [_move(one) for one in found.moves.moved], "others": found.moves.others},
        "plan": _plan(found),
        "running_sprint": _scope(found),
        "touched": [
            {
                "id": one.record.id,
                "stories": list(one.stories),
                "open_points_before": plain(one.open_before),
                "open_points_after": plain(one.open_after),
            }
            for one in found.touched
        ],
        "problems": {
            name: [_problem(one) for one in ones]
            for name, ones in (("new", answer.problems), ("mended", answer.mended))
        },
        "rewritten": answer.rewritten,
        "unreadable": story_table.unreadable(found.unreadable),
    }


def _kind(kind: Kind) -> dict[str, object]:
    changed = [
        {"id": one.after.id, "path": one.after.path, "changes": [fields_page.data(change) for change in one.changes]}
        for one in kind.altered
    ]
    return {"new": [_record(one) for one in kind.new], "gone": [_record(one) for one in kind.gone], "changed": changed}


def _record(one: Record) -> dict[str, object]:
    return {"id": one.id, "path": one.path, "title": one.name if isinstance(one, Sprint) else one.title}


def _move(one: RankShift) -> dict[str, object]:
    return {
        "id": one.story.id,
        "rank_before": one.before,
        "rank_after": one.after,
        "score_before": fields_page.json(one.score_before),
        "score_after": fields_page.json(one.score_after),
        "causes": [_cause(cause) for cause in one.causes],
    }


def _cause(one: Cause) -> dict[str, object]:
    found: dict[str, object] = {"kind": one.kind, **({"id": one.id} if one.id else {})}
    if one.field:
        found |= {"field": one.field, "before": fields_page.json(one.before), "after": fields_page.json(one.after)}
    return found


def _plan(found: Diff) -> dict[str, object] | None:
    if not found.best:
        return None
    one = found.best
    return {
        "sprint": one.sprint.id,
        "takes": [story.id for story in one.takes],
        "drops": [{"id": story.id, "reason": reason or "gone"} for story, reason in one.drops],
        "value_before": plain(one.value_before),
        "value_after": plain(one.value_after),
        "sprints": one.sprints,
        "proven": one.proven,
    }


def _scope(found: Diff) -> dict[str, object] | None:
    if not found.scope:
        return None
    one = found.scope
    sums = ("points_before", "points_after", "done_before", "done_after")
    return {
        "sprint": one.sprint.id,
        "added": [story.id for story in one.added],
        "removed": [story.id for story in one.removed],
        "resized": [
            {"id": each.story.id, "before": plain(each.before), "after": plain(each.after)} for each in one.resized
        ],
        **{name: plain(getattr(one, name)) for name in sums},
    }


def _problem(one: Diagnostic) -> dict[str, object]:
    place = {"path": one.path, "line": one.span.line, "column": one.span.column}
    return {"rule": one.rule, "severity": one.severity, "message": one.message, **place}
