"""How is a sprint told at its review? Made to be read aloud."""

from fractions import Fraction

from pocli.model.number import plain
from pocli.model.story import Story
from pocli.pace.review import GoalShare, Review, UnfinishedStory
from pocli.pace.said import Said
from pocli.page import Block, Cell, Checklist, Heading, Item, Line, Page, line
from pocli.page import page as pages
from pocli.pages import comment_words, goal_words, words
from pocli.pages.story_table import criterion
from pocli.text import figure, plural, without_points

TITLE = "Sprint Review"
MET = {
    "yes": ("We met the Sprint Goal.", "good"),
    "partly": ("We partly met the Sprint Goal.", "warning"),
    "no": ("We did not meet the Sprint Goal.", "bad"),
}


def page(answer: Review) -> Page:
    """Word the goal, what was delivered by Product Goal, what was not and why, and where that leads."""
    sprint = answer.sprint
    name = sprint.name or sprint.id
    blocks: list[Block] = [Heading(f"{name}, {words.day(sprint.start)} to {words.day(sprint.end)}")]
    blocks += [*_goal(answer), line(), _delivered(answer)]
    for part in answer.parts:
        blocks += [line(), *_part(part)]
    if answer.met:
        blocks += [
            line(),
            Heading("Requests met"),
            *(line(_request(one.title, one.from_)) for one in answer.met),
        ]
    if answer.unfinished:
        title = "Not finished" if answer.over else "Still open" if sprint.state == "active" else "Planned for it"
        blocks += [line(), Heading(title), *(line(_left(one)) for one in answer.unfinished)]
    if answer.said:
        blocks += [line(), Heading("What was said"), *(line(_said(one)) for one in answer.said)]
    return pages(blocks, _ahead(answer), words.doubts(answer.message, answer.hint, answer.clocks))


def _goal(answer: Review) -> list[Line]:
    sprint = answer.sprint
    verb = "was" if answer.over else "is"
    found = [line(f"Our Sprint Goal {verb}: ", Cell(sprint.sprint_goal, "strong"))] if sprint.sprint_goal else []
    if sprint.goal_met in MET:
        said, role = MET[sprint.goal_met]
        found.append(line(Cell(said, role), f" {sprint.outcome}" if sprint.outcome else ""))  # type: ignore[arg-type]
    elif sprint.state == "planned":
        never = "was never started" if answer.over else "has not started"
        found.append(line(Cell(f"The sprint {never}", "warning"), Cell(f" (po sprint start {sprint.id})", "hint")))
    elif not answer.over:
        found.append(line(Cell("The sprint is under way.", "muted")))
    elif sprint.sprint_goal:
        found.append(
            line(Cell("Nobody has recorded yet whether we met it", "warning"), Cell(" (po sprint close)", "hint"))
        )
    return found


def _delivered(answer: Review) -> Line:
    if not answer.items:
        return line(Cell("Nothing was delivered." if answer.over else "Nothing is delivered yet.", "warning"))
    flow = answer.flow
    said = f"We delivered {plural(answer.items, 'story', 'stories')} of {plural_points(answer.done)}"
    said += without_points(answer.unsized)
    if flow and flow.planned and flow.kept is not None:
        said += f"; of {figure(flow.planned)} planned on the first day, {figure(flow.kept)} are done"
    return line(f"{said}.")


def plural_points(points: Fraction) -> str:
    """Return `1 point`, `2.5 points`."""
    return f"{figure(points)} {'point' if points == 1 else 'points'}"


def _part(part: GoalShare) -> list[Block]:
    goal = part.goal
    found: list[Block] = [Heading(goal.title if goal else "Other work")]
    if goal and goal.metric:
        found.append(line(_metric(part)))
    for story in part.stories:
        found += [line(Cell(story.title, "strong"), Cell(f" ({story.id})", "muted"), _benefit(story))]
        if story.acceptance_criteria:
            found.append(
                Checklist(tuple(Item(one.done, criterion(one), one.verified_by) for one in story.acceptance_criteria))
            )
    if goal and part.left:
        by = f"; if they come first, likely by {words.day(part.by)} (85 %)" if part.by else ""
        found.append(line(Cell(f"{plural(part.left, 'story is', 'stories are')} still open for it{by}.", "muted")))
    said = goal_words.spent(part.far) if part.far else ""
    return [*found, *([line(Cell(f"{said[:1].upper()}{said[1:]}.", "warning"))] if said else [])]


def _metric(part: GoalShare) -> str:
    goal = part.goal
    if goal is None:
        return ""
    steps = goal_words.steps(goal)
    share = f", {goal_words.share(part.far.way)} of the way" if part.far and part.far.way is not None else ""
    said = f": {steps}{share}" if steps else ""
    return f"{goal.metric}{said}"


def _benefit(story: Story) -> str:
    return f": so that {story.so_that}" if story.so_that else ""


def _request(title: str, who: str) -> str:
    return f"{title} (asked for by {who})" if who else title


def _left(one: UnfinishedStory) -> str:
    total = len(one.story.acceptance_criteria)
    why = [f"blocked: {one.story.blocked}"] if one.story.blocked else []
    why += [f"waits for {', '.join(one.waits_for)}"] if one.waits_for else []
    why += [f"{one.open_criteria} of {plural(total, 'criterion', 'criteria')} open"] if one.open_criteria else []
    where = {"doing": "under way", "done": "finished after the sprint"}.get(one.state, "not started")
    return f"{one.story.title} ({one.story.id}): {'; '.join([where, *why])}"


def _said(one: Said) -> str:
    by = f"{one.comment.by}, " if one.comment.by else ""
    day = f"{words.day(one.comment.on)}, " if one.comment.on else ""
    return f"{one.id} ({by}{day}".rstrip(", ") + f"): {' '.join(one.comment.text.split())}"


def _ahead(answer: Review) -> list[Line]:
    if not answer.velocity or answer.velocity.sprints < 2:  # noqa: PLR2004 - one sprint is no range
        return []
    low, middle, high, count = answer.velocity
    said = f"{figure(low)} to {figure(high)} points, median {figure(middle)}"
    return [line(), line(Cell(f"In the last {count} sprints we finished {said}.", "muted"))]


def data(answer: Review) -> dict[str, object]:
    """Return the review as `po.review/1`."""
    sprint = answer.sprint
    return {
        "schema": "po.review/1",
        "sprint": sprint.id,
        "sprint_goal": sprint.sprint_goal or None,
        "goal_met": sprint.goal_met or None,
        "outcome": sprint.outcome or None,
        "delivered": [
            {
                "goal": part.goal.id if part.goal else None,
                "metric_share": words.number(part.share),
                **(goal_words.data(part.far) if part.far else {}),
                "stories": [story.id for story in part.stories],
                "open": part.left,
                "done_by": part.by.isoformat() if part.by else None,
            }
            for part in answer.parts
        ],
        "points": plain(answer.done),
        "stories": answer.items,
        "requests_met": [request.id for request in answer.met],
        "unfinished": [
            {
                "id": one.story.id,
                "state": one.state,
                "blocked": one.story.blocked or None,
                "waits_for": list(one.waits_for),
                "open_criteria": one.open_criteria,
            }
            for one in answer.unfinished
        ],
        "said": [comment_words.data(one) for one in answer.said],
        "unknown": words.unknown(answer.message, answer.clocks),
    }
