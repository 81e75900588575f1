"""How does today read at a glance, in at most eight lines?"""

from collections.abc import Iterator, Sequence

from pocli.analysis.burndown import Burndown
from pocli.analysis.overview import Overview
from pocli.model.backlog import Unreadable
from pocli.model.number import plain
from pocli.model.standing import Standing
from pocli.model.story import Story
from pocli.page import Block, Cell, Page, line
from pocli.page import page as pages
from pocli.text import figure, plural
from pocli.views import standing, words

TITLE = "Today"
SHOWN = 3


def page(
    answer: Overview,
    *,
    problems: int = 0,
    clone: Standing = Standing(),  # noqa: B008 - a value
    burnt: Burndown | None = None,
) -> Page:
    """Word the day; `problems`: how many `po validate` would show, `clone` and `burnt`: how clone and sprint stand."""
    blocks: list[Block] = [line(Cell(answer.project or "this backlog", "strong"), _sprint(answer), *_holds(burnt))]
    for name, stories in (("blocked", answer.blocked), ("waiting for acceptance", answer.accepting)):
        if stories:
            blocks.append(line(f"{name}: ", _named(stories)))
    if answer.under_way:
        blocks.append(line("under way: ", _named(answer.under_way)))
    if answer.top:
        blocks.append(line("worth most: ", ", ".join(_top(answer))))
    if answer.unreadable:
        blocks.append(line(Cell("left out: ", "bad"), *_files(answer.unreadable[:SHOWN])))
    blocks += [line(Cell(plural(problems, "problem"), "bad"), ": po validate")] if problems else []
    blocks += [line(said) for said in (standing.worded(clone),) if said]
    return pages(blocks, line(Cell("next: po rank · po plan · po checklist · po --help", "muted")))


def _files(left_out: Sequence[Unreadable]) -> Iterator[Cell]:
    for place, one in enumerate(left_out):
        yield from (Cell(", " if place else ""), Cell(one.path, "file"))


def _sprint(answer: Overview) -> str:
    if answer.sprint is None:
        return ", no sprint is running"
    goal = f": {answer.sprint.sprint_goal}" if answer.sprint.sprint_goal else ""
    left = plural(answer.days_left, "working day") if answer.days_left else "no working day"
    return f", {answer.sprint.name or answer.sprint.id}, {left} left{goal}"


def _holds(burnt: Burndown | None) -> list[Cell]:
    """Say whether the sprint will probably be done in time."""
    if burnt is None or not burnt.ends:
        return []
    left = [day.remaining for day in burnt.days if day.remaining is not None][-1]
    sure = burnt.ends[85]
    if not left:
        return [Cell("; everything is done", "good")]
    late = sure is None or sure > burnt.sprint.end
    when = f"done by {words.day(sure)}" if sure else "done nobody knows when"
    said = f"; {figure(left)} {burnt.unit} left, {when} (85 %){', after its end' if late else ''}"
    return [Cell(said, "warning" if late else "good")]


def _named(stories: Sequence[Story]) -> str:
    more = f" and {len(stories) - SHOWN} more" if len(stories) > SHOWN else ""
    return ", ".join(f"{story.id} {story.title}" for story in stories[:SHOWN]) + more


def _top(answer: Overview) -> list[str]:
    return [item.story.id + ("" if item.effective is None else f" ({figure(item.effective)})") for item in answer.top]


def data(answer: Overview) -> dict[str, object]:
    """Return the day as `po.overview/1`."""
    lists = {name: [story.id for story in getattr(answer, name)] for name in ("under_way", "accepting", "blocked")}
    top = [{"id": item.story.id, "effective_score": item.effective and plain(item.effective)} for item in answer.top]
    sprint = answer.sprint.id if answer.sprint else None
    return {"schema": "po.overview/1", "sprint": sprint, "working_days_left": answer.days_left, **lists, "top": top}
