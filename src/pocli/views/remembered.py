"""How does a person see which steps can be taken back, and which done again?"""

from collections.abc import Sequence

from pocli.model.remembered import Remembered
from pocli.page import Cell, Column, Page, Table, line
from pocli.page import page as pages

COLUMNS = (
    Column("next", "", right=True),
    Column("step", "step", grow=True, wrap=True),
    Column("when", "when"),
)


def page(answer: Sequence[Remembered]) -> Page:
    """Show each step on a line, in the order in which they were done backwards; what is out of reach says why."""
    if not answer:
        return pages(line("there is nothing to undo"))
    return pages(Table(COLUMNS, tuple(_row(at, one, answer) for at, one in enumerate(answer))))


def data(answer: Sequence[Remembered]) -> dict[str, object]:
    """Return the steps as JSON has them."""
    rows = [
        {"act": one.act, "said": list(one.said), "when": one.when, "out_of_reach": one.happened or None}
        for one in answer
    ]
    return {"schema": "po.steps/1", "steps": rows}


def _row(at: int, one: Remembered, answer: Sequence[Remembered]) -> tuple[Cell, ...]:
    """Return a step's row; `redo 1` and `undo 1` are the next ones."""
    again = sum(other.act == "redo" for other in answer)
    place = again - at if one.act == "redo" else at - again + 1
    if one.happened:
        return Cell(one.act, "muted"), Cell(f"{'; '.join(one.said)}: {one.happened}", "muted"), Cell(one.when, "muted")
    return Cell(f"{one.act} {place}"), Cell("; ".join(one.said)), Cell(one.when)
