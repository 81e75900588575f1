"""How does a trade-off read: first what to say, then both plans side by side?"""

from fractions import Fraction

from pocli.analysis.plan import Plan
from pocli.analysis.tradeoff import Move, Option, Tradeoff
from pocli.model.number import plain, text
from pocli.page import Block, Cell, Column, Line, Page, Table, blank, line
from pocli.page import page as pages
from pocli.text import figure
from pocli.views import words
from pocli.views.aloud import sentence
from pocli.views.goals import stage_id
from pocli.views.reasons import assumed

TITLE = "Trade-off"


def page(answer: Tradeoff) -> Page:
    """Word the trade-off; two options stand in one table."""
    blocks: list[Block] = []
    for option in answer.options:
        blocks += [line(Cell(sentence(answer, option), "strong")), *assumed(option.wishes), blank()]
    table = _table(answer)
    blocks += [table, blank()] if table.rows else []
    blocks += [_value(answer, option) for option in answer.options]
    return pages(blocks, _proof(answer))


def data(answer: Tradeoff) -> dict[str, object]:
    """Return the trade-off as `po.tradeoff/1`."""
    return {
        "schema": "po.tradeoff/1",
        "plan": _plan(answer.plan),
        "sprints": [one.sprint.id if one.sprint else None for one in answer.plan.sprints],
        "options": [_option(answer, option) for option in answer.options],
    }


def _plan(found: Plan) -> dict[str, object]:
    return {"proof": "optimal" if found.optimal else "gap", "value": plain(found.value), "bound": plain(found.bound)}


def _option(answer: Tradeoff, option: Option) -> dict[str, object]:
    part = option.cheaper
    return {
        "wanted": [one.of.id for one in option.wishes],
        "stories": list(option.parts),
        "sprint": stage_id(answer.plan, option.stage),
        "planned_already": option.planned,
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
        "cheaper": part and {"stories": list(part.ids), "points": plain(part.size), "cost": plain(part.cost)},
    }


def _table(answer: Tradeoff) -> Table:
    """Return what moves, with its sprint as planned and in each option."""
    names = [
        f"with {option.wishes[0].of.id}" if not option.planned else f"without {option.wishes[0].of.id}"
        for option in answer.options
    ]
    heads = [Column("id", "id"), Column("title", "title", grow=True, wrap=True), Column("planned", "planned")]
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
    cells = [Cell(name, "strong"), Cell(_title(answer, name)), _place(answer, before, before)]
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


def _place(answer: Tradeoff, stage: int | None, before: int | None) -> Cell:
    if stage is None:
        return Cell("–", "muted" if before is None else "bad")
    later = before is not None and stage > before
    return Cell(str(stage_id(answer.plan, stage)), "bad" if later else "" if stage == before else "good")


def _value(answer: Tradeoff, option: Option) -> Line:
    names = ", ".join(one.of.id for one in option.wishes)
    with_ = f"{'without' if option.planned else 'with'} {names}"
    change = f"{figure(option.lost)} lost, {figure(option.gained)} gained"
    return line(f"Value: {figure(answer.plan.value)} as planned, {figure(option.plan.value)} {with_} ({change}).")


def _proof(answer: Tradeoff) -> Line:
    plans = (answer.plan, *(option.plan for option in answer.options))
    if all(found.optimal for found in plans):
        return line(Cell("Each plan is the best possible that keeps what is planned (proven).", "good"))
    return words.unproven()
