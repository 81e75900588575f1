"""Which stories may be planned at all, and why not the others?"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from pocli.lookup.select import EVERY, Filters, matches
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.placed import Order
from pocli.model.story import Story
from pocli.planning.horizon import Slot, further
from pocli.planning.means import expected
from pocli.ranking.parts import container, open_parts
from pocli.ranking.value import Figures, figures

Unit = Literal["points", "effort", "count"]


class PlanQuery(NamedTuple):
    """What is asked of a plan."""

    clock: Callable[[], float]
    """Gives seconds that never go back."""
    slots: tuple[Slot, ...]
    """The sprints that are looked at, at least one."""
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unit: Unit = "points"
    include_drafts: bool = False
    time_limit: float = 10.0
    """Seconds, for everything together."""
    until: float | None = None
    """When they end, by the clock; None: they begin with the plan."""
    shown: int = 0
    """Of so many sprints, the first ones, the plan is wanted; the others are only looked at. 0: of all."""
    horizon: int = 1
    """How far ahead it is meant to look. Above 1, room that is left goes to what pays only after the last sprint."""
    compared: bool = False
    """Whether to tell what looking ahead adds: that takes two more solves."""
    prices: tuple[str, ...] = ()
    """Stories whose price is wanted besides those of the first displaced ones."""
    priced: int = 5
    """Of so many displaced stories the price is worked out unasked."""
    only: Filters = EVERY
    """Other stories count for nothing of their own; they are in where one of these needs them."""
    goal_first: str = ""
    """The goal whose stories go first, as many as are worth most; the others have the room that is left."""
    min_gain: Fraction = Fraction(2, 100)
    """What is promised is left out or delivered later only for this share of the plan's value."""
    stake: Fraction | None = None
    """How much value that share is; None: of the best plan without promises."""
    ties: bool = True
    """Whether it matters which of several plans of the same value is the answer."""
    promised: Mapping[str, int] | None = None
    """The sprint, from 0, that each story is promised for; None: as `sprint:` says."""
    by: Mapping[str, int] = {}
    """The last sprint, from 0, for a story that must be in; others may be in any."""
    lifted: frozenset[str] = frozenset()
    """Stories that count as ready and not blocked, whatever their files say."""
    before: frozenset[str] = frozenset()
    """Stories that are there before the first sprint begins, as what is under way in an earlier one is."""
    written: Mapping[str, int] = {}
    """The sprint, from 0, in which the files have a story: it comes no sooner, and that sprint has room for it."""
    fixed: bool = False
    """What is written comes no later either."""
    firm: Fraction = Fraction(0)
    """How much more than `stake` it takes for what is written to come later, where it is not fixed."""
    soon: frozenset[str] = frozenset()
    """Stories that may come sooner than is written."""
    waived: frozenset[tuple[str, str]] = frozenset()
    """Stories, each with something that it does not wait for, whatever its file says."""
    order: Order | None = None
    """That of the backlog; None: it is worked out."""

    @property
    def answered(self) -> tuple[Slot, ...]:
        """Return the sprints of which the plan is wanted."""
        return self.slots[: self.shown or None]


class LeftOut(NamedTuple):
    """A story that is left out, and why."""

    id: str
    reason: str
    """One of the words of po.plan/1; later: the plan has it in a sprint after those that are wanted."""
    detail: tuple[str, ...] = ()
    """Ids of what it waits for, names of fields that are missing, or what blocks it."""
    price: Fraction | None = None
    """The value that is lost when the story is forced in."""
    pushes: tuple[str, ...] = ()
    """The stories that it would push out."""
    delays: tuple[str, ...] = ()
    """The stories that it would push into a later sprint."""
    unpriced: str = ""
    """Why a price that was asked for is not known: goal-first, time, or no-room beside what must be in."""
    stage: int | None = None
    """The sprint, from 0, in which it comes later."""


class Pool(NamedTuple):
    """The stories of a plan before anything is chosen."""

    under_way: tuple[Story, ...]
    candidates: tuple[Story, ...]
    needs: Mapping[str, tuple[str, ...]]
    """The open prerequisites of each candidate; all are candidates."""
    moving: frozenset[str]
    """What is there without being planned: all that is under way, also in earlier sprints."""
    left: tuple[LeftOut, ...]


class Look(NamedTuple):
    """A backlog as a plan looks at it."""

    backlog: Backlog
    ask: PlanQuery
    figures: Mapping[str, Figures]
    stories: Mapping[str, Story]
    children: Mapping[str, tuple[Story, ...]]


def ahead(backlog: Backlog, ask: PlanQuery, horizon: int = 0) -> PlanQuery:
    """Return the question that looks further: over so many sprints (0: as po.yaml says), whose first are wanted."""
    count = horizon or backlog.config.horizon
    slots = further(backlog, ask.slots, count, files=ask.unit == "points")
    return ask._replace(slots=slots, shown=len(ask.slots), horizon=count)


def with_deadline(ask: PlanQuery) -> PlanQuery:
    """Return the question with its time running."""
    return ask if ask.until is not None else ask._replace(until=ask.clock() + ask.time_limit)


def remaining(ask: PlanQuery) -> float:
    """Return the seconds that are left for a question whose time is running."""
    return ask.time_limit if ask.until is None else ask.until - ask.clock()


def part(ask: PlanQuery, parts: int) -> PlanQuery:
    """Return the question that may take one of so many parts of the time that is left."""
    return ask._replace(until=ask.clock() + max(0.0, remaining(ask)) / max(1, parts))


def look(backlog: Backlog, ask: PlanQuery) -> Look:
    """Prepare the look-ups that the functions below share; a range counts with its mean."""
    stories = {story.id: story for story in backlog.stories}
    return Look(backlog, ask, figures(expected(backlog)), stories, backlog.children())


def size(seen: Look, story: Story) -> Fraction | None:
    """Return how much of the capacity the story takes, in the unit of the question."""
    if seen.ask.unit == "count":
        return Fraction(1)
    if seen.ask.unit == "points":
        return story.points
    figures = seen.figures.get(story.id)
    return figures.effort if figures else None


def value(seen: Look, story: Story) -> Fraction | None:
    """Return the expected value of the story, if it is scored."""
    figures = seen.figures.get(story.id)
    return figures.value if figures else None


def asked_for(seen: Look, story: Story) -> bool:
    """Say whether the story counts for its own sake, by the filters of the question."""
    return seen.ask.only == EVERY or matches(seen.backlog, seen.stories, story, seen.ask.only)


def promises(seen: Look) -> Mapping[str, int]:
    """Return the sprint of the plan, from 0, that each story is promised for."""
    if seen.ask.promised is not None:
        return seen.ask.promised
    stages = {slot.sprint.id: stage for stage, slot in enumerate(seen.ask.slots) if slot.sprint}
    return {story.id: stages[story.sprint] for story in seen.backlog.stories if story.sprint in stages}


def missing(seen: Look, story: Story) -> tuple[str, ...]:
    """Return the fields of the Definition of Ready that the story does not fill."""
    names = seen.backlog.config.definition_of_ready
    return tuple(name for name in names if getattr(story, name, None) in (None, "", ()))


def pool(seen: Look) -> Pool:
    """Sort the open stories into those under way, those that may be planned, and the others with the reason."""
    doing = [story for story in seen.backlog.open() if seen.backlog.state(story) == "doing"]
    doing = [story for story in doing if not container(seen, story)]
    named = {slot.sprint.id for slot in seen.ask.answered if slot.sprint}
    here = [story for story in doing if not named or not story.sprint or story.sprint in named]
    moving = seen.ask.before.union(story.id for story in doing)
    rest = [story for story in seen.backlog.open() if story.id not in moving and not _finished(seen, story)]
    left = {story.id: found for story in rest if (found := _hindrance(seen, story))}
    fine = {story.id: story for story in rest if story.id not in left}
    place = {name: at for at, name in enumerate(sorted(seen.stories, key=ident.order))}
    parts = {need: open_parts(seen, need) for need in {need for story in fine.values() for need in story.depends_on}}
    waits = {name: _waits(seen, story, parts, moving, place) for name, story in fine.items()}
    stuck = _stuck(waits)
    for name in sorted(stuck, key=ident.order):
        left[name] = LeftOut(
            name, "prerequisite", tuple(need for need in waits[name] if need not in waits or need in stuck)
        )
    chosen = tuple(story for name, story in fine.items() if name not in left)
    needs = {story.id: waits[story.id] for story in chosen}
    return Pool(tuple(here), chosen, needs, moving, tuple(left.values()))


def _finished(seen: Look, story: Story) -> bool:
    """Say whether the story is an epic of which nothing is left to be delivered, whatever its status says."""
    return container(seen, story) and not open_parts(seen, story.id)


def _hindrance(seen: Look, story: Story) -> LeftOut | None:
    ask = seen.ask
    lifted = ask.include_drafts or story.id in ask.lifted
    lacking = () if lifted else missing(seen, story)
    pointless = size(seen, story) is None or (lacking == ("points",) and ask.unit == "points")
    reasons: tuple[tuple[bool, str, tuple[str, ...]], ...] = (
        (container(seen, story), "epic", ()),
        (story.id in ask.without, "without", ()),
        (seen.backlog.state(story) != "ready" and not lifted, "draft", ()),
        (pointless and not set(lacking) - {"points"}, "no-points", ()),
        (bool(lacking), "not-ready", lacking),
        (bool(story.blocked) and story.id not in ask.lifted, "blocked", (story.blocked,)),
        (pointless, "no-points", ()),
    )
    return next((LeftOut(story.id, reason, detail) for holds, reason, detail in reasons if holds), None)


def _waits(
    seen: Look, story: Story, known: Mapping[str, tuple[str, ...]], moving: frozenset[str], place: Mapping[str, int]
) -> tuple[str, ...]:
    parts = {part for need in story.depends_on for part in known[need]} - moving - {story.id}
    if seen.ask.waived:
        parts -= {need for need in parts if (story.id, need) in seen.ask.waived}
    return tuple(sorted(parts, key=lambda part: (place.get(part, len(place)), ident.order(part))))


def _stuck(waits: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the stories that wait, through however many others, for one that cannot be planned."""
    waiters: dict[str, list[str]] = {}
    for name, needs in waits.items():
        for need in needs:
            waiters.setdefault(need, []).append(name)
    return closure(waiters, [need for need in waiters if need not in waits]).intersection(waits)
