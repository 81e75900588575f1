"""How does a burndown read?"""

from datetime import date
from fractions import Fraction

from pocli.model.number import plain
from pocli.pace.burndown import Burndown, Day
from pocli.page import Block, Cell, Chart, Heading, Label, Page, Role, Series, line
from pocli.page import page as pages
from pocli.pages import words
from pocli.text import figure, plural

TITLE = "Burndown"


def page(answer: Burndown) -> Page:
    """Word a burndown as a sentence, a chart, and what changed on the way."""
    sprint = answer.sprint
    goal = f"   Sprint Goal: {sprint.sprint_goal}" if sprint.sprint_goal else ""
    blocks: list[Block] = [Heading(f"{sprint.id}  {words.day(sprint.start)} – {words.day(sprint.end)}{goal}")]
    if all(day.remaining is None for day in answer.days):
        known = "it has not started" if answer.future else "po does not know what was in it on each day"
        return pages(blocks, line(Cell(known, "warning")), words.doubts(answer.message, answer.hint, answer.clocks))
    if answer.sprint.state == "planned":
        blocks.append(
            line(Cell("it has not started", "warning"), Cell(f" (po sprint start {answer.sprint.id})", "hint"))
        )
    if not answer.stories and not answer.planned:
        plan = Cell(f"; fill it: po plan --sprint {answer.sprint.id} --write", "hint")
        return pages(blocks, line(Cell("no story is in it", "warning"), plan), _doubts(answer))
    blocks += [_now(answer), line(), _chart(answer), line()]
    return pages(blocks, _changed(answer), _ends(answer), _doubts(answer))


def _now(answer: Burndown) -> Block:
    if not answer.stories:
        return line(Cell("no story is in it any more", "warning"))
    left = [day.remaining for day in answer.days if day.remaining is not None][-1]
    gap = answer.behind
    where = f"{figure(abs(gap))} {'behind' if gap > 0 else 'ahead of'} the ideal" if gap else "on the ideal line"
    role: Role = "warning" if gap > 0 else "good"
    days = f", {plural(answer.working_days_left, 'working day')} left" if answer.working_days_left else ""
    done = f"{answer.done} of {plural(answer.stories, 'story', 'stories')} done"
    return line(f"{figure(left)} {answer.unit} left: ", Cell(where, role), f"; {done}{days}")


def _chart(answer: Burndown) -> Chart:
    first = answer.sprint.start
    at = {day: (day.day - first).days for day in answer.days}
    known = tuple((at[day], day.remaining) for day in answer.days if day.remaining is not None)
    likely = tuple((at[day], day.expected) for day in answer.days if day.expected is not None)
    ideal = tuple((at[day], day.ideal) for day in answer.days)
    series = [Series("remaining", "columns", known, "accent"), Series("ideal", "line", ideal, "muted")]
    series += [Series("likely", "faint", likely, "muted")] if likely else []
    labels = tuple(Label(at[day], words.weekday(day.day), day.day.isoformat()) for day in answer.days)
    return Chart(labels, tuple(series), answer.unit)


def _changed(answer: Burndown) -> Block:
    if answer.planned is None:
        return line(Cell("po does not know what was planned on the first day: the history starts later", "warning"))
    added = sum((day.added or Fraction(0) for day in answer.days), Fraction(0))
    removed = sum((day.removed or Fraction(0) for day in answer.days), Fraction(0))
    parts = [f"planned {figure(answer.planned)}"]
    parts += [f"added {figure(added)} ({_when(answer.days, 'added')})"] if added else []
    parts += [f"removed {figure(removed)} ({_when(answer.days, 'removed')})"] if removed else []
    return line(", ".join(parts) + ("" if added or removed else "; the scope did not change"))


def _when(days: tuple[Day, ...], which: str) -> str:
    return ", ".join(words.day(day.day) for day in days if getattr(day, which))


def _ends(answer: Burndown) -> list[Block]:
    if not answer.ends:
        return []
    likely, sure = answer.ends[50], answer.ends[85]
    if answer.stories == answer.done:
        return [line(Cell("everything is done", "good"))]
    late = sure is None or sure > answer.sprint.end
    said = f"all of it is done {_by(likely)} (50 %), {_by(sure)} (85 %), at the pace of the past"
    return [line(Cell(said, "warning" if late else "good"))]


def _by(day: date | None) -> str:
    return f"by {words.day(day)}" if day else "not within ten years"


def _doubts(answer: Burndown) -> list[Block]:
    names = ", ".join(answer.unsized[:8]) + (" …" if len(answer.unsized) > 8 else "")  # noqa: PLR2004
    unsized = [line(Cell("not in the chart, as they have no points: ", "warning"), names)] if answer.unsized else []
    few = [words.few()] if answer.ends and answer.few else []
    return [*unsized, *few, *words.doubts(answer.message, answer.hint, answer.clocks)]


def data(answer: Burndown) -> dict[str, object]:
    """Return the burndown as `po.burndown/1`."""
    return {
        "schema": "po.burndown/1",
        "sprint": answer.sprint.id,
        "start": answer.sprint.start.isoformat(),
        "end": answer.sprint.end.isoformat(),
        "unit": answer.unit,
        "planned": words.number(answer.planned),
        "stories": answer.stories,
        "done": answer.done,
        "without_points": list(answer.unsized),
        "days": [
            {
                "day": day.day.isoformat(),
                "works": day.works,
                "ideal": plain(day.ideal),
                "remaining": words.number(day.remaining),
                "done": words.number(day.done),
                "added": words.number(day.added),
                "removed": words.number(day.removed),
                "expected": words.number(day.expected),
            }
            for day in answer.days
        ],
        "done_by": {str(level): day.isoformat() if day else None for level, day in answer.ends.items()},
        "unknown": words.unknown(answer.message, answer.clocks),
    }
