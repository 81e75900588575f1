"""How does it read which stories are safe picks, and which are bets?"""

from fractions import Fraction

from pocli.analysis.bets import Bet, Bets
from pocli.model.number import plain
from pocli.page import Block, Cell, Column, Line, Page, Role, Table, blank, line
from pocli.page import page as pages
from pocli.text import figure, percent, plural
from pocli.views import words
from pocli.views.reasons import UNITS, amount
from pocli.views.sprint_words import span

TITLE = "Safe picks and bets"
KINDS: dict[str, tuple[str, Role]] = {"safe": ("safe", "good"), "likely": ("likely", ""), "bet": ("a bet", "warning")}


def page(answer: Bets) -> Page:
    """Word how often each story is in the best plan."""
    heads = (
        Column("planned", ""),
        Column("id", "id"),
        Column("title", "title", grow=True, wrap=True),
        Column("points", UNITS[answer.plan.unit][2] or "count", right=True),
        Column("share", "in the plan", right=True),
        Column("kind", ""),
    )
    rows = tuple(_row(bet) for bet in answer.items)
    blocks: list[Block] = [Table(heads, rows)] if rows else [line("nothing is planned")]
    return pages(line(_head(answer)), blank(), blocks, _below(answer))


def _head(answer: Bets) -> str:
    room = amount(answer.plan.unit, sum((one.capacity for one in answer.plan.sprints), Fraction(0)))
    named = f" ({span(answer.plan)})" if answer.plan.sprints[0].sprint or len(answer.plan.sprints) > 1 else ""
    return f"{room}{named}: how often each story is in the best plan"


def _row(bet: Bet) -> tuple[Cell, ...]:
    word, role = KINDS[bet.kind]
    return (
        Cell("+", "good", "yes") if bet.planned else Cell("", value="no"),
        Cell(bet.story.id, "strong"),
        Cell(bet.story.title),
        Cell(figure(bet.size)),
        Cell(percent(Fraction(round(bet.share * 100), 100))),
        Cell(word, role, bet.kind),
    )


def _below(answer: Bets) -> list[Line]:
    lines = [blank(), line(Cell("+ in the plan for the mean of each range", "muted"))]
    ranges = plural(answer.ranges, "story has a range", "stories have a range")
    early = answer.plans < answer.wanted
    made = f"{answer.plans} of {answer.wanted} plans" if early else plural(answer.plans, "plan")
    lines.append(line(Cell(f"{ranges}; {made}, seed {answer.seed}", "muted")))
    if not answer.ranges:
        lines.append(line("no input is a range; write an uncertain one as a range, such as reach: 800..2000"))
    if early or not answer.proven:
        lines.append(words.unproven("all plans were made" if answer.proven else "each plan was proven"))
    return lines


def data(answer: Bets) -> dict[str, object]:
    """Return how often each story is in the best plan as `po.bets/1`."""
    return {
        "schema": "po.bets/1",
        "seed": answer.seed,
        "plans": answer.plans,
        "wanted": answer.wanted,
        "proof": "optimal" if answer.proven else "gap",
        "stories": [
            {"id": bet.story.id, "share": plain(bet.share), "planned": bet.planned, "kind": bet.kind}
            for bet in answer.items
        ],
    }
