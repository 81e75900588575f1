"""How does a plan read, to people and to machines?"""

from collections.abc import Sequence
from fractions import Fraction

from pocli.features.plan.plan_data_page import data
from pocli.features.plan.plan_write import SprintAssignment
from pocli.features.plan.prices_page import prices
from pocli.features.plan.proof_page import enablers, proof
from pocli.model.number import text
from pocli.model.records import Request
from pocli.page import Block, Cell, Column, Heading, Lane, Line, Mark, Page, Table, Timeline, blank, line
from pocli.page import page as pages
from pocli.pages.reasons import UNITS, WHY, amount, assumed, cannot, day, named, nothing_planned, reason
from pocli.planning.plan import ChosenStory, LeftOut, Plan, SprintPlan
from pocli.planning.wish import Wish
from pocli.text import figure, percent, plural

__all__ = ["data", "message", "page"]

TITLE = "Plan"
SHOWN = 5
SPRINT = Column("sprint", "sprint")
COLUMNS = (
    Column("mark", ""),
    Column("id", "id"),
    Column("title", "title", grow=True, wrap=True),
    Column("goal", "goal"),
    Column("points", "pts", right=True),
    Column("rank", "rank", right=True),
    Column("share", "share", right=True),
)
NOTE = Column("note", "")
RANGED = "~ a range counts with its mean, in its rank with its median"
MARKS = {
    "under way": Cell("▸", "muted", "under way"),
    "promised": Cell("=", "muted", "promised"),
    "moved": Cell("→", "warning", "moved"),
    "earlier": Cell("←", "good", "brought forward"),
    "new": Cell("+", "good", "new"),
}
NOTES = {"moved": "moved from {}", "earlier": "brought forward from {}", "promised": "planned for {}"}
LEFT = (
    Column("rank", "#", right=True),
    Column("id", "id"),
    Column("title", "title", grow=True, wrap=True),
    Column("points", "pts", right=True),
    Column("reason", "why not", grow=True, wrap=True),
)


def page(
    answer: Plan,
    *,
    everything: bool = False,
    timeline: bool = False,
    keep: bool = False,
    wishes: Sequence[Wish] = (),
) -> Page:
    """Word the plan.

    Args:
        answer: the plan.
        everything: whether to show all that is left out.
        timeline: whether to show who is served when, instead of the stories.
        keep: whether to say how the plan is kept.
        wishes: what all of was to be in it, in the fewest sprints.
    """
    warned = [*_wished(answer, wishes), *_overlapping(answer)]
    blocks: list[Block] = [*warned, *([blank()] if warned else [])]
    for stage, sprint in enumerate(answer.sprints):
        blocks += _sprint(answer, sprint, stage)
    if timeline:
        blocks += [blank(), _timeline(answer), *_moved(answer), blank()]
    elif any(sprint.stories for sprint in answer.sprints):
        kept = any(row.mark == "promised" for sprint in answer.sprints for row in sprint.stories)
        legend = [line(Cell("= already promised", "muted"))] if kept else []
        legend += [line(Cell(RANGED, "muted"))] if any(map(_shown_ranged, _rows(answer))) else []
        blocks += [blank(), _table(answer), *legend, blank()]
    if answer.nothing is None:
        blocks += [*_served(answer), *enablers(answer), *_broken(answer), *proof(answer)]
    else:
        blocks += [line(*nothing_planned(answer)), *_broken(answer), *_ready(answer)]
    blocks += [line(Cell(cannot(answer, left), "warning")) for left in answer.cannot]
    blocks += prices(answer)
    blocks += _left(answer, everything=everything)
    blocks += [blank(), line(Cell("To save it, add --write to the command", "hint"))] if keep else []
    return pages([block for block in blocks if block != line("")])


def message(one: SprintAssignment) -> str:
    """Say which sprint a story is in now."""
    before = f"{one.story.sprint} → " if one.story.sprint else ""
    return f"{one.story.id}: {before}{one.sprint or 'no sprint'}"


def _wished(answer: Plan, wishes: Sequence[Wish]) -> list[Line]:
    """Say in how few sprints all of something is delivered, and what that takes for granted."""
    if not wishes:
        return []
    names = ", ".join(one.of.id for one in wishes)
    fewer = "" if len(answer.sprints) == 1 else ", not into fewer (proven)"
    fits = f"All of {names}, with what it waits for, fits into {plural(len(answer.sprints), 'sprint')}{fewer}."
    return [line(Cell(fits, "strong")), *assumed(wishes)]


def _overlapping(answer: Plan) -> list[Line]:
    hint = Cell(" (po validate)", "hint")
    return [line(Cell(f"{one.id} and {two.id} overlap", "warning"), hint) for one, two in answer.overlapping]


def _sprint(answer: Plan, sprint: SprintPlan, stage: int) -> list[Block]:
    """Say what a sprint holds: under its own heading where it is alone, else on one line."""
    about, alone = sprint.sprint, len(answer.sprints) == 1
    dates = f"{about.id}  {day(about.start)} – {day(about.end)}" if about else ""
    if not alone:
        held = _capacity(answer, sprint, over=answer.over and stage == 0)
        return [line(Cell(dates or named(answer, stage), "strong"), "  ", *held.cells)]
    goal = f"   Sprint Goal: {about.sprint_goal}" if about and about.sprint_goal else ""
    return [*([Heading(dates + goal)] if about else []), _capacity(answer, sprint, over=answer.over)]


def _capacity(answer: Plan, sprint: SprintPlan, *, over: bool) -> Line:
    kept = min(sprint.reserve, max(sprint.capacity - sprint.size, Fraction(0)))
    sizes = {mark: sum((row.size for row in sprint.stories if row.mark == mark), Fraction(0)) for mark in MARKS}
    parts = [f"{figure(size)} {MARKS[mark].value}" for mark, size in sizes.items() if size or mark == "new"]
    if kept:
        share = percent(sprint.reserve / sprint.capacity)
        parts.append(f"{figure(kept)} kept for bugs (reserve {share})")
    said = f"{figure(sprint.size + kept)} of {amount(answer.unit, sprint.capacity)}: {', '.join(parts)}"
    if over:
        return line(said, Cell("; more is under way than fits, so nothing is added", "warning"))
    return line(said)


def _table(answer: Plan) -> Table:
    """Return the stories; those of several sprints under each other, the sprint's name beside its first."""
    points = UNITS[answer.unit][2] or "count"
    columns = tuple(column._replace(title=points) if column.name == "points" else column for column in COLUMNS)
    noted = any(row.was for sprint in answer.sprints for row in sprint.stories)
    columns = (*columns, NOTE) if noted else columns
    rows = []
    for stage, sprint in enumerate(answer.sprints):
        for place, row in enumerate(sprint.stories):
            name = named(answer, stage)
            first = [] if len(answer.sprints) == 1 else [Cell("" if place else name, "strong", name)]
            rows.append((*first, *_row(answer, row), *([Cell(_note(row), "muted")] if noted else [])))
    return Table(columns if len(answer.sprints) == 1 else (SPRINT, *columns), tuple(rows))


def _row(answer: Plan, row: ChosenStory) -> tuple[Cell, ...]:
    goal = answer.serves.get(row.story.id, "")
    known = row.rank is not None and not row.under_way
    return (
        MARKS[row.mark],
        Cell(row.story.id, "strong"),
        Cell(row.story.title),
        Cell(goal or "–", "" if goal else "muted"),
        Cell(figure(row.size), value=text(row.size)),
        Cell(str(row.rank) if known else "–", "" if known else "muted"),
        Cell(_share(answer.whole, row)),
    )


def _note(row: ChosenStory) -> str:
    """Say for which sprint a story was planned, where the plan has it in another one."""
    return NOTES[row.mark].format(row.was) if row.was else ""


def _share(whole: Fraction, row: ChosenStory) -> str:
    if row.under_way:
        return "–"
    if row.why == "due" and row.story.due:
        return f"due {day(row.story.due)}"
    if row.why == "pinned":
        return "pinned"
    if row.value and whole:
        return percent(Fraction(round(row.value / whole * 100), 100)) + (" ~" if _shown_ranged(row) else "")
    return row.story.type if row.why == "spare" else row.why or "–"


def _rows(answer: Plan) -> list[ChosenStory]:
    return [row for sprint in answer.sprints for row in sprint.stories]


def _shown_ranged(row: ChosenStory) -> bool:
    return row.ranged and bool(row.value) and not row.under_way and row.why not in ("due", "pinned")


def _timeline(answer: Plan) -> Timeline:
    """Return a lane for each goal, with the work done for it in each sprint, and one for each request that is met."""
    heads = tuple(
        (named(answer, stage), day(sprint.sprint.start) if sprint.sprint else "")
        for stage, sprint in enumerate(answer.sprints)
    )
    lanes = [
        Lane(
            Cell(goal.id or "–", "strong"),
            answer.aims[goal.id].title if goal.id in answer.aims else "" if goal.id else "for no goal",
            tuple(_mark(answer, part, sprint) for part, sprint in zip(goal.planned, answer.sprints, strict=True)),
        )
        for goal in answer.goals
    ]
    met = [
        Lane(Cell(one.id, "strong"), one.title, tuple(_milestone(one, sprint) for sprint in answer.sprints))
        for one in answer.requests
    ]
    return Timeline(heads, (*lanes, *met))


def _mark(answer: Plan, part: Fraction, sprint: SprintPlan) -> Mark:
    if not part:
        return Mark()
    return Mark(f"{figure(part)} {UNITS[answer.unit][2]}".strip(), part / max(sprint.capacity, part), "accent")


def _milestone(request: Request, sprint: SprintPlan) -> Mark:
    return Mark("◆ met", role="good") if request in sprint.requests else Mark()


def _moved(answer: Plan) -> list[Line]:
    """Say which stories come in another sprint than their files name."""
    many = len(answer.sprints) > 1
    said = [
        f"{row.story.id} {_note(row)}" + (f" to {named(answer, stage)}" if many else "")
        for stage, sprint in enumerate(answer.sprints)
        for row in sprint.stories
        if row.was and row.mark != "promised"
    ]
    return [blank(), line(Cell(", ".join(said), "warning"))] if said else []


def _broken(answer: Plan) -> list[Line]:
    """Say what was promised for these sprints and is in none."""
    reasons = {left.id: left.reason for left in answer.left_out}
    out = [
        f"{one.story.id} ({one.sprint}: {WHY.get(reasons.get(one.story.id, ''), 'left out')})" for one in answer.broken
    ]
    return [line(Cell(f"Promised but not in the plan: {', '.join(out)}", "warning"))] if out else []


def _ready(answer: Plan) -> list[Line]:
    """Say which requests have all they need already."""
    names = [f"{request.id} ({request.title})" for request in answer.ready]
    return [line(f"Ready to deliver already: {', '.join(names)}.")] if names else []


def _served(answer: Plan) -> list[Line]:
    """Say how much is done for which goal, and which requests are met: in one line where one sprint leaves it short."""
    many = UNITS[answer.unit][1]
    known = [goal for goal in answer.goals if goal.id]
    goals = [f"{goal.id}: {figure(sum(goal.planned, Fraction(0)))} of {figure(goal.open)} {many}." for goal in known]
    met = [
        f"{request.id} ({request.title})" + (f" in {named(answer, stage)}" if len(answer.sprints) > 1 else "")
        for stage, sprint in enumerate(answer.sprints)
        for request in sprint.requests
    ]
    word = "request" if len(met) == 1 else "requests"
    said = [" ".join(goals), f"Meets {word} {', '.join(met)}." if met else ""]
    said = [" ".join(filter(None, said))] if len(answer.sprints) == 1 else said
    return [*map(line, said), *_ready(answer)]


def _left(answer: Plan, *, everything: bool) -> list[Block]:
    shown = answer.left_out if everything else answer.left_out[:SHOWN]
    if not shown or answer.nothing is not None:
        return []
    total = len(answer.left_out)
    some = len(shown) < total
    title = Heading(f"Not in ({len(shown)} of {total})", "--all shows all") if some else Heading(f"Not in ({total})")
    return [blank(), title, Table(LEFT, tuple(_left_row(answer, left) for left in shown))]


def _left_row(answer: Plan, left: LeftOut) -> tuple[Cell, ...]:
    rank, size = answer.ranks.get(left.id), answer.sizes.get(left.id)
    return (
        Cell(f"#{rank}" if rank else "–", value=str(rank or "")),
        Cell(left.id, "strong"),
        Cell(answer.stories[left.id].title),
        Cell("–" if size is None else figure(size), value="" if size is None else text(size)),
        Cell(reason(answer, left), "muted"),
    )
