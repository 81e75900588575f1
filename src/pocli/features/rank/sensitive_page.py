"""How does it read what would change a story's place?"""

from fractions import Fraction

from pocli.features.rank.sensitive import Lever, Sensitivity
from pocli.model.number import plain
from pocli.page import Cell, Column, Heading, Line, Page, Table, blank, line
from pocli.page import page as pages
from pocli.pages import words
from pocli.ranking.rank import Ranked
from pocli.text import figure, percent

TITLE = "What would change a place"


def page(answer: Sensitivity) -> Page:
    """Word what each input would have to be."""
    item = answer.item
    score = figure(item.score) if item.score is not None else "–"
    if item.effective is not None and item.effective != item.score:
        score = f"{figure(item.effective)} with {words.listed(item.others)}, {score} alone"
    heads = (
        Column("input", "input"),
        Column("now", "now", right=True),
        Column("up", _title("above", answer.above), right=True),
        Column("down", _title("below", answer.below), right=True),
    )
    rows = tuple(_row(lever) for lever in answer.levers)
    return pages(
        Heading(f"{item.story.id}  {item.story.title}: #{item.rank}, score {score}"),
        blank(),
        Table(heads, rows),
        blank(),
        _named("above", answer.above),
        _named("below", answer.below),
    )


def _title(word: str, other: Ranked | None) -> str:
    return f"{word} {other.story.id}" if other else word


def _named(word: str, other: Ranked | None) -> list[Line]:
    if other is None:
        return [line(Cell(f"nothing is {word} it that its score could pass", "muted"))]
    best = other.effective if other.effective is not None else other.score
    score = "no score" if best is None else f"score {figure(best)}"
    return [line(Cell(f"{word}: #{other.rank} {other.story.id} {other.story.title}, {score}", "muted"))]


def _row(lever: Lever) -> tuple[Cell, ...]:
    return (
        Cell(lever.name.replace("_", " "), "strong"),
        Cell(_value(lever, lever.now)),
        _needed(lever, lever.up),
        _needed(lever, lever.down),
    )


def _value(lever: Lever, value: Fraction) -> str:
    return percent(value) if lever.share else figure(value)


def _needed(lever: Lever, value: Fraction | None) -> Cell:
    if value is None:
        return Cell("–", "muted")
    change = (value - lever.now) / lever.now
    sign = "+" if change > 0 else "−"
    word = "over" if value > lever.now else "under"
    share = percent(Fraction(round(abs(change) * 100), 100))
    return Cell(f"{word} {_value(lever, value)} ({sign}{share})")


def data(answer: Sensitivity) -> dict[str, object]:
    """Return what would change the place as `po.sensitive/1`."""
    return {
        "schema": "po.sensitive/1",
        "id": answer.item.story.id,
        "rank": answer.item.rank,
        "above": answer.above and answer.above.story.id,
        "below": answer.below and answer.below.story.id,
        "inputs": [
            {
                "input": lever.name,
                "now": plain(lever.now),
                "up": None if lever.up is None else plain(lever.up),
                "down": None if lever.down is None else plain(lever.down),
            }
            for lever in answer.levers
        ],
    }
