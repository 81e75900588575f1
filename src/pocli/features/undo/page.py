"""How does a person see which steps can be taken back, and which done again?"""

from collections import Counter
from collections.abc import Sequence

from pocli.model.remembered import Remembered
from pocli.page import Cell, Column, Page, Table, line
from pocli.page import page as pages
from pocli.text import plural

TITLE = "Steps"
COLUMNS = (
    Column("next", "", right=True),
    Column("step", "step", grow=True, wrap=True),
    Column("when", "when"),
)


def page(answer: Sequence[Remembered]) -> Page:
    """Show each step that is within reach on a line, the newest first; of the others, say how many and why once."""
    if not answer:
        return pages(line("there is nothing to undo"))
    again = sum(one.act == "redo" for one in answer)
    rows = [
        (
            Cell(f"{one.act} {again - at if one.act == 'redo' else at - again + 1}"),
            Cell("; ".join(one.said)),
            Cell(one.when),
        )
        for at, one in enumerate(answer)
        if not one.happened
    ]
    reasons = Counter(one.happened for one in answer if one.happened)
    left = [line(Cell(f"{plural(count, 'step')} out of reach: {why}", "muted")) for why, count in reasons.items()]
    return pages(Table(COLUMNS, tuple(rows)) if rows else (), left)


def data(answer: Sequence[Remembered]) -> dict[str, object]:
    """Return the steps as JSON has them."""
    rows = [
        {"act": one.act, "said": list(one.said), "when": one.when, "out_of_reach": one.happened or None}
        for one in answer
    ]
    return {"schema": "po.steps/1", "steps": rows}
