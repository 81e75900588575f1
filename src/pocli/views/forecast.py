"""How does a forecast read?"""

from fractions import Fraction

from pocli.analysis.outlook import Outlook
from pocli.model.number import plain
from pocli.page import Block, Cell, Column, Heading, Line, Page, Table, line
from pocli.page import page as pages
from pocli.text import percent, plural
from pocli.views import words

TITLE = "Forecast"
WHEN = (Column("confidence", "", right=True), Column("by", "done by"), Column("days", "days", right=True))
MANY = (Column("confidence", "", right=True), Column("stories", "at least", right=True))
LEVELS = {50: "as likely as not", 70: "likely", 85: "to plan with", 95: "to promise"}


def page(answer: Outlook) -> Page:
    """Word a forecast as a table, with what it is made of below."""
    if not answer.items:
        return pages(line("nothing of that is open"))
    blocks: list[Block] = [Heading(_what(answer)), Table((*WHEN, Column("word", "", grow=True)), _rows(answer))]
    if answer.by:
        blocks += [line(), *_many(answer)]
    return pages(blocks, line(), _sample(answer), _doubts(answer))


def _what(answer: Outlook) -> str:
    parts = [plural(len(answer.stories), "open story", "open stories")]
    if answer.waited_for:
        parts.append(f"{plural(len(answer.waited_for), 'other')} that they wait for")
    said = " and ".join(parts)
    return f"{said}, {answer.items} with the growth of the scope" if answer.growth else said


def _rows(answer: Outlook) -> tuple[tuple[Cell, ...], ...]:
    found = []
    for level, day in answer.when.items():
        said = words.day(day, of=answer.today) if day else "not within ten years"
        days = str((day - answer.today).days) if day else ""
        by = Cell(said, "strong", day.isoformat() if day else "")
        found.append((Cell(f"{level} %", "", str(level)), by, Cell(days), Cell(LEVELS[level], "muted")))
    return tuple(found)


def _many(answer: Outlook) -> list[Block]:
    if not answer.by or answer.chance is None:
        return []
    rows = tuple(
        (Cell(f"{level} %", "", str(level)), Cell(str(count), "strong"), Cell(LEVELS[level], "muted"))
        for level, count in answer.many.items()
    )
    said = f"By {words.day(answer.by, of=answer.today)}: all {answer.items} with a chance of {_chance(answer.chance)}"
    return [Heading(said), Table((*MANY, Column("word", "", grow=True)), rows)]


def _chance(chance: float) -> str:
    """Return a chance in whole percent; nothing is certain, and nothing impossible."""
    shown = percent(Fraction(min(max(round(chance * 100), 1), 99), 100))
    return f"less than {shown}" if chance < 0.005 else f"more than {shown}" if chance > 0.995 else shown  # noqa: PLR2004


def _sample(answer: Outlook) -> Line:
    sample = answer.sample
    total, days = sum(sample.counts), len(sample.counts)
    span = f"{words.day(sample.first, of=answer.today)} – {words.day(sample.last, of=answer.today)}"
    idle = sum(not count for count in sample.counts)
    said = f"from {plural(total, 'story', 'stories')} finished in {plural(days, 'day')} ({span}; {idle} days with none)"
    return line(Cell(f"{said}, if the team takes these first", "muted"))


def _doubts(answer: Outlook) -> list[Line]:
    few = [words.few()] if answer.sample.few else []
    return [*few, *words.doubts(answer.message, answer.hint, answer.clocks)]


def data(answer: Outlook) -> dict[str, object]:
    """Return the forecast as `po.forecast/1`."""
    sample = answer.sample
    return {
        "schema": "po.forecast/1",
        "today": answer.today.isoformat(),
        "stories": [story.id for story in answer.stories],
        "waited_for": [story.id for story in answer.waited_for],
        "items": answer.items,
        "scope_growth": plain(Fraction(answer.growth)),
        "done_by": {str(level): day.isoformat() if day else None for level, day in answer.when.items()},
        "by": answer.by.isoformat() if answer.by else None,
        "how_many": {str(level): count for level, count in answer.many.items()},
        "chance": None if answer.chance is None else round(answer.chance, 4),
        "sample": {"first": sample.first.isoformat(), "last": sample.last.isoformat(), "daily": list(sample.counts)},
        "few": sample.few,
        "unknown": words.unknown(answer.message, answer.clocks),
    }
