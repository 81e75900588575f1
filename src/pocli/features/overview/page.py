"""How does today read at a glance, in at most eight lines?"""

from collections.abc import Iterator, Sequence

from pocli.features.overview.answer import Overview
from pocli.model.backlog import Unreadable
from pocli.model.health import CloneStatus
from pocli.model.number import plain
from pocli.model.story import Story
from pocli.pace.burndown import Burndown
from pocli.page import Block, Cell, Line, Page, line
from pocli.page import page as pages
from pocli.pages import clone_words, goal_words, words
from pocli.text import figure, plural

TITLE = "Today"
SHOWN = 3


def page(
    answer: Overview,
    *,
    problems: int = 0,
    clone: CloneStatus = CloneStatus(),  # noqa: B008 - a value
    burnt: Burndown | None = None,
) -> Page:
    """Word the day; `problems`: how many `po validate` would show, `clone` and `burnt`: how clone and sprint stand."""
    name = answer.project or "this backlog (po.yaml names no project)"
    blocks: list[Block] = [line(Cell(name, "strong"), _sprint(answer), *_holds(burnt))]
    blocks += [line(Cell(said, "warning")) for said in (_lacking(answer),) if said]
    for name, stories in (("blocked", answer.blocked), ("waiting for acceptance", answer.accepting)):
        if stories:
            blocks.append(line(f"{name}: ", _named(stories)))
    if answer.under_way:
        blocks.append(line("under way: ", _named(answer.under_way)))
    for far in answer.spent[:1]:
        more = f" (and {plural(len(answer.spent) - 1, 'other goal')}: po goals)" if len(answer.spent) > 1 else ""
        blocks.append(line(Cell(f"{far.goal.id} {far.goal.title}: {goal_words.spent(far)}{more}", "warning")))
    if answer.top:
        blocks.append(line("worth most: ", ", ".join(_top(answer))))
    blocks += _health(answer, problems)
    blocks += [line(said) for said in (clone_words.worded(clone),) if said]
    return pages(
        blocks, line(Cell("next: po rank · po plan · po checklist · po config (po.yaml) · po --help", "muted"))
    )


def _files(left_out: Sequence[Unreadable]) -> Iterator[Cell]:
    for place, one in enumerate(left_out):
        yield from (Cell(", " if place else ""), Cell(one.path, "file"))


def _sprint(answer: Overview) -> str:
    sprint = answer.sprint
    if sprint is None:
        after = answer.following
        if after is None:
            return ", no sprint is active or planned (po new sprint)"
        return f", no sprint is active; the next is {after.id}, {words.day(after.start)} to {words.day(after.end)}"
    goal = f": {sprint.sprint_goal}" if sprint.sprint_goal else ""
    left = plural(answer.days_left, "working day") if answer.days_left else "no working day"
    ended = f"ended on {words.day(sprint.end)}, {words.ago(answer.over)}"
    return (
        f", {sprint.name or sprint.id} {ended}{goal}"
        if answer.over
        else f", {sprint.name or sprint.id}, {left} left{goal}"
    )


def _lacking(answer: Overview) -> str:
    """Say what the sprint lacks, each with what to do."""
    sprint = answer.sprint
    if sprint is None:
        return ""
    said = [f"not started (po sprint start {sprint.id})"] if sprint.state == "planned" else []
    said += [f"not closed (po sprint close {sprint.id})"] if answer.over else []
    said += [f"it is empty (po plan --sprint {sprint.id})"] if answer.empty and not answer.over else []
    said += [f"no Sprint Goal (po set {sprint.id} sprint_goal=…)"] if not sprint.sprint_goal else []
    return f"{sprint.id}: {', '.join(said)}" if said else ""


def _health(answer: Overview, problems: int) -> list[Line]:
    """Say what is left out and how many problems there are, on one line."""
    more = f" and {len(answer.unreadable) - SHOWN} more" if len(answer.unreadable) > SHOWN else ""
    gone = [Cell("left out: ", "bad"), *_files(answer.unreadable[:SHOWN]), Cell(more)] if answer.unreadable else []
    found = [Cell(plural(problems, "problem"), "bad"), Cell(": po validate")] if problems else []
    cells = [*gone, *([Cell("; ")] if gone and found else []), *found]
    return [line(*cells)] if cells else []


def _holds(burnt: Burndown | None) -> list[Cell]:
    """Say whether the sprint will probably be done in time."""
    if burnt is None or not burnt.ends:
        return []
    left = [day.remaining for day in burnt.days if day.remaining is not None][-1]
    sure = burnt.ends[85]
    if not left:
        return [Cell("; everything is done", "good")]
    late = sure is None or sure > burnt.sprint.end
    when = f"done by {words.day(sure)}" if sure else "not done within ten years"
    said = f"; {figure(left)} {burnt.unit} left, {when} (85 %){', after its end' if late else ''}"
    return [Cell(said, "warning" if late else "good")]


def _named(stories: Sequence[Story]) -> str:
    more = f" and {len(stories) - SHOWN} more" if len(stories) > SHOWN else ""
    return ", ".join(f"{story.id} {story.title}" for story in stories[:SHOWN]) + more


def _top(answer: Overview) -> list[str]:
    return [
        f"{item.story.id} {item.story.title}" + ("" if item.effective is None else f" ({figure(item.effective)})")
        for item in answer.top[:SHOWN]
    ]


def data(answer: Overview) -> dict[str, object]:
    """Return the day as `po.overview/1`."""
    lists = {name: [story.id for story in getattr(answer, name)] for name in ("under_way", "accepting", "blocked")}
    top = [{"id": item.story.id, "effective_score": item.effective and plain(item.effective)} for item in answer.top]
    return {
        "schema": "po.overview/1",
        "sprint": answer.sprint.id if answer.sprint else None,
        "working_days_left": answer.days_left,
        "days_over": answer.over,
        "empty": answer.empty,
        "next_sprint": answer.following.id if answer.following else None,
        **lists,
        "spent_goals": [far.goal.id for far in answer.spent],
        "top": top,
    }
