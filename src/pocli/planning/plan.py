"""Which stories fit into the next sprints so that nothing better exists, and why are the others not in?"""

from collections.abc import Callable, Container, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.records import LIVE, Goal, Request, Sprint
from pocli.model.story import CLOSED, Story, goal_of
from pocli.planning import nothing
from pocli.planning.candidates import LeftOut, Look, PlanQuery, asked_for, remaining, size, value, with_deadline
from pocli.planning.decision import Decision, decide
from pocli.planning.demand import ZERO, Model, aside, build, under_way
from pocli.planning.enablers import Enabler, enablers
from pocli.planning.horizon import Slot, overlaps
from pocli.planning.leftover import left_out
from pocli.planning.nearsight import Nearsight, nearsight
from pocli.planning.nothing import Nothing
from pocli.planning.promise import BrokenPromise, Mark, Promise, broken, promise
from pocli.planning.remedy import remedy
from pocli.ranking.parts import container, met, open_parts
from pocli.ranking.value import figures

__all__ = ["ChosenStory", "GoalPart", "LeftOut", "Plan", "PlanQuery", "Slot", "SprintPlan", "plan"]


REST = 0.4
"""What follows the last look at the clock takes up to this share of what building the problem took."""


class ChosenStory(NamedTuple):
    """A story of the plan."""

    story: Story
    size: Fraction
    value: Fraction | None
    """What it counts, wherever it is delivered."""
    score: Fraction | None
    rank: int | None
    under_way: bool
    why: str = ""
    """must, pinned, due, needed, promised, or spare: it fills room that is left."""
    mark: Mark = "new"
    was: str = ""
    """The sprint that its file names, where the plan has it in another one."""
    ranged: bool = False
    """What it is worth, or its size, is the mean of a range."""


class SprintPlan(NamedTuple):
    """What a sprint holds."""

    sprint: Sprint | None
    capacity: Fraction
    size: Fraction
    value: Fraction
    """What its stories and the requests that they meet are worth."""
    stories: tuple[ChosenStory, ...]
    requests: tuple[Request, ...]
    """Those whose last need is delivered in it."""
    under_way: Fraction
    reserve: Fraction


class Price(NamedTuple):
    """A story whose price was asked for."""

    story: Story
    place: str
    """in, under way, done, dropped, or out."""
    left: LeftOut | None = None
    """Why it is out, with the price where that is known."""
    remedy: str = ""
    """What puts right that it cannot be planned."""


class GoalPart(NamedTuple):
    """How much of a Product Goal's open work the plan does."""

    id: str
    """Empty: what serves no goal."""
    planned: tuple[Fraction, ...]
    """Sprint by sprint."""
    open: Fraction


class Plan(NamedTuple):
    """A plan, its proof, and what is not in it."""

    unit: str
    value: Fraction
    """Of all n sprints that were looked at: what is delivered in the k-th counts (n − k + 1) / n."""
    bound: Fraction
    settled: bool
    """False: time ended before ties were broken."""
    over: bool
    """What is under way exceeds the capacity; nothing was added to the first sprint."""
    sprints: tuple[SprintPlan, ...]
    left_out: tuple[LeftOut, ...]
    """By rank, then id."""
    cannot: tuple[LeftOut, ...]
    """Pinned and due stories that are not in, which is to be said first."""
    goals: tuple[GoalPart, ...]
    """By id; what serves no goal comes last."""
    ranks: Mapping[str, int]
    stories: Mapping[str, Story]
    aims: Mapping[str, Goal]
    """The Product Goals, by id."""
    sizes: Mapping[str, Fraction]
    serves: Mapping[str, str]
    """The goal of each open story, its epic's where it has none; empty for none."""
    worths: Mapping[str, Fraction]
    """What each request that can be met is worth."""
    sure: bool
    """False: it is not proven that the goal that goes first cannot be served better."""
    forgone: Fraction
    """How much more value there would be without what is promised."""
    overlapping: tuple[tuple[Sprint, Sprint], ...]
    nothing: Nothing | None = None
    prices: tuple[Price, ...] = ()
    """As they were asked for."""
    broken: tuple[BrokenPromise, ...] = ()
    """What is promised for these sprints and is in none of them."""
    ready: tuple[Request, ...] = ()
    """Requests that have all they need: no plan adds to that, so they count in none."""
    beyond: tuple[SprintPlan, ...] = ()
    """The sprints after those that are wanted: they were looked at, and nothing is promised for them."""
    enablers: tuple[Enabler, ...] = ()
    """What is in for the sake of what comes after the wanted sprints."""
    alone: Fraction | None = None
    """What the same sprints would be worth if those that are wanted were planned without a look at the others."""

    @property
    def optimal(self) -> bool:
        """Say whether it is proven that no better plan exists, given what is promised."""
        return self.bound == self.value and self.sure

    @property
    def requests(self) -> tuple[Request, ...]:
        """Return the requests that the plan meets."""
        return tuple(request for sprint in self.sprints for request in sprint.requests)

    @property
    def whole(self) -> Fraction:
        """Return what all of it is worth, whenever it is delivered."""
        return sum((sprint.value for sprint in self.sprints), ZERO)

    def places(self) -> dict[str, int]:
        """Return the sprint, from 0, of each story and each request of the plan, by id."""
        stories = {row.story.id: stage for stage, sprint in enumerate(self.sprints) for row in sprint.stories}
        met = {request.id: stage for stage, sprint in enumerate(self.sprints) for request in sprint.requests}
        return {**stories, **met}


def plan(backlog: Backlog, ask: PlanQuery) -> Plan:
    """Choose the stories that are worth most within the capacities, with the proof.

    Raises:
        PoError: what must be in cannot be.
    """
    ask = with_deadline(ask)
    started = ask.clock()
    model = build(backlog, ask)
    left = partial(remaining, ask._replace(until=(ask.until or started) - REST * (ask.clock() - started)))
    decision = decide(model, left)
    near = nearsight(model, decision, left) if ask.compared else None
    return _told(ask, model, decision, near, left)


def _told(ask: PlanQuery, model: Model, decision: Decision, near: Nearsight | None, left: Callable[[], float]) -> Plan:
    """Say what was decided, and why."""
    every = _sprints(model, decision)
    count, seen, sprints = len(every), model.seen, every[: model.shown]
    total = sum((sprint.value * (count - stage) for stage, sprint in enumerate(every)), ZERO) / count
    planned = {row.story.id for sprint in sprints for row in sprint.stories}
    left_over = left_out(model, decision, left)
    return Plan(
        unit=ask.unit,
        value=total,
        bound=total + (decision.bound - decision.value) * model.unit / count,
        settled=decision.solution.settled,
        over=under_way(model) > ask.slots[0].capacity,
        sprints=sprints,
        left_out=left_over,
        cannot=decision.claims.cannot,
        goals=_goals(model, sprints),
        ranks=model.ranks,
        stories=seen.stories,
        aims={goal.id: goal for goal in seen.backlog.goals},
        sizes=_sizes(seen),
        serves={name: goal_of(seen.stories, story) for name, story in seen.stories.items()},
        worths={asked.request.id: asked.worth for asked in model.asked},
        sure=decision.sure,
        forgone=(decision.free - decision.value) * model.unit / count,
        overlapping=overlaps(ask.answered),
        nothing=None if planned else nothing.explain(seen, model.pool, left),
        prices=tuple(_asked_price(model, planned, left_over, name) for name in dict.fromkeys(ask.prices)),
        broken=broken(seen.backlog, ask.answered, planned),
        ready=tuple(request for request in seen.backlog.requests if request.status in LIVE and met(seen, request)),
        beyond=every[model.shown :],
        enablers=enablers(model, decision, near and near.items) if left() > 0 else (),
        alone=near and total - decision.value * model.unit / count + near.value,
    )


def _sizes(seen: Look) -> Mapping[str, Fraction]:
    sizes = {story.id: size(seen, story) for story in seen.backlog.stories}
    return {name: known for name, known in sizes.items() if known is not None}


def _asked_price(model: Model, planned: Container[str], out: Sequence[LeftOut], name: str) -> Price:
    story = model.seen.stories[name]
    state = model.seen.backlog.state(story)
    if name in planned:
        return Price(story, "under way" if state == "doing" else "in")
    left = next((one for one in out if one.id == name), None)
    over = container(model.seen, story) and not open_parts(model.seen, name)
    place = "out" if left else state if state in CLOSED else "done" if over else "under way"
    return Price(story, place, left, remedy(model.seen, model.pool, name))


def _sprints(model: Model, decision: Decision) -> tuple[SprintPlan, ...]:
    delivered = model.delivered(decision.full)
    items = [(item, stage) for item, stage in sorted(delivered.items()) if item < len(model.items)]
    met = _met(model, delivered)
    worth = figures(model.seen.backlog, [*model.pool.under_way, *(model.items[item] for item, _ in items)])
    found = []
    for stage, slot in enumerate(model.seen.ask.slots):
        doing = model.pool.under_way if stage == 0 else ()
        rows = [_row(model, story, Promise("under way")) for story in doing]
        rows += [_chosen(model, decision, item, stage) for item, at in items if at == stage]
        rows = [row._replace(score=worth[row.story.id].score) for row in rows]
        requests = [asked for asked, at in zip(model.asked, met, strict=True) if at == stage]
        found.append(
            SprintPlan(
                sprint=slot.sprint,
                capacity=slot.capacity,
                size=sum((row.size for row in rows), ZERO),
                value=sum((row.value or ZERO for row in rows), ZERO) + sum((asked.worth for asked in requests), ZERO),
                stories=tuple(rows),
                requests=tuple(asked.request for asked in requests),
                under_way=sum((row.size for row in rows if row.under_way), ZERO),
                reserve=slot.capacity * model.seen.backlog.config.reserve,
            )
        )
    return tuple(found)


def _met(model: Model, delivered: Mapping[int, int]) -> list[int]:
    """Return the stage at which each request is met; -1 for those that are not."""
    return [
        max((delivered[part] for part in asked.parts), default=0) if asked.parts <= delivered.keys() else -1
        for asked in model.asked
    ]


def _chosen(model: Model, decision: Decision, item: int, stage: int) -> ChosenStory:
    story, kept = model.items[item], model.promised.get(item, -1) >= stage
    spare = item in decision.filled or (kept and aside(model.seen, story))
    own = "" if model.problem.values[item] else "promised" if kept else "needed"
    why = "spare" if spare else decision.claims.why.get(story.id, own)
    known = promise(model.seen.backlog.sprints, model.seen.ask.slots, story, stage)
    return _row(model, story, known)._replace(why=why)


def _row(model: Model, story: Story, known: Promise) -> ChosenStory:
    counts = value(model.seen, story) if asked_for(model.seen, story) else ZERO
    rank, under_way = model.ranks.get(story.id), known.mark == "under way"
    of = size(model.seen, story) or ZERO
    chosen = ChosenStory(story, of, counts, None, rank, under_way, mark=known.mark, was=known.was)
    return chosen._replace(ranged=_ranged(model.seen, story))


def _ranged(seen: Look, story: Story) -> bool:
    """Say whether the value comes from a range, also that of the story's epic, or the size does."""
    figures = seen.figures.get(story.id)
    source = seen.stories.get(figures.inherited_from if figures else "", story).rice
    effort = seen.ask.unit == "effort" and bool(story.rice and story.rice.effort_range)
    return effort or bool(source and source.reach_range)


def _goals(model: Model, sprints: tuple[SprintPlan, ...]) -> tuple[GoalPart, ...]:
    planned: dict[str, list[Fraction]] = {}
    for stage, sprint in enumerate(sprints):
        for row in sprint.stories:
            parts = planned.setdefault(goal_of(model.seen.stories, row.story), [ZERO] * len(sprints))
            parts[stage] += row.size
    total: dict[str, Fraction] = {}
    for story in model.seen.backlog.open():
        if not container(model.seen, story):
            name = goal_of(model.seen.stories, story)
            total[name] = total.get(name, ZERO) + (size(model.seen, story) or ZERO)
    names = [*sorted(filter(None, planned), key=ident.order), *([""] if "" in planned else [])]
    return tuple(GoalPart(name, tuple(planned[name]), total[name]) for name in names)
