"""How do velocity, cycle times and work under way read?"""

from datetime import date, timedelta
from fractions import Fraction

from pocli.lookup.first_commands import another
from pocli.model.number import plain
from pocli.pace.flow import LEVELS, AgedStory, FinishedGroup, Metrics, SprintFlow, percentile
from pocli.pace.life import Life
from pocli.page import Bar, Bars, Block, Cell, Chart, Column, Heading, Label, Page, Series, Table, line
from pocli.page import page as pages
from pocli.pages import words
from pocli.text import figure, percent, plural

TITLE = "Metrics"
SPRINTS = (
    Column("sprint", "sprint"),
    Column("end", "ends"),
    Column("planned", "planned", right=True),
    Column("done", "done", right=True),
    Column("kept", "of planned", right=True),
    Column("added", "added", right=True),
    Column("removed", "removed", right=True),
    Column("stories", "stories", right=True),
    Column("bugs", "new bugs", right=True),
)
GROUPS = (
    Column("name", "", grow=True),
    Column("stories", "stories", right=True),
    Column("points", "pts", right=True),
    Column("cycle_50", "50 %", right=True),
    Column("cycle_85", "85 %", right=True),
)
WIP = (
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("owner", "owner"),
    Column("age", "days", right=True),
    Column("mark", ""),
)
SHOWN, WEEKS = 12, 12
WHERE = {"planned": "not started", "active": "under way"}
"""What a sprint is whose days are not over."""


def page(answer: Metrics) -> Page:
    """Word the metrics: by sprint or by group, then week by week, then how long it takes, then what is under way."""
    blocks: list[Block] = [Heading(f"Metrics since {words.day(answer.since, of=answer.until)}")]
    blocks += _groups(answer.groups) if answer.groups else _sprints(answer)
    blocks += [line(), *_weeks(answer), line(), *_cycles(answer), line(), *_wip(answer), *_doubts(answer)]
    return pages(blocks)


def _sprints(answer: Metrics) -> list[Block]:
    flows = answer.sprints[-SHOWN:]
    if not flows and answer.begun:
        return [line("no sprint was under way since then")]
    if not flows:
        return [line(f"no sprint has started yet; {another('sprint')}, then start it: po sprint start")]
    found: list[Block] = [Table(SPRINTS, tuple(_sprint(flow) for flow in flows))]
    if answer.velocity:
        low, middle, high, count = answer.velocity
        reach = f"{figure(low)} to {figure(high)} points" if low != high else f"{figure(low)} points"
        rest = f", median {figure(middle)} (last {count} past sprints)" if count > 1 else " (the only past sprint)"
        found += [line(), line("velocity: ", Cell(reach, "strong"), rest)]
    return found


def _sprint(flow: SprintFlow) -> tuple[Cell, ...]:
    said = Cell("?", "muted", "")
    if flow.kept is not None and flow.planned is not None:
        share = percent(Fraction(round(flow.kept / flow.planned * 100), 100)) if flow.planned else "–"
        said = Cell(share, "", str(plain(flow.kept)))
    return (
        Cell(flow.sprint.id, "accent"),
        Cell(
            words.day(flow.sprint.end) if flow.over else WHERE[flow.sprint.state],
            "" if flow.over else "muted",
            flow.sprint.end.isoformat(),
        ),
        words.cell(flow.planned),
        words.cell(flow.done),
        said,
        words.cell(flow.added),
        words.cell(flow.removed),
        words.cell(flow.items),
        words.cell(flow.bugs),
    )


def _groups(groups: tuple[FinishedGroup, ...]) -> list[Block]:
    rows = tuple(
        (
            Cell(group.name or "none", "" if group.name else "muted", group.name),
            words.cell(group.items),
            words.cell(group.points),
            *(words.cell(percentile(group.cycles, level) if group.cycles else None) for level in (50, 85)),
        )
        for group in groups
    )
    return [Table(GROUPS, rows), line(Cell("50 %, 85 %: this share is finished within that many days", "muted"))]


def _weeks(answer: Metrics) -> list[Block]:
    if not answer.finished:
        return [line(Cell("po knows of nothing finished since then", "warning"))]
    bars = tuple(
        Bar(words.day(monday), Fraction(items), str(items), "accent") for monday, items in answer.weeks[-WEEKS:]
    )
    return [Heading("Stories finished in the week from"), Bars(bars)]


def _cycles(answer: Metrics) -> list[Block]:
    if not answer.cycles:
        return [line("no cycle times: no story has both a known start and a known finish")]
    said = " · ".join(f"{level} % {plural(answer.cycles[level], 'day')}" for level in LEVELS)
    found: list[Block] = [Heading("Cycle time, in days from start to finish"), line("within: ", Cell(said, "strong"))]
    first = answer.since
    dots = tuple((_at(life, answer), Fraction(life.cycle)) for life in answer.finished if life.cycle is not None)
    left, right = min(x for x, _ in dots), max(x for x, _ in dots)
    limit = Fraction(answer.cycles[85])
    series = (
        Series("a story", "dots", dots, "accent"),
        Series("85 %", "line", ((left, limit), (right, limit)), "muted"),
    )
    labels = tuple(Label(x, words.day(day), day.isoformat()) for x, day in _mondays(first, left, right))
    return [*found, Chart(labels, series, f"days, finished since {words.day(first)}")]


def _mondays(since: date, left: int, right: int) -> list[tuple[int, date]]:
    """Return the Mondays between two places, or the first place where there is none."""
    days = [(x, since + timedelta(days=x)) for x in range(left, right + 1)]
    return [(x, day) for x, day in days if not day.weekday()] or days[:1]


def _at(life: Life, answer: Metrics) -> int:
    return (life.finished - answer.since).days if life.finished else 0


def _wip(answer: Metrics) -> list[Block]:
    if not answer.wip:
        return [line("nothing is under way")]
    old = sum(one.old for one in answer.wip)
    title = f"Under way: {len(answer.wip)}" + (f", {old} older than 85 % of what was finished" if old else "")
    more = len(answer.wip) - SHOWN
    rest = [line(Cell(f"and {more} more, all younger", "muted"), Cell(": po standup", "hint"))] if more > 0 else []
    return [Heading(title), Table(WIP, tuple(_aged(one) for one in answer.wip[:SHOWN])), *rest]


def _aged(one: AgedStory) -> tuple[Cell, ...]:
    story = one.life.story
    mark = Cell("old", "warning") if one.old else Cell("blocked", "bad") if story.blocked else Cell("")
    return Cell(story.id, "accent"), Cell(story.title), Cell(story.owner), words.cell(one.age), mark


def _doubts(answer: Metrics) -> list[Block]:
    found: list[Block] = []
    if answer.undated:
        said = f"{plural(answer.undated, 'story is', 'stories are')} done on an unknown day, and not counted"
        found.append(line(Cell(said, "warning")))
    found += [words.few()] if answer.few else []
    doubts = [*found, *words.doubts(answer.message, answer.hint, answer.clocks)]
    return [line(), *doubts] if doubts else []


def data(answer: Metrics) -> dict[str, object]:
    """Return the metrics as `po.metrics/1`."""
    return {
        "schema": "po.metrics/1",
        "since": answer.since.isoformat(),
        "until": answer.until.isoformat(),
        "sprints": [_sprint_data(flow) for flow in answer.sprints],
        "velocity": {
            "low": plain(answer.velocity.low),
            "middle": plain(answer.velocity.middle),
            "high": plain(answer.velocity.high),
            "sprints": answer.velocity.sprints,
        }
        if answer.velocity
        else None,
        "throughput": [{"week": monday.isoformat(), "stories": items} for monday, items in answer.weeks],
        "finished": [_life(life) for life in answer.finished],
        "cycle_time": {str(level): days for level, days in answer.cycles.items()},
        "under_way": [{**_life(one.life), "age": one.age, "old": one.old} for one in answer.wip],
        "groups": [
            {"name": one.name, "stories": one.items, "points": plain(one.points), "cycle_times": list(one.cycles)}
            for one in answer.groups
        ],
        "undated": answer.undated,
        "unknown": words.unknown(answer.message, answer.clocks),
    }


def _sprint_data(flow: SprintFlow) -> dict[str, object]:
    return {
        "id": flow.sprint.id,
        "start": flow.sprint.start.isoformat(),
        "end": flow.sprint.end.isoformat(),
        "planned": words.number(flow.planned),
        "done": plain(flow.done),
        "planned_and_done": words.number(flow.kept),
        "added": words.number(flow.added),
        "removed": words.number(flow.removed),
        "stories": flow.items,
        "bugs_created": flow.bugs,
        "over": flow.over,
    }


def _life(life: Life) -> dict[str, object]:
    days = {name: getattr(life, name) for name in ("created", "started", "finished")}
    return {
        "id": life.story.id,
        "title": life.story.title,
        "type": life.story.type,
        "points": words.number(life.story.points),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "cycle_time": life.cycle,
    }
