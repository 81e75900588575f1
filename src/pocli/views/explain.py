"""How does the origin of a score read?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis.rank import Ranked, Ranking
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.event import Event
from pocli.model.number import plain
from pocli.model.story import Story
from pocli.page import Block, Cell, Heading, Page, line
from pocli.page import page as pages
from pocli.text import figure
from pocli.views import touches

TITLE = "Where a score comes from"


class Explained(NamedTuple):
    """A story's place, and what is around it."""

    item: Ranked
    of: int
    waits_for: tuple[str, ...]
    waited_for_by: tuple[str, ...]
    points: Fraction | None
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
            return Explained(item, len(ranking.items), story.depends_on, waiting, story.points)
    raise PoError(f"{story.id} is not in the ranking", f"it is {story.status}; see po show {story.id}")


def page(answer: Explained) -> Page:
    """Word the score line by line."""
    item = answer.item
    blocks: list[Block] = [
        Heading(f"{item.story.id} {item.story.title}"),
        line(f"rank {item.rank} of {answer.of:,}"),
        line(),
    ]
    blocks += [
        line(Cell(f"{name:12}", "muted"), _figure(answer, name), _touch(answer, name))
        for name in ("reach", "impact", "confidence", "effort")
    ]
    blocks.append(line(Cell(f"{'score':12}", "muted"), _number(item.score)))
    if item.inherited_from:
        blocks.append(line(f"reach, impact, confidence and score are those of its epic {item.inherited_from}"))
    if item.raised_by:
        blocks.append(line(f"raised to {_number(item.effective)} by {item.raised_by}, which waits for it"))
    if item.story.pinned:
        blocks.append(line(f"pinned by the Product Owner: {item.story.pinned}"))
    for words, ids in (("waits for", answer.waits_for), ("waited for by", answer.waited_for_by)):
        blocks += [line(f"{words} {', '.join(ids)}")] if ids else []
    blocks += [line(Cell("! ", "warning"), f"`{fault}` is faulty and counts as missing") for fault in item.story.faults]
    return pages(blocks)


def _number(value: Fraction | None) -> str:
    return "–" if value is None else figure(value)


def _touch(answer: Explained, name: str) -> Cell:
    rice = answer.item.story.rice
    source = "points" if name == "effort" and (rice is None or rice.effort is None) else name
    event = answer.touched.get(source)
    return Cell(f"   ({touches.touch(event)})" if event else "", "muted")


def _near(value: Fraction) -> str:
    """Return the middle of a range: a guess is said without decimals once it has three digits."""
    return figure(Fraction(round(value)) if value >= 100 else value)  # noqa: PLR2004


def _figure(answer: Explained, name: str) -> str:
    value: Fraction | None = getattr(answer.item, name)
    rice = answer.item.story.rice
    ends = getattr(rice, f"{name}_range", None)
    if ends and value is not None:
        return f"{plain(ends[0])}..{plain(ends[1])} counts as {_near(value)} (middle of a 90 % range)"
    if name == "confidence" and value is not None:
        return f"{figure(value * 100)} %"
    if name == "effort" and value is not None and (rice is None or rice.effort is None):
        return f"{_number(value)} person-months, from points"
    return _number(value)


def data(answer: Explained) -> dict[str, object]:
    """Return the origin as `po.explain/1`."""
    item = answer.item
    numbers = {name: getattr(item, name) for name in ("score", "effective", "reach", "impact", "confidence", "effort")}
    return {
        "schema": "po.explain/1",
        "id": item.story.id,
        "rank": item.rank,
        **{name: None if value is None else plain(value) for name, value in numbers.items()},
        "raised_by": item.raised_by or None,
        "inherited_from": item.inherited_from or None,
        "waits_for": list(answer.waits_for),
        "waited_for_by": list(answer.waited_for_by),
        "changed": touches.data(answer.touched),
    }
