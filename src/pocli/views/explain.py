"""How does the origin of a score read?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.rank import Ranked, Ranking, absent
from pocli.analysis.web import waits, workable
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.event import Event
from pocli.model.formula import Formula, value
from pocli.model.graph import closure, turned
from pocli.model.number import plain
from pocli.model.story import Story
from pocli.page import Block, Cell, Heading, Page, line
from pocli.page import page as pages
from pocli.text import figure
from pocli.views import formula, touches, words

TITLE = "Where a score comes from"


class Explained(NamedTuple):
    """A story's place, and what is around it."""

    item: Ranked
    of: int
    waits_for: tuple[str, ...]
    waited_for_by: tuple[str, ...]
    formula: Formula
    needed: frozenset[str] = frozenset()
    """All that it waits for, through whatever else."""
    needed_by: frozenset[str] = frozenset()
    touched: Mapping[str, Event] = {}
    """The last change of each input, of the story or of the epic that it has them from."""


def explained(backlog: Backlog, ranking: Ranking, story: Story) -> Explained:
    """Return what there is to say of a story's score.

    Raises:
        PoError: the story is not in the ranking.
    """
    for item in ranking.items:
        if item.story.id == story.id:
            waiting = tuple(other.id for other in backlog.stories if story.id in other.depends_on)
            graph = waits(backlog, workable(backlog)) if item.among else {}
            needed = (closure(graph, [story.id]), closure(turned(graph), [story.id]))
            return Explained(item, len(ranking.items), story.depends_on, waiting, ranking.formula, *needed)
    raise PoError(f"{story.id} is not in the ranking", absent(backlog, story))


def page(answer: Explained) -> Page:
    """Word the score line by line."""
    item = answer.item
    blocks: list[Block] = [
        Heading(f"{item.story.id} {item.story.title}"),
        line(f"rank {item.rank} of {answer.of:,}"),
        line(),
    ]
    fields = [one.replace("_", " ") for one in answer.formula.names]
    wide = max(12, *(len(name) + 2 for name in fields))
    blocks += [
        line(Cell(f"{name:{wide}}", "muted"), _figure(answer, at), _touch(answer, at)) for at, name in enumerate(fields)
    ]
    worked = formula.own(answer.formula, item.inputs, item.score) if item.score is not None else "–"
    blocks.append(line(Cell(f"{'score':{wide}}", "muted"), worked))
    if item.inherited_from:
        blocks.append(line(_inherited(answer)))
    blocks += [line(said) for said in _together(answer)]
    if item.story.pinned:
        blocks.append(line(f"pinned by the Product Owner: {item.story.pinned}"))
    for how, ids in (("waits for", answer.waits_for), ("waited for by", answer.waited_for_by)):
        blocks += [line(f"{how} {', '.join(ids)}")] if ids else []
    blocks += [
        line(Cell("! ", "warning"), f"`{fault}` is invalid and counts as missing") for fault in item.story.faults
    ]
    return pages(blocks)


def _number(value: Fraction | None) -> str:
    return "–" if value is None else figure(value)


def _together(answer: Explained) -> list[str]:
    """Say what the story counts for with the stories that are best built with it, and which sizes are assumed."""
    item, size = answer.item, answer.formula.names[-1].replace("_", " ")
    if item.among is None or item.effective is None:
        return []
    alone = f"{item.story.id} alone {'has no score' if item.score is None else _number(item.score)}"
    said = [f"{alone}; {_with(answer)}: {formula.together(answer.formula, item.among.members, item.effective)}"]
    assumed = [one for one in item.among.members if one.assumed]
    said += [f"the {size} of {one.id} is not known: {figure(one.size, 2)}, the median of its type" for one in assumed]
    return said


def _with(answer: Explained) -> str:
    """Say which stories are built with it, and why."""
    others = answer.item.others
    if not others:
        return "by itself"
    names = f"with {words.listed(others)}"
    if set(others) <= answer.needed:
        return f"{names}, which it needs"
    verb = "needs" if len(others) == 1 else "need"
    return f"{names}, which {verb} it" if set(others) <= answer.needed_by else f"built {names}"


def _inherited(answer: Explained) -> str:
    """Say whose inputs these are, and which share of the value the story has."""
    item = answer.item
    said = f"these are the inputs of {item.inherited_from}, which it is part of"
    if not item.value or not item.size or item.score is None or item.value == value(answer.formula, item.inputs):
        return said
    return f"{said}; its share of value and effort: {formula.division(item.value, item.size, item.score)}"


def _touch(answer: Explained, at: int) -> Cell:
    event = answer.touched.get("points" if _from_points(answer, at) else answer.formula.names[at])
    return Cell(f"   ({touches.touch(event)})" if event else "", "muted")


def _from_points(answer: Explained, at: int) -> bool:
    """Say whether a figure is the effort that follows from points."""
    rice = answer.item.story.rice
    return answer.formula.fields[at] == "rice.effort" and (rice is None or rice.effort is None)


def _near(value: Fraction) -> str:
    """Return the middle of a range: a guess is said without decimals once it has three digits."""
    return figure(Fraction(round(value)) if value >= 100 else value)  # noqa: PLR2004


def _figure(answer: Explained, at: int) -> str:
    field, known = answer.formula.fields[at], answer.item.inputs[at]
    ends = getattr(answer.item.story.rice, f"{answer.formula.names[at]}_range", None)
    if field in answer.item.ranged and ends and known is not None:
        return f"{plain(ends[0])}..{plain(ends[1])} counts as {_near(known)} (middle of a 90 % range)"
    if known is not None and field in answer.formula.shares:
        return f"{figure(known * 100)} %"
    if known is not None and _from_points(answer, at) and not answer.item.inherited_from:
        return f"{figure(known, 2)} person-months, from points"
    return "–" if known is None else figure(known, 2)


def data(answer: Explained) -> dict[str, object]:
    """Return the origin as `po.explain/1`."""
    item = answer.item
    numbers = {name: getattr(item, name) for name in ("score", "effective", "reach", "impact", "confidence", "effort")}
    return {
        "schema": "po.explain/1",
        "id": item.story.id,
        "rank": item.rank,
        **{name: None if value is None else plain(value) for name, value in numbers.items()},
        "effective_score": None if item.effective is None else plain(item.effective),
        "raised_by": item.raised_by or None,
        "with": list(item.others),
        "set": [
            {"id": one.id, "value": plain(one.value), "size": plain(one.size), "size_assumed": one.assumed}
            for one in (item.among.members if item.among else ())
        ],
        "inherited_from": item.inherited_from or None,
        "waits_for": list(answer.waits_for),
        "waited_for_by": list(answer.waited_for_by),
        "inputs": {
            name: None if one is None else plain(one)
            for name, one in zip(answer.formula.names, item.inputs, strict=True)
        },
        "value": None if item.value is None else plain(item.value),
        "size": None if item.size is None else plain(item.size),
        "changed": touches.data(answer.touched),
    }
