"""How does it read where two scoring models disagree?"""

from pocli.features.rank.models import Disputes
from pocli.model.formula import Formula
from pocli.page import Block, Cell, Column, Page, Table, blank, line
from pocli.page import page as pages
from pocli.pages import words
from pocli.text import plural

TITLE = "Where two models disagree"


def page(answer: Disputes, *, limit: int = 20) -> Page:
    """Word the places that differ, the greatest difference first."""
    heads = (
        Column("id", "id"),
        Column("title", "title", grow=True),
        Column("one", answer.one, right=True),
        Column("two", answer.two, right=True),
        Column("apart", "apart", right=True),
    )
    apart = [item for item in answer.items if item.apart]
    items = apart[:limit] if limit else apart
    rows = tuple(
        (
            Cell(item.story.id, "accent"),
            Cell(item.story.title),
            Cell(f"#{item.one}", value=str(item.one)),
            Cell(f"#{item.two}", value=str(item.two)),
            Cell(str(item.apart), "strong"),
        )
        for item in items
    )
    if answer.without:
        return pages([line(_lacking(name, by)) for name, by in answer.without])
    same = len(answer.items) - len(apart)
    agreed = f"{answer.one} and {answer.two} agree on {plural(same, 'story', 'stories')}"
    blocks: list[Block] = [Table(heads, rows)] if rows else [line(agreed)]
    said = [line(Cell(agreed, "muted"))] if rows and same else []
    if len(items) < len(apart):
        said.append(words.more(len(apart) - len(items)))
    for name, count in zip((answer.one, answer.two), answer.alone, strict=True):
        if count:
            said.append(line(Cell(f"{plural(count, 'story has', 'stories have')} a place in {name} only", "muted")))
    return pages(blocks, [blank()] if said else [], said)


def _lacking(name: str, by: Formula) -> str:
    """Say that no story has what a model needs, and which fields those are."""
    return f"no story here has a score by {name}, which needs {', '.join(by.fields)}"


def data(answer: Disputes) -> dict[str, object]:
    """Return the places in both models as `po.compare/1`."""
    return {
        "schema": "po.compare/1",
        "models": [answer.one, answer.two],
        "items": [
            {"id": item.story.id, "title": item.story.title, "ranks": [item.one, item.two], "apart": item.apart}
            for item in answer.items
        ],
        "alone": list(answer.alone),
        "without_scores": [name for name, _ in answer.without],
    }
