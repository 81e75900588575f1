"""How does a trade-off read: first what to say, then both plans side by side?"""

from fractions import Fraction

from pocli.analysis.plan import Plan
from pocli.analysis.tradeoff import Move, Option, Part, Tradeoff
from pocli.model.number import plain, text
from pocli.page import Block, Cell, Column, Line, Page, Table, blank, line
from pocli.page import page as pages
from pocli.text import figure, plural
from pocli.views import words
from pocli.views.aloud import sentence
from pocli.views.reasons import amount, assumed
from pocli.views.sprint_words import span, stage_id

TITLE = "Trade-off"


def page(answer: Tradeoff) -> Page:
    """Word the trade-off; two options stand in one table."""
    blocks: list[Block] = []
    for option in answer.options:
        blocks += [line(Cell(sentence(answer, option), "strong")), *assumed(option.wishes), blank()]
    table = _table(answer)
    blocks += [table, *_legend(table), blank()] if table.rows else []
    blocks += [_baseline(answer), *_warnings(answer)]
    blocks += [_value(answer, option) for option in answer.options]
    return pages(blocks, _proof(answer))


def data(answer: Tradeoff) -> dict[str, object]:
    """Return the trade-off as `po.tradeoff/1`."""
    return {
        "schema": "po.tradeoff/1",
        "plan": _plan(answer.plan),
        "sprints": [one.sprint.id if one.sprint else None for one in answer.plan.sprints],
        "baseline": _baseline_data(answer),
        "options": [_option(answer, option) for option in answer.options],
    }


def _plan(found: Plan) -> dict[str, object]:
    return {"proof": "optimal" if found.optimal else "gap", "value": plain(found.value), "bound": plain(found.bound)}


def _option(answer: Tradeoff, option: Option) -> dict[str, object]:
    return {
        "wanted": [one.of.id for one in option.wishes],
        "stories": list(option.parts),
        "sprint": stage_id(answer.plan, option.stage),
        "planned_already": option.planned and option.written,
        "leaves_out": option.planned,
        "sentence": sentence(answer, option),
        "plan": _plan(option.plan),
        "gained": plain(option.gained),
        "lost": plain(option.lost),
        "moves": [
            {
                "id": move.id,
                "from": stage_id(answer.plan, move.before),
                "to": stage_id(answer.plan, move.after),
                "days": move.days,
                "value": plain(move.gain),
                "wanted": move.wanted,
                "planned": move.written,
            }
            for move in option.moves
        ],
        "goals": [
            {
                "id": wait.id,
                "from": stage_id(answer.plan, wait.before),
                "to": stage_id(answer.plan, wait.after),
                "days": wait.days,
                "points_later": plain(wait.late),
                "points_planned": plain(wait.planned),
            }
            for wait in option.goals
        ],
        "assumed": [{"id": one.id, "reason": one.reason} for wish in option.wishes for one in wish.assumed],
        "cheaper": option.cheaper and _cheaper(option.cheaper),
    }


def _cheaper(part: Part) -> dict[str, object]:
    return {"stories": list(part.ids), "points": plain(part.size), "cost": plain(part.cost), "moves": part.moves}


def _table(answer: Tradeoff) -> Table:
    """Return what moves, with its sprint in the baseline and in each option."""
    names = [
        f"with {option.wishes[0].of.id}" if not option.planned else f"without {option.wishes[0].of.id}"
        for option in answer.options
    ]
    heads = [Column("id", "id"), Column("title", "title", grow=True, wrap=True), Column("planned", "baseline")]
    heads += [Column(f"option{place}", name) for place, name in enumerate(names, 1)]
    heads += [Column("value", "value", right=True)] if len(answer.options) == 1 else []
    moves = {move.id: move for option in reversed(answer.options) for move in option.moves}
    wanted = dict.fromkeys(part for option in answer.options for part in option.parts)
    order = sorted(
        {**wanted, **moves}, key=lambda name: (name not in wanted, list(moves).index(name) if name in moves else -1)
    )
    return Table(tuple(heads), tuple(_row(answer, name, moves.get(name)) for name in order))


def _row(answer: Tradeoff, name: str, move: Move | None) -> tuple[Cell, ...]:
    before = answer.plan.places().get(name)
    cells = [Cell(name, "strong"), Cell(_title(answer, name)), _before(answer, name, before)]
    cells += [_place(answer, option.plan.places().get(name), before) for option in answer.options]
    if len(answer.options) == 1:
        gain = move.gain if move else Fraction(0)
        shown = f"{'+' if gain > 0 else '−'}{figure(abs(gain))}" if gain else "–"
        cells.append(Cell(shown, "good" if gain > 0 else "bad" if gain < 0 else "muted", text(gain)))
    return tuple(cells)


def _title(answer: Tradeoff, name: str) -> str:
    story = answer.plan.stories.get(name)
    if story:
        return story.title
    plans = (answer.plan, *(option.plan for option in answer.options))
    return next((one.title for found in plans for one in found.requests if one.id == name), "")


def _before(answer: Tradeoff, name: str, stage: int | None) -> Cell:
    """Return the sprint that the files say; in brackets the one in which the best plan would have it."""
    files = answer.written.sprints.get(name)
    if files or stage is None:
        return Cell(files or "–", "" if files else "muted")
    where = str(stage_id(answer.plan, stage))
    return Cell(where) if name in answer.written.requests else Cell(f"({where})", "muted", where)


def _legend(table: Table) -> list[Line]:
    shown = any(cell.text.startswith("(") for _, _, cell, *_ in table.rows)
    return [line(Cell("(…) not planned in any file; the best plan would put it there", "muted"))] if shown else []


def _place(answer: Tradeoff, stage: int | None, before: int | None) -> Cell:
    if stage is None:
        return Cell("–", "muted" if before is None else "bad")
    later = before is not None and stage > before
    return Cell(str(stage_id(answer.plan, stage)), "bad" if later else "" if stage == before else "good")


def _value(answer: Tradeoff, option: Option) -> Line:
    names = ", ".join(one.of.id for one in option.wishes)
    with_ = f"{'without' if option.planned else 'with'} {names}"
    change = f"{figure(option.lost)} lost, {figure(option.gained)} gained"
    return line(f"Value: {figure(answer.plan.value)} in the baseline, {figure(option.plan.value)} {with_} ({change}).")


def _counts(answer: Tradeoff) -> tuple[int, int]:
    """Return how many stories of the baseline are planned in the files, and how many the best plan adds."""
    rows = [row for one in answer.plan.sprints for row in one.stories if not row.under_way]
    planned = sum(row.story.id in answer.written.sprints for row in rows)
    return planned, len(rows) - planned


def _baseline(answer: Tradeoff) -> Line:
    """Say what the options are compared with."""
    planned, added = _counts(answer)
    files = f"what the files plan ({plural(planned, 'story', 'stories')})"
    rest = f"what the best plan adds ({plural(added, 'story', 'stories')})"
    if not planned:
        stories = plural(added, "story", "stories")
        return line(f"Baseline: the best plan for {span(answer.plan)} ({stories}); the files plan nothing for them.")
    return line(f"Baseline: {files} and {rest}." if added else f"Baseline: {files}.")


def _baseline_data(answer: Tradeoff) -> dict[str, object]:
    planned, added = _counts(answer)
    return {
        "planned": planned,
        "added": added,
        "too_full": [
            {"sprint": stage_id(answer.plan, one.stage), "points": plain(one.size), "capacity": plain(one.capacity)}
            for one in answer.written.full
        ],
        "unmet": [{"id": one.id, "needs": one.needs, "sprint": one.sprint or None} for one in answer.written.unmet],
        "without_size": list(answer.written.sizeless),
    }


def _warnings(answer: Tradeoff) -> list[Line]:
    """Say where what the files plan does not hold; it stays as it is, so that no option is blamed for that."""
    files, unit = answer.written, answer.plan.unit
    full = [(stage_id(answer.plan, one.stage), figure(one.size), amount(unit, one.capacity)) for one in files.full]
    said = [f"{name} is too full in the files: {held} of {capacity}." for name, held, capacity in full]
    said += [
        f"{one.id} is planned for {files.sprints[one.id]} but waits for {one.needs}, "
        f"{f'planned for {one.sprint}' if one.sprint else 'which is in no sprint by then'}."
        for one in files.unmet
    ]
    names = ", ".join(f"{name} ({files.sprints[name]})" for name in files.sizeless)
    said += [f"Planned, but not counted, as they have no size: {names}."] if names else []
    return [line(Cell(one, "warning")) for one in said]


def _proof(answer: Tradeoff) -> Line:
    plans = (answer.plan, *(option.plan for option in answer.options))
    if all(found.optimal for found in plans):
        return line(
            Cell("The baseline and each option are the best possible that keep what is planned (proven).", "good")
        )
    return words.unproven()
