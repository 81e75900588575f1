"""How does a plan read, to people and to machines?"""

from datetime import date
from fractions import Fraction

from pocli.analysis.plan import Chosen, Left, Plan, SprintPlan
from pocli.model.number import plain, text
from pocli.page import Block, Cell, Column, Heading, Line, Page, Table, blank, line
from pocli.page import page as pages
from pocli.text import figure, percent, plural

SHOWN = 5
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {
    "points": ("point", "points", "pts"),
    "effort": ("person-month", "person-months", "pm"),
    "count": ("story", "stories", ""),
}
COUNTED = {
    "draft": ("draft", "drafts"),
    "no-points": ("without {unit}", "without {unit}"),
    "not-ready": ("not ready", "not ready"),
    "blocked": ("blocked", "blocked"),
    "prerequisite": ("waiting for others", "waiting for others"),
    "too-big": ("too big", "too big"),
    "no-value": ("without a score", "without a score"),
    "without": ("left out on request", "left out on request"),
}
COLUMNS = (
    Column("mark", ""),
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("goal", "goal"),
    Column("points", "pts", right=True),
    Column("rank", "rank", right=True),
    Column("share", "share", right=True),
)
LEFT = (
    Column("rank", "#", right=True),
    Column("id", "id"),
    Column("title", "title", grow=True),
    Column("points", "pts", right=True),
    Column("reason", "why not"),
)


def page(answer: Plan, *, everything: bool = False) -> Page:
    """Word the plan; `everything` shows every story that is left out, not the first few."""
    blocks: list[Block] = []
    if answer.cannot:
        blocks += [line(Cell(_cannot(answer, left), "warning")) for left in answer.cannot]
        blocks.append(blank())
    for sprint in answer.sprints:
        blocks += _sprint(answer, sprint)
    blocks += [line(_goals(answer)), line(_proof(answer))] if answer.nothing is None else [line(_nothing(answer))]
    blocks += _left(answer, everything=everything)
    return pages([block for block in blocks if block != line("")])


def data(answer: Plan) -> dict[str, object]:
    """Return the plan as `po.plan/1`."""
    gap = (answer.bound - answer.value) / answer.value if answer.value else answer.bound - answer.value
    return {
        "schema": "po.plan/1",
        "proof": "optimal" if answer.optimal else "gap",
        "gap": plain(gap),
        "value": plain(answer.value),
        "bound": plain(answer.bound),
        "sprints": [_sprint_data(sprint) for sprint in answer.sprints],
        "requests": [request.id for request in answer.requests],
        "left_out": [
            {
                "id": left.id,
                "reason": left.reason,
                "detail": reason(answer, left),
                "price": None if left.price is None else plain(left.price),
            }
            for left in answer.left_out
        ],
    }


def _sprint_data(sprint: SprintPlan) -> dict[str, object]:
    return {
        "id": sprint.sprint.id if sprint.sprint else None,
        "capacity": plain(sprint.capacity),
        "points": plain(sprint.size),
        "value": plain(sprint.value),
        "stories": [
            {
                "id": row.story.id,
                "title": row.story.title,
                "points": plain(row.size),
                "value": None if row.value is None else plain(row.value),
                "score": None if row.score is None else plain(row.score),
                "under_way": row.under_way,
            }
            for row in sprint.stories
        ],
    }


def reason(answer: Plan, left: Left) -> str:
    """Return in words why a story is left out."""
    detail = ", ".join(name.replace("_", " ") for name in left.detail)
    words = {
        "not-ready": f"not ready: no {detail}",
        "blocked": f"blocked: {', '.join(left.detail)}",
        "prerequisite": f"waits for {_waits(answer, left)}",
        "too-big": f"too big with {detail}" if detail else "too big for what is left",
        "no-points": f"no {UNITS[answer.unit][1]}",
        "no-value": "not scored, and nothing needs it",
        "draft": "a draft",
        "epic": "an epic: its stories are planned",
        "without": "left out on request",
    }
    return words.get(left.reason) or _displaced(answer, left)


def _waits(answer: Plan, left: Left) -> str:
    reasons = {other.id: other.reason for other in answer.left_out}
    kinds = {"draft": ", a draft", "blocked": ", blocked", "not-ready": ", not ready", "without": ", left out"}
    shown = [name + kinds.get(reasons.get(name, ""), "") for name in left.detail[:2]]
    more = f" and {len(left.detail) - 2} more" if len(left.detail) > 2 else ""  # noqa: PLR2004
    return "; ".join(shown) + more


def _displaced(answer: Plan, left: Left) -> str:
    if left.price is None:
        return "other stories are worth more"
    cost = f"−{percent(left.price / answer.value)}" if left.price and answer.value else "costs nothing"
    more = f" and {len(left.pushes) - 1} more" if len(left.pushes) > 1 else ""
    return f"would push out {left.pushes[0]}{more}: {cost}" if left.pushes else f"would cost: {cost}"


def _cannot(answer: Plan, left: Left) -> str:
    story = answer.stories[left.id]
    claim = f"due {_day(story.due)}" if story.due and not story.pinned else "pinned"
    return f"{left.id} is {claim} but cannot go in: {reason(answer, left)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _amount(answer: Plan, size: Fraction) -> str:
    one, many, _ = UNITS[answer.unit]
    return f"{figure(size)} {one if size == 1 else many}"


def _sprint(answer: Plan, sprint: SprintPlan) -> list[Block]:
    blocks: list[Block] = []
    if sprint.sprint:
        about = sprint.sprint
        goal = f"   Sprint Goal: {about.sprint_goal}" if about.sprint_goal else ""
        blocks.append(Heading(f"{about.id}  {_day(about.start)} – {_day(about.end)}{goal}"))
    blocks.append(_capacity(answer, sprint))
    if sprint.stories:
        rows = tuple(_row(sprint, row) for row in sprint.stories)
        columns = tuple(
            column._replace(title=UNITS[answer.unit][2] or "count") if column.name == "points" else column
            for column in COLUMNS
        )
        blocks += [blank(), Table(columns, rows), blank()]
    return blocks


def _capacity(answer: Plan, sprint: SprintPlan) -> Line:
    kept = min(sprint.reserve, max(sprint.capacity - sprint.size, Fraction(0)))
    parts = [f"{figure(sprint.under_way)} under way"] if sprint.under_way else []
    parts.append(f"{figure(sprint.size - sprint.under_way)} new")
    if kept:
        share = percent(sprint.reserve / sprint.capacity)
        parts.append(f"{figure(kept)} kept for bugs (reserve {share})")
    said = f"{figure(sprint.size + kept)} of {_amount(answer, sprint.capacity)}: {', '.join(parts)}"
    if answer.over:
        return line(said, Cell("; what is under way is more than fits, so nothing is added", "warning"))
    return line(said)


def _row(sprint: SprintPlan, row: Chosen) -> tuple[Cell, ...]:
    known = row.rank is not None and not row.under_way
    return (
        Cell("▸", "muted") if row.under_way else Cell("+", "good"),
        Cell(row.story.id, "strong"),
        Cell(row.story.title),
        Cell(row.story.goal or "–", "" if row.story.goal else "muted"),
        Cell(figure(row.size), value=text(row.size)),
        Cell(str(row.rank) if known else "–", "" if known else "muted"),
        Cell(_share(sprint, row)),
    )


def _share(sprint: SprintPlan, row: Chosen) -> str:
    if row.under_way:
        return "–"
    if row.why == "due" and row.story.due:
        return f"due {_day(row.story.due)}"
    if row.why == "pinned":
        return "pinned"
    if row.value and sprint.value:
        return percent(Fraction(round(row.value / sprint.value * 100), 100))
    return {"needed": "needed", "must": "must", "spare": row.story.type}.get(row.why, "–")


def _goals(answer: Plan) -> str:
    _, many, _ = UNITS[answer.unit]
    goals = [f"{goal.id}: {figure(goal.planned)} of {figure(goal.open)} {many}." for goal in answer.goals]
    met = [f"{request.id} ({request.title})" for request in answer.requests]
    word = "request" if len(met) == 1 else "requests"
    return " ".join([*goals, *([f"Meets {word} {', '.join(met)}."] if met else [])])


def _proof(answer: Plan) -> Cell:
    if answer.over:
        return Cell("")
    if answer.optimal:
        return Cell("Best possible for these scores (proven).", "good")
    if not answer.value:
        return Cell("Time ended before anything was proven; give a larger --time-limit.", "warning")
    gap = percent((answer.bound - answer.value) / answer.value)
    return Cell(f"Could be at most {gap} better; a larger --time-limit may tell.", "warning")


def _nothing(answer: Plan) -> Cell:
    found = answer.nothing
    if found is None or not found.reasons:
        return Cell("nothing can be planned: no story is open", "warning")
    unit = UNITS[answer.unit][1]
    counts = [plural(count, *COUNTED[word]).format(unit=unit) for word, count in found.reasons]
    if not found.unit:
        return Cell(f"nothing can be planned: {', '.join(counts)}", "warning")
    words = f"try po plan --capacity {text(found.capacity)}"
    words += f" --unit {found.unit}" if found.unit != "points" else ""
    words += " --include-drafts" if found.include_drafts else ""
    return Cell(f"nothing can be planned: {', '.join(counts)}; {words}", "warning")


def _left(answer: Plan, *, everything: bool) -> list[Block]:
    shown = answer.left_out if everything else answer.left_out[:SHOWN]
    if not shown or answer.nothing is not None:
        return []
    total = len(answer.left_out)
    title = f"Not in ({total})" if len(shown) == total else f"Not in ({len(shown)} of {total}; --all)"
    return [blank(), Heading(title), Table(LEFT, tuple(_left_row(answer, left) for left in shown))]


def _left_row(answer: Plan, left: Left) -> tuple[Cell, ...]:
    rank, size = answer.ranks.get(left.id), answer.sizes.get(left.id)
    return (
        Cell(f"#{rank}" if rank else "–", value=str(rank or "")),
        Cell(left.id, "strong"),
        Cell(answer.stories[left.id].title),
        Cell("–" if size is None else figure(size), value="" if size is None else text(size)),
        Cell(reason(answer, left), "muted"),
    )
