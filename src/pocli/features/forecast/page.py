"""How does a forecast read?"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from pocli.model.number import plain
from pocli.model.story import Story
from pocli.pace import backtest, forecasting
from pocli.pace.backtest import KeptForecasts
from pocli.pace.outlook import Outlook
from pocli.page import Block, Cell, Column, Heading, Line, Page, Table, line
from pocli.page import page as pages
from pocli.pages import pace_words, words
from pocli.text import figure, percent, plural

TITLE = "Forecast"
WHEN = (Column("confidence", "", right=True), Column("by", "done by"), Column("days", "days", right=True))
MANY = (Column("confidence", "", right=True), Column("amount", "at least", right=True))
LEVELS = {50: "as likely as not", 70: "likely", 85: "to plan with", 95: "to promise"}
UNITS = {"points": "points", "count": "stories"}
WORD = Column("word", "", grow=True)


def page(answer: Outlook, *, replayed: bool = False) -> Page:
    """Word a forecast as tables, with what it is made of below; or, replayed, how often such forecasts were kept."""
    if replayed:
        return pages(_record(answer), line(), _doubts(answer))
    blocks: list[Block] = [line("none of that is open")]
    if answer.stories:
        blocks = [Heading(_what(answer)), Table((*WHEN, WORD), _rows(answer))]
    if answer.many:
        blocks += [line(), *_many(answer)]
    elif not answer.stories:
        return pages(blocks)
    return pages(blocks, line(), _sample(answer), _doubts(answer))


def amount(value: Fraction, unit: str) -> str:
    """Return `1 point`, `23 points`, `5 stories`."""
    if unit == "points":
        return f"{figure(value)} {'point' if value == 1 else 'points'}"
    return f"{figure(value)} {'story' if value == 1 else 'stories'}"


def _what(answer: Outlook) -> str:
    parts = [plural(len(answer.stories), "open story", "open stories")]
    if answer.waited_for:
        parts.append(f"{plural(len(answer.waited_for), 'other')} that they wait for")
    said = " and ".join(parts)
    if answer.growth:
        return f"{said}: {amount(answer.amount, answer.sample.unit)} with the scope growth"
    if answer.sample.unit == "points" or answer.waited_for:
        return f"{said}: {amount(answer.amount, answer.sample.unit)}"
    return said


def _rows(answer: Outlook) -> tuple[tuple[Cell, ...], ...]:
    found = []
    for level, day in answer.when.items():
        said = words.day(day, of=answer.today) if day else "not within ten years"
        days = str((day - answer.today).days) if day else ""
        by = Cell(said, "strong", day.isoformat() if day else "")
        found.append((Cell(f"{level} %", "", str(level)), by, Cell(days), Cell(LEVELS[level], "muted")))
    return tuple(found)


def _many(answer: Outlook) -> list[Block]:
    unit = answer.sample.unit
    rows = tuple(
        (Cell(f"{level} %", "", str(level)), Cell(amount(value, unit), "strong"), Cell(LEVELS[level], "muted"))
        for level, value in answer.many.items()
    )
    said = f"By {words.day(answer.by, of=answer.today)}" if answer.by else f"In the next {_sprints(answer)}"
    if answer.stories and answer.chance is not None:
        whole = "the story" if len(answer.stories) == 1 and not answer.waited_for else "all of it"
        said += f": {whole} with a chance of {_chance(answer.chance)}"
    return [Heading(said), Table((*MANY, WORD), rows)]


def _sprints(answer: Outlook) -> str:
    days = plural(answer.sprint_days, "day")
    return f"sprint of {days}" if answer.sprints == 1 else f"{answer.sprints} sprints of {days} each"


def _chance(chance: float) -> str:
    """Return a chance in whole percent; nothing is certain, and nothing impossible."""
    shown = percent(Fraction(min(max(round(chance * 100), 1), 99), 100))
    return f"less than {shown}" if chance < 0.005 else f"more than {shown}" if chance > 0.995 else shown  # noqa: PLR2004


def _sample(answer: Outlook) -> list[Line]:
    """Say what it is made of, and in which unit, and why."""
    sample = answer.sample
    totals = ", ".join(figure(total) for total in answer.totals)
    one = len(answer.totals) == 1
    noun = amount(answer.totals[0], sample.unit).partition(" ")[2] if one else UNITS[sample.unit]
    lines = [f"from the last {pace_words.periods(sample)}: {totals} {noun} finished"]
    of = plural(sample.finished, "story", "stories")
    share = f"{sample.sized} of {of} finished then {'has' if sample.finished == 1 else 'have'} points"
    why = {
        "sized": f"in points: {share}",
        "unsized": f"by number of stories: {share}, and po counts points only from 80 % on",
        "asked for": f"{'in points' if sample.unit == 'points' else 'by number of stories'}, as asked for: {share}",
    }
    lines.append(why[sample.why])
    if answer.guessed:
        lines.append(f"stories without points count with the median of their type: {_names(answer.guessed)}")
    lines.append("if the team takes these first" if answer.stories else "whatever the team works on")
    return [line(Cell(one, "muted")) for one in lines]


def _names(stories: Sequence[Story]) -> str:
    return words.listed([story.id for story in stories], 8)


def _doubts(answer: Outlook) -> list[Line]:
    few = [words.few()] if answer.sample.few else []
    off = backtest.off(answer.record)
    said = [line(Cell(f"{_off(answer, off)}: po forecast --backtest", "warning"))] if off else []
    return [*few, *said, *words.doubts(answer.message, answer.hint, answer.clocks)]


def _off(answer: Outlook, found: KeptForecasts) -> str:
    level = backtest.SURE
    noun = "sprint" if answer.sample.in_sprints else "period"
    kept = _share(found.kept[level], found.cases)
    cases = f"{kept} of {found.cases} cases, {plural(found.ahead, noun)} ahead"
    return f"in your past, the {level} % forecast came true in {cases}"


def _share(kept: int, cases: int) -> str:
    return percent(Fraction(round(Fraction(kept * 100, cases)), 100))


def _record(answer: Outlook) -> list[Block]:
    """Word how often forecasts were kept, by confidence and by how far they looked ahead."""
    count = len(answer.sample.every)
    every = plural(count, "past sprint") if answer.sample.in_sprints else f"{plural(count, 'period')} of two weeks"
    if not answer.record:
        said = f"po can check forecasts against the past only after more than {backtest.FIRST} periods"
        return [line(Cell(f"{said}; so far it knows {every}", "warning"))]
    rows = [
        (Cell(f"{level} %", "", str(level)), *_kept(answer.record, level), Cell(LEVELS[level], "muted"))
        for level in LEVELS
    ]
    cases = (Cell("cases", "muted"), *(Cell(str(one.cases), "muted") for one in answer.record), Cell(""))
    return [
        Heading(f"How often forecasts would have come true, in {every}"),
        Table((Column("said", "said", right=True), *map(_ahead, answer.record), WORD), (*rows, cases)),
    ]


def _ahead(one: KeptForecasts) -> Column:
    return Column(f"ahead_{one.ahead}", f"next {one.ahead}" if one.ahead > 1 else "next one", right=True)


def _kept(record: Sequence[KeptForecasts], level: int) -> tuple[Cell, ...]:
    return tuple(Cell(_share(one.kept[level], one.cases), "strong", str(one.kept[level])) for one in record)


def data(answer: Outlook) -> dict[str, object]:
    """Return the forecast as `po.forecast/1`."""
    sample = answer.sample
    return {
        "schema": "po.forecast/1",
        "today": answer.today.isoformat(),
        "unit": sample.unit,
        "unit_why": sample.why,
        "stories": [story.id for story in answer.stories],
        "waited_for": [story.id for story in answer.waited_for],
        "without_points": [story.id for story in answer.guessed],
        "items": ceil(forecasting.grown(Fraction(len(answer.stories) + len(answer.waited_for)), answer.growth)),
        "amount": plain(answer.amount),
        "scope_growth": plain(Fraction(answer.growth)),
        "done_by": {str(level): day.isoformat() if day else None for level, day in answer.when.items()},
        "by": answer.by.isoformat() if answer.by else None,
        "sprints": answer.sprints or None,
        "how_many": {str(level): plain(count) for level, count in answer.many.items()},
        "chance": None if answer.chance is None else round(answer.chance, 4),
        "sample": _basis(answer),
        "backtest": [
            {"ahead": one.ahead, "cases": one.cases, "kept": {str(level): kept for level, kept in one.kept.items()}}
            for one in answer.record
        ],
        "few": sample.few,
        "unknown": words.unknown(answer.message, answer.clocks),
    }


def _basis(answer: Outlook) -> dict[str, object]:
    """Return what the forecast is made of."""
    sample = answer.sample
    return {
        "first": sample.first.isoformat(),
        "last": sample.last.isoformat(),
        "daily": list(sample.counts),
        "totals": [plain(total) for total in answer.totals],
        "periods": [
            {"sprint": one.name or None, "first": one.first.isoformat(), "last": one.last.isoformat()}
            for one in sample.periods
        ],
        "period_days": sample.length,
        "finished": sample.finished,
        "with_points": sample.sized,
        "method": forecasting.METHOD,
        "seed": forecasting.SEED,
        "trials": forecasting.TRIALS,
    }
