"""How does the roadmap read, to people who know the goals and not the stories?"""

from datetime import date
from fractions import Fraction

from pocli.lookup.first_commands import first
from pocli.model.number import plain
from pocli.pace.review import way
from pocli.pace.roadmap import HORIZONS, Roadmap, Stage
from pocli.page import Block, Cell, Column, Heading, Lane, Mark, Page, Table, Timeline, line
from pocli.page import page as pages
from pocli.pages import goal_words, words
from pocli.text import figure

TITLE = "Roadmap"
TITLES = {"now": "Now", "next": "Next", "later": "Later", "": "Unplaced"}
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
GOAL = Column("goal", "goal", grow=True, wrap=True)
COLUMNS = (
    Column("horizon", ""),
    GOAL,
    Column("metric", "start → now → target", grow=True, wrap=True),
    Column("way", "metric", right=True),
    Column("progress", "stories", right=True),
    Column("likely", "stories done by"),
    Column("by", "wanted by"),
)
DETAILS = (
    Column("id", "id"),
    *COLUMNS[:5],
    Column("points", "points", right=True),
    Column("even", "50 %"),
    Column("sure", "85 %"),
    COLUMNS[-1],
)


def page(answer: Roadmap, *, details: bool = False, by_date: bool = False) -> Page:
    """Word the goals as a table, then as a timeline."""
    if not answer.stages:
        return pages(line(f"there is no Product Goal yet; {first('goal')}"))
    order = answer.stages if by_date else sorted(answer.stages, key=lambda stage: HORIZONS.index(stage.goal.horizon))
    rows = tuple(_row(answer, stage, details=details) for stage in order)
    title = f"Roadmap, {words.day(answer.today)} {answer.today.year}"
    blocks: list[Block] = [Heading(title), Table(DETAILS if details else COLUMNS, rows)]
    blocks += [*(one for stage in order for one in goal_words.warned(stage.far, stage.goal.title)), line()]
    if any(stage.when or stage.far.spent for stage in answer.stages):
        blocks += [_timeline(answer), line()]
        blocks.append(line(Cell("likely: when its stories are done, in this order, at the pace of the past", "muted")))
    few = [words.few()] if answer.few else []
    return pages(blocks, few, words.doubts(answer.message, answer.hint, answer.clocks))


def _row(answer: Roadmap, stage: Stage, *, details: bool) -> tuple[Cell, ...]:
    goal = stage.goal
    steps = goal_words.steps(goal)
    wanted = words.day(goal.by, of=answer.today) if goal.by else "–"
    wish = Cell(wanted, "" if goal.by else "muted", goal.by.isoformat() if goal.by else "")
    shown = (
        Cell(TITLES[goal.horizon], "accent", goal.horizon),
        Cell(goal.title, "strong"),
        Cell(f"{steps} {goal.metric}".strip() or "–", "", steps),
        goal_words.metric(stage.far),
        goal_words.stories(stage.far),
    )
    if not details:
        return *shown, _likely(answer, stage), wish
    points = Cell(f"{figure(stage.points_done)} of {figure(stage.points)}{'+' if stage.unsized else ''}")
    return Cell(goal.id, "accent"), *shown, points, *(_day(answer, stage, level) for level in (50, 85)), wish


def _day(answer: Roadmap, stage: Stage, level: int) -> Cell:
    day = stage.when.get(level)
    if day is None:
        return Cell("–", "muted", "")
    late = stage.goal.by is not None and day > stage.goal.by
    return Cell(words.day(day, of=answer.today) + (", late" if late else ""), "warning" if late else "", str(day))


def _likely(answer: Roadmap, stage: Stage) -> Cell:
    if stage.total and stage.done == stage.total:
        return Cell("all done", "warning" if stage.far.spent else "")
    day = stage.when.get(85)
    if day is None:
        return Cell("not known", "muted", "")
    said = around(day, of=answer.today)
    return Cell(f"{said}, late" if stage.late else said, "warning" if stage.late else "", day.isoformat())


def around(day: date, *, of: date) -> str:
    """Return `mid-December`, or `early Feb 2027` where the year is another one."""
    part = "early" if day.day <= 10 else "mid" if day.day <= 20 else "late"  # noqa: PLR2004 - thirds of a month
    joint = "-" if part == "mid" else " "
    month = MONTHS[day.month - 1]
    return f"{part}{joint}{month}" if day.year == of.year else f"{part}{joint}{month[:3]} {day.year}"


def _timeline(answer: Roadmap) -> Timeline:
    heads = tuple((f"{_period(start, end)} {start.year}", "") for start, end in answer.periods)
    lanes = tuple(
        Lane(
            Cell(""),
            stage.goal.title,
            tuple(_mark(answer, stage, *period) for period in answer.periods),
        )
        for stage in answer.stages
        if stage.when or stage.far.spent
    )
    return Timeline(heads, lanes)


def _period(start: date, end: date) -> str:
    first, last = MONTHS[start.month - 1][:3], MONTHS[end.month - 1][:3]
    return first if first == last else f"{first}–{last}"


def _mark(answer: Roadmap, stage: Stage, start: date, end: date) -> Mark:
    """Fill what is left of a period as far as the goal is worked on in it; say its end, or that all work is done."""
    if not stage.when:
        return Mark("only the stories are done", role="warning") if start <= answer.today <= end else Mark()
    day = stage.when.get(85)
    begin = max(start, answer.today)
    until = min(day, end) if day else end
    share = Fraction(max((until - begin).days + 1, 0), (end - begin).days + 1)
    named = day is not None and start <= day <= end
    return Mark(
        "likely" if named and not stage.late else "late" if named else "", share, "warning" if stage.late else "accent"
    )


def data(answer: Roadmap) -> dict[str, object]:
    """Return the roadmap as `po.roadmap/1`."""
    return {
        "schema": "po.roadmap/1",
        "today": answer.today.isoformat(),
        "goals": [
            {
                "id": stage.goal.id,
                "title": stage.goal.title,
                "horizon": stage.goal.horizon or None,
                "by": stage.goal.by.isoformat() if stage.goal.by else None,
                "metric": stage.goal.metric or None,
                "metric_share": words.number(way(stage.goal)),
                **goal_words.data(stage.far),
                "stories": stage.total,
                "stories_done": stage.done,
                "points": plain(stage.points),
                "points_done": plain(stage.points_done),
                "without_points": stage.unsized,
                "done_by": {str(level): day.isoformat() if day else None for level, day in stage.when.items()},
                "late": stage.late,
            }
            for stage in answer.stages
        ],
        "few": answer.few,
        "unknown": words.unknown(answer.message, answer.clocks),
    }
