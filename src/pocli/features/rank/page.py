"""How does the ranking read?"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from pocli.errors import PoError
from pocli.lookup.first_commands import another
from pocli.model.number import plain, text
from pocli.model.story import Story
from pocli.page import Block, Cell, Column, Line, Page, Table, line
from pocli.page import page as pages
from pocli.pages import epic_words, story_table, words
from pocli.ranking.rank import Ranked, Ranking
from pocli.text import figure, instead, plural

TITLE = "Ranking"
SHOWN = ("rank", "id", "title", "goal", "status", "points", "score")
LEGEND = {
    "↑": "with what it makes possible",
    "↓": "with what it needs first",
    "?": "no size of its own: the median of its type",
    "↳": "the inputs of its epic",
    "~": "a range",
    "!": "a fault",
}
NAMED = 100
"""So many stories of a set are named beside each of them; how many there are is said too."""
TITLES = {"rank": "#", "points": "pts"}
RIGHT = frozenset({"rank", "points", "score", "effective_score", "reach", "impact", "confidence", "effort"})


def _number(value: Fraction | None, places: int = 1) -> Cell:
    return Cell("–", "muted", "") if value is None else Cell(figure(value, places), "", text(value))


def _words(found: Sequence[str]) -> Cell:
    return Cell(" ".join(found))


def _score(item: Ranked) -> Cell:
    best = item.effective if item.effective is not None else item.score
    shown = "–" if best is None else figure(best)
    return Cell(" ".join([shown, *marks(item)]), "strong", "" if item.score is None else text(item.score))


def _status(item: Ranked) -> Cell:
    shown = epic_words.status(item.story.status, item.story.status, item.parts)
    return words.status(item.story.status, item.state)._replace(text=shown, value=item.story.status)


def _points(item: Ranked) -> Cell:
    """Return a story's points; people see those of an epic's parts together."""
    own = _number(item.story.points)
    return Cell(figure(item.parts.points), "", own.value) if item.parts and item.parts.points else own


CELLS: Mapping[str, Callable[[Ranked], Cell]] = {
    "rank": lambda item: Cell(str(item.rank) if item.rank else "–", "muted"),
    "id": lambda item: Cell(item.story.id, "accent"),
    "title": lambda item: Cell(item.story.title),
    "goal": lambda item: Cell(item.goal or "–", "" if item.goal else "muted", item.goal),
    "status": _status,
    "type": lambda item: Cell(item.story.type),
    "points": _points,
    "score": _score,
    "effective_score": lambda item: _number(item.effective),
    "raised_by": lambda item: Cell(item.raised_by),
    "with": lambda item: _words(item.others[:NAMED]),
    "inherited_from": lambda item: Cell(item.inherited_from),
    "pinned": lambda item: Cell(item.story.pinned),
    "reach": lambda item: _number(item.reach),
    "impact": lambda item: _number(item.impact),
    "confidence": lambda item: _number(item.confidence),
    "effort": lambda item: _number(item.effort, 2),
    "depends_on": lambda item: _words(item.story.depends_on),
    "owner": lambda item: Cell(item.story.owner),
    "sprint": lambda item: Cell(item.story.sprint),
    "labels": lambda item: _words(item.story.labels),
    "parent": lambda item: Cell(item.story.parent),
    "faults": lambda item: _words(item.story.faults),
}
"""Every column that `--columns` may name."""


def marks(item: Ranked) -> tuple[str, ...]:
    """Return the marks beside a score."""
    found = [
        ("↑", item.raised_by),
        ("↓", item.lowered),
        ("?", item.assumed),
        ("↳", item.inherited_from),
        ("~", item.ranged),
        ("!", item.story.faults),
    ]
    return (*(mark for mark, holds in found if holds), *(["pinned"] if item.story.pinned else []))


def page(answer: Ranking, *, columns: Sequence[str] = (), unscored: bool = False) -> Page:
    """Word the ranking as a table with what is not in it below.

    Raises:
        PoError: a column is not known.
    """
    if unscored:
        return pages(_unscored(answer), story_table.left_out(answer.unreadable))
    names = tuple(columns) or SHOWN
    for name in names:
        if name not in CELLS:
            raise PoError(f"`{name}` is not a column", instead(name, CELLS))
    heads = tuple(Column(name, TITLES.get(name, name), name in RIGHT, name == "title") for name in names)
    rows = tuple(tuple(CELLS[name](item) for name in names) for item in answer.items)
    table: Block = Table(heads, rows) if rows else line(_empty(answer))
    return pages(table, _below(answer), story_table.left_out(answer.unreadable))


def _empty(answer: Ranking) -> str:
    if answer.unscored or answer.under_way:
        return "nothing here has a score"
    if answer.filtered:
        return "no story matches; without filters: po rank"
    return f"no open story is here; {another('story')}"


def _below(answer: Ranking) -> list[Line]:
    """Say what the table does not show."""
    lines = []
    if answer.more:
        lines.append(words.more(answer.more))
    used = {mark for item in answer.items for mark in marks(item)}
    model = [f"scored by {answer.model}"] if answer.model != "rice" else []
    legend = " · ".join([*model, *(f"{mark} {said}" for mark, said in LEGEND.items() if mark in used)])
    lines += [line(Cell(legend, "muted"), *[Cell(": po validate", "hint")] * ("!" in used))] if legend else []
    if answer.under_way:
        lines.append(line("under way: ", ", ".join(story.id for story in answer.under_way)))
    if answer.unscored:
        lines.append(line("not scored: ", _kinds(answer.unscored), Cell(" (po rank --unscored)", "hint")))
    return lines


def _kinds(kept: Sequence[Story]) -> str:
    counts = Counter(story.type for story in kept)
    return ", ".join(plural(count, kind, "stories" if kind == "story" else "") for kind, count in counts.most_common())


def _unscored(answer: Ranking) -> Block:
    heads = (
        Column("id", "id"),
        Column("title", "title", grow=True),
        Column("type", "type"),
        Column("missing", "missing"),
    )
    rows = tuple(
        (Cell(story.id, "accent"), Cell(story.title), Cell(story.type), Cell(_lacking(answer, story), "muted"))
        for story in answer.unscored
    )
    return Table(heads, rows) if rows else line("everything has a score")


def _lacking(answer: Ranking, story: Story) -> str:
    return ", ".join(_missing(story)) if answer.model == "rice" else f"inputs of {answer.model}"


def _missing(story: Story) -> tuple[str, ...]:
    if story.rice is None:
        return ("rice",)
    lacking = [name for name in ("reach", "impact", "confidence") if getattr(story.rice, name) is None]
    return (*lacking, *(["points or effort"] if story.rice.effort is None and not story.points else []))


def data(answer: Ranking) -> dict[str, object]:
    """Return the ranking as `po.rank/1`."""
    return {
        "schema": "po.rank/1",
        "model": answer.model,
        "items": [_item(answer, item) for item in answer.items],
        "unscored": [story.id for story in answer.unscored],
        "under_way": [story.id for story in answer.under_way],
        "unreadable": story_table.unreadable(answer.unreadable),
    }


def _json(value: Fraction | None) -> int | float | None:
    return None if value is None else plain(value)


def _item(answer: Ranking, item: Ranked) -> dict[str, object]:
    story = item.story
    found: dict[str, object] = {
        "rank": item.rank or None,
        "id": story.id,
        "title": story.title,
        "status": story.status,
        "score": _json(item.score),
        "effective_score": _json(item.effective),
        "raised_by": item.raised_by or None,
        "with": list(item.others[:NAMED]),
        "inherited_from": item.inherited_from or None,
        "pinned": story.pinned or None,
        "faults": list(story.faults),
        "reach": _json(item.reach),
        "impact": _json(item.impact),
        "confidence": _json(item.confidence),
        "effort": _json(item.effort),
        "points": _json(story.points),
        "depends_on": list(story.depends_on),
        **epic_words.data(item.parts),
        "inputs": dict(zip(answer.formula.names, map(_json, item.inputs), strict=True)),
        "value": _json(item.value),
        "size": _json(item.size),
        "size_assumed": item.assumed,
        "set": _set(item),
    }
    if story.rice and story.rice.reach_range:
        found["reach_range"] = [plain(end) for end in story.rice.reach_range]
    if story.rice and story.rice.effort_range:
        found["effort_range"] = [plain(end) for end in story.rice.effort_range]
    return found


def _set(item: Ranked) -> dict[str, object] | None:
    """Return what the set of a story is worth, and how much work it is: the effective score is their quotient."""
    if item.among is None:
        return None
    return {"stories": len(item.among.members), "value": plain(item.among.value), "size": plain(item.among.size)}
