"""Which stories fit into the sprint so that nothing better exists, and why are the others not in it?"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.analysis import nothing
from pocli.analysis.candidates import Ask, Left, Look, container, size, value
from pocli.analysis.choice import Problem, addition
from pocli.analysis.demand import ZERO, Model, aside, build, position
from pocli.analysis.nothing import Nothing
from pocli.analysis.solve import Solution, solve
from pocli.errors import PoError
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.records import Request, Sprint
from pocli.model.story import Story

__all__ = ["Ask", "Chosen", "Left", "Plan", "SprintPlan", "plan"]

PRICED = 5


class Chosen(NamedTuple):
    """A story of the plan."""

    story: Story
    size: Fraction
    value: Fraction | None
    score: Fraction | None
    rank: int | None
    under_way: bool
    why: str = ""
    """must, pinned, due, needed, or spare: it fills room that is left."""


class SprintPlan(NamedTuple):
    """What a sprint holds."""

    sprint: Sprint | None
    capacity: Fraction
    size: Fraction
    value: Fraction
    stories: tuple[Chosen, ...]
    under_way: Fraction
    reserve: Fraction


class GoalPart(NamedTuple):
    """How much of a Product Goal's open work the plan does."""

    id: str
    planned: Fraction
    open: Fraction


class Plan(NamedTuple):
    """A plan, its proof, and what is not in it."""

    unit: str
    value: Fraction
    bound: Fraction
    settled: bool
    """False: time ended before ties were broken."""
    over: bool
    """What is under way exceeds the capacity; nothing was added."""
    sprints: tuple[SprintPlan, ...]
    requests: tuple[Request, ...]
    left_out: tuple[Left, ...]
    """By rank, then id."""
    cannot: tuple[Left, ...]
    """Pinned and due stories that are not in, which is to be said first."""
    goals: tuple[GoalPart, ...]
    ranks: Mapping[str, int]
    stories: Mapping[str, Story]
    sizes: Mapping[str, Fraction]
    nothing: Nothing | None = None

    @property
    def optimal(self) -> bool:
        """Say whether it is proven that no better plan exists."""
        return self.bound == self.value


def plan(backlog: Backlog, ask: Ask) -> Plan:
    """Choose the stories that are worth most within the capacity, with the proof.

    Raises:
        PoError: there is no capacity, or what must be in cannot be.
    """
    deadline = ask.clock() + ask.time_limit
    model = build(backlog, ask)
    why, cannot = _first(model)
    forced = frozenset(model.place()[name] for name in why)
    model = model._replace(problem=model.problem._replace(forced=_with_needs(model.problem, forced)))

    def left() -> float:
        return deadline - ask.clock()

    over = model.problem.limits[0].room < 0
    solution = Solution(frozenset(), 0, 0, settled=True, relaxed=None) if over else solve(model.problem, left)
    chosen = frozenset(item for item in solution.chosen if item < len(model.items))
    filled = frozenset[int]() if over else _filled(model, chosen)
    why |= {model.items[item].id: "spare" for item in filled}
    return _answer(model, solution, chosen | filled, (why, cannot), left)


def _first(model: Model) -> tuple[dict[str, str], tuple[Left, ...]]:
    """Return what goes in first and why: what must be, pinned stories, those due; and those that cannot."""
    why: dict[str, str] = {}
    cannot: list[Left] = []
    reasons = {left.id: left for left in model.pool.left}
    place = model.place()
    taken = frozenset[int]()
    moving = {story.id for story in model.seen.backlog.stories if model.seen.backlog.state(story) in ("doing", "done")}
    for name, reason in _claims(model):
        if name in moving or name in why:
            continue
        extra = addition(model.problem, place[name], taken) if name in place else None
        if extra is not None:
            why[name] = reason
            taken |= extra
        elif reason == "must":
            raise _refused(name, reasons.get(name))
        else:
            cannot.append(reasons.get(name, Left(name, "too-big")))
    return why, tuple(dict.fromkeys(cannot))


def _refused(name: str, left: Left | None) -> PoError:
    if left is None:
        return PoError(f"{name} does not fit, with all that it needs", "give a larger --capacity")
    words = ", ".join((left.reason, *left.detail))
    return PoError(f"{name} cannot be planned: {words}", f"look at it: po show {name}")


def _claims(model: Model) -> list[tuple[str, str]]:
    backlog, ask = model.seen.backlog, model.seen.ask
    pins = {name: index for index, name in enumerate(backlog.config.pins)}
    free = [story for story in backlog.open() if story.id not in ask.without and not container(model.seen, story)]
    pinned = sorted(
        (story for story in free if story.pinned),
        key=lambda story: (pins.get(story.id, len(pins)), position(model, story.id)),
    )
    end = ask.sprint.end if ask.sprint else None
    due = [(story.due, position(model, story.id), story.id) for story in free if story.due and end and story.due <= end]
    return [
        *((name, "must") for name in ask.must),
        *((story.id, "pinned") for story in pinned),
        *((name, "due") for _, _, name in sorted(due)),
    ]


def _with_needs(problem: Problem, items: Iterable[int]) -> frozenset[int]:
    return closure(dict(enumerate(problem.needs)), items)


def _filled(model: Model, chosen: frozenset[int]) -> frozenset[int]:
    """Fill the room that is left with unscored bugs and chores: pinned, then due, then oldest."""
    waiting = [story for story in model.items if aside(model.seen, story)]
    waiting.sort(key=lambda story: (not story.pinned, *_when(story), ident.order(story.id)))
    place = model.place()
    full = chosen
    for story in waiting:
        full |= addition(model.problem, place[story.id], full) or frozenset()
    return full - chosen


def _when(story: Story) -> tuple[bool, int]:
    return (story.due is None, story.due.toordinal() if story.due else 0)


def _answer(
    model: Model,
    solution: Solution,
    chosen: frozenset[int],
    firsts: tuple[dict[str, str], tuple[Left, ...]],
    left: Callable[[], float],
) -> Plan:
    why, cannot = firsts
    seen = model.seen
    met = tuple(asked for asked in model.asked if asked[2] <= chosen)
    rows = tuple(_row(model, story, under_way=True, why="") for story in model.pool.under_way)
    rows += tuple(
        _row(model, model.items[item], under_way=False, why=_why(model, item, why)) for item in sorted(chosen)
    )
    total = sum((row.value or ZERO for row in rows), ZERO) + sum((gain for _, gain, _ in met), ZERO)
    under_way = sum((row.size for row in rows if row.under_way), ZERO)
    reserve = model.capacity * seen.backlog.config.reserve
    sprint = SprintPlan(
        seen.ask.sprint, model.capacity, sum((row.size for row in rows), ZERO), total, rows, under_way, reserve
    )
    sizes = {story.id: size(seen, story) for story in seen.backlog.stories}
    return Plan(
        unit=seen.ask.unit,
        value=total,
        bound=total + (solution.bound - solution.value) * model.unit,
        settled=solution.settled,
        over=model.problem.limits[0].room < 0,
        sprints=(sprint,),
        requests=tuple(request for request, _, _ in met),
        left_out=_left_out(model, solution, chosen, left),
        cannot=cannot,
        goals=_goals(seen, rows),
        ranks={name: item.rank for name, item in model.ranked.items()},
        stories=seen.stories,
        sizes={name: known for name, known in sizes.items() if known is not None},
        nothing=None if rows else nothing.explain(seen, model.pool, model.capacity),
    )


def _why(model: Model, item: int, why: Mapping[str, str]) -> str:
    return why.get(model.items[item].id, "" if model.problem.values[item] else "needed")


def _row(model: Model, story: Story, *, under_way: bool, why: str) -> Chosen:
    item = model.ranked.get(story.id)
    score = model.seen.figures[story.id].score if story.id in model.seen.figures else None
    weight = size(model.seen, story) or ZERO
    return Chosen(story, weight, value(model.seen, story), score, item.rank if item else None, under_way, why)


def _left_out(model: Model, solution: Solution, chosen: frozenset[int], left: Callable[[], float]) -> tuple[Left, ...]:
    wanted = _with_needs(model.problem, (item for item, gain in enumerate(model.problem.values) if gain))
    found = list(model.pool.left)
    priced = 0
    for item, story in enumerate(model.items):
        if item in chosen:
            continue
        if addition(model.problem, item, frozenset()) is None:
            found.append(Left(story.id, "too-big", model.pool.needs[story.id]))
        elif item not in wanted:
            found.append(Left(story.id, "no-value"))
        else:
            early = priced < PRICED and story.id in model.ranked
            priced += early
            asked = early or story.id in model.seen.ask.prices
            found.append(_price(model, solution, item, left) if asked else Left(story.id, "displaced"))
    return tuple(sorted(found, key=lambda entry: position(model, entry.id)))


def _price(model: Model, solution: Solution, item: int, left: Callable[[], float]) -> Left:
    """Solve once more with the item forced in, and say what that costs."""
    problem, plain = model.problem, Left(model.items[item].id, "displaced")
    extra = addition(problem, item, problem.forced)
    if extra is None or left() <= 0 or solution.value != solution.bound:
        return plain
    other = solve(problem._replace(forced=problem.forced | extra), left, ties=False, known=solution.relaxed)
    if other.value != other.bound:
        return plain
    pushed = [model.items[gone].id for gone in sorted(solution.chosen - other.chosen) if gone < len(model.items)]
    return plain._replace(price=(solution.value - other.value) * model.unit, pushes=tuple(pushed))


def _goals(seen: Look, rows: tuple[Chosen, ...]) -> tuple[GoalPart, ...]:
    planned: dict[str, Fraction] = {}
    for row in rows:
        planned[_goal(seen, row.story)] = planned.get(_goal(seen, row.story), ZERO) + row.size
    total: dict[str, Fraction] = {}
    for story in seen.backlog.open():
        if not container(seen, story):
            total[_goal(seen, story)] = total.get(_goal(seen, story), ZERO) + (size(seen, story) or ZERO)
    names = sorted((name for name in planned if name), key=ident.order)
    return tuple(GoalPart(name, planned[name], total[name]) for name in names)


def _goal(seen: Look, story: Story) -> str:
    """Return the goal of the story, or else the one of its epic."""
    met: set[str] = set()
    current: Story | None = story
    while current and not current.goal and current.id not in met:
        met.add(current.id)
        current = seen.stories.get(current.parent)
    return current.goal if current else ""
