"""How does an order read whose scores are ranges?"""

from fractions import Fraction

from pocli.features.rank.page import marks
from pocli.features.rank.uncertain import UncertainOrder, UncertainPlace
from pocli.lookup.first_commands import another
from pocli.page import Block, Cell, Column, Line, Page, Table, blank, line
from pocli.page import page as pages
from pocli.pages import words
from pocli.text import figure, percent, plural

TITLE = "How sure the ranking is"


def page(answer: UncertainOrder, *, limit: int = 20) -> Page:
    """Word the order with its doubts; neighbours that are a tie are marked."""
    if not answer.items:
        return pages(line(f"nothing is ranked; give a story its inputs, or {another('story')}"))
    heads = (
        Column("rank", "#", right=True),
        Column("ranks", "rank"),
        Column("id", "id"),
        Column("title", "title", grow=True),
        Column("score", "score", right=True),
        Column("interval", "90 % of the time", right=True),
        Column("top", f"top {answer.top}", right=True),
    )
    items = answer.items[:limit] if limit else answer.items
    rows = tuple(_row(item) for item in items)
    blocks: list[Block] = [Table(heads, rows), *_below(answer, len(items))]
    return pages(blocks)


def _row(item: UncertainPlace) -> tuple[Cell, ...]:
    ranked = item.ranked
    low, high = item.ranks
    best = ranked.effective if ranked.effective is not None else ranked.score
    sure = item.scores[0] == item.scores[1]
    interval = "–" if sure else f"{_about(item.scores[0])} – {_about(item.scores[1])}"
    return (
        Cell(f"{ranked.rank}{' ≈' if item.tied else '  '}", "warning" if item.tied else "muted", str(ranked.rank)),
        Cell(str(low) if low == high else f"{low}–{high}", "muted" if low == high else ""),
        Cell(ranked.story.id, "accent"),
        Cell(ranked.story.title),
        Cell(" ".join(["–" if best is None else figure(best), *marks(ranked)]), "strong"),
        Cell(interval, "muted" if sure else ""),
        Cell(percent(_rounded(item.top)), "muted" if item.top in (0, 1) else ""),
    )


def _about(score: float) -> str:
    """Return a score to three digits."""
    return figure(Fraction(f"{score:.3g}"))


def _rounded(share: float) -> Fraction:
    return Fraction(round(share * 100), 100)


def _below(answer: UncertainOrder, shown: int) -> list[Line]:
    lines = [blank()]
    if shown < len(answer.items):
        lines.append(words.more(len(answer.items) - shown))
    if any(item.tied for item in answer.items[:shown]):
        lines.append(line(Cell("≈ a tie with the next one: it could equally come after it", "muted")))
    ranges = plural(answer.ranges, "story has a range", "stories have a range")
    said = f"{ranges}; {answer.draws:,} draws, seed {answer.seed}"
    lines.append(line(Cell(said, "muted")))
    if not answer.ranges:
        lines.append(line("no score is a range; write an uncertain input as a range, such as reach: 800..2000"))
    return lines


def data(answer: UncertainOrder) -> dict[str, object]:
    """Return the doubts as `po.uncertain/1`."""
    return {
        "schema": "po.uncertain/1",
        "seed": answer.seed,
        "draws": answer.draws,
        "top": answer.top,
        "items": [
            {
                "rank": item.ranked.rank,
                "id": item.ranked.story.id,
                "title": item.ranked.story.title,
                "score_interval": list(item.scores),
                "rank_interval": list(item.ranks),
                "in_top": round(item.top, 6),
                "ahead_of_next": round(item.ahead, 6),
                "tie": item.tied,
            }
            for item in answer.items
        ],
    }
