"""What is worth most, for all that must be built for it?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.lookup.select import EVERY, Filters, matches
from pocli.model import formula
from pocli.model.backlog import Backlog, Unreadable
from pocli.model.formula import Formula
from pocli.model.placed import Order
from pocli.model.story import CLOSED, Story, goal_of
from pocli.ranking import epics
from pocli.ranking.epics import Parts
from pocli.ranking.ordering import by_score, in_ratios, order
from pocli.ranking.value import Figures, figures, model
from pocli.ranking.weight import weight

ZERO = Fraction(0)


class Ranked(NamedTuple):
    """A story in its place."""

    rank: int
    """From 1; 0 for what is shown but not in the order (done, dropped, epics)."""
    story: Story
    score: Fraction | None
    effective: Fraction | None
    """Σ value ÷ Σ size of the set that it is built in; None under `own`."""
    raised_by: str
    """The first story of the set that needs it and has a higher score, where its own is lower."""
    inherited_from: str
    """The epic whose inputs these are."""
    reach: Fraction | None
    impact: Fraction | None
    confidence: Fraction | None
    effort: Fraction | None
    """Under RICE that of the formula: an heir's is its epic's."""
    value: Fraction | None = None
    """The value part of the scoring model; an heir's share of its epic's."""
    size: Fraction | None = None
    """What the value is divided by; an heir's share of its epic's."""
    inputs: tuple[Fraction | None, ...] = ()
    """The figures that the own score is worked out from, in the order of the formula."""
    ranged: tuple[str, ...] = ()
    """Those of them that are the middle of a range."""
    among: "BuildSet | None" = None
    """The set that it is built in; None where it stands for itself."""
    assumed: bool = False
    """Its size is not known: it is the median of its type."""
    parts: Parts | None = None
    """How far it is, where it is an epic that was split."""
    goal: str = ""
    """The Product Goal that it serves: its own, or else its epic's."""
    state: str = ""
    """The built-in status that the story's stands for."""

    @property
    def lowered(self) -> bool:
        """Say whether it counts with less than its own score, as it needs others first."""
        return self.effective is not None and self.score is not None and self.effective < self.score

    @property
    def others(self) -> tuple[str, ...]:
        """Return the ids of the others in its set."""
        return tuple(one.id for one in self.among.members if one.id != self.story.id) if self.among else ()


class Member(NamedTuple):
    """A story of a set, and what it adds."""

    id: str
    value: Fraction
    size: Fraction
    inputs: tuple[Fraction | None, ...] = ()
    """Those that the value is worked out from; none where it is not."""
    assumed: bool = False


class BuildSet(NamedTuple):
    """Stories that are best built one after another."""

    members: tuple[Member, ...]
    """In the order of building."""
    value: Fraction
    size: Fraction
    """The score that each of them counts with is value ÷ size."""


class Ranking(NamedTuple):
    """The order, and what is not in it."""

    model: str
    formula: Formula
    items: tuple[Ranked, ...]
    more: int
    """How many others would follow, were there no limit."""
    unscored: tuple[Story, ...]
    under_way: tuple[Story, ...]
    unreadable: tuple[Unreadable, ...]
    filtered: bool = False
    """Only what passes filters is in it."""


def rank(backlog: Backlog, *, own: bool = False, filters: Filters = EVERY) -> Ranking:
    """Rank the open stories; the filters choose what is shown, after the order is worked out."""
    return ranking(backlog, order(backlog, own=own), filters)


def ranking(backlog: Backlog, known: Order, filters: Filters = EVERY, *, limit: int = 0) -> Ranking:
    """Return what of an order passes the filters; and done, dropped stories and epics, when those ask for them.

    Args:
        backlog: where the stories are.
        known: their order.
        filters: which of them are shown.
        limit: how many of them at most; 0: all.
    """
    stories = {story.id: story for story in backlog.stories}
    shown = {name: one for name, one in stories.items() if matches(backlog, stories, one, filters)}
    placed = [(at, shown[name]) for at, name in enumerate(known.placed, 1) if name in shown]
    asked = _asked(backlog, filters, shown)
    if asked:
        worth = figures(backlog, asked)
        scores = in_ratios({story.id: worth[story.id] for story in asked})
        place = {name: at for at, name in enumerate(by_score(scores)[0])}
        placed += [(0, story) for story in sorted(asked, key=lambda story: place[story.id])]
    passed = placed[:limit] if limit else placed
    among = {name: some for some in known.sets for name in some}
    wanted = dict.fromkeys(among[story.id] for _, story in passed if story.id in among)
    needed = dict.fromkeys([*(story.id for _, story in passed), *(name for some in wanted for name in some)])
    worth, by = figures(backlog, [stories[name] for name in needed]), model(backlog)
    sets = {some: _set(by, worth, known, some) for some in wanted}
    parts = epics.parts(backlog, asked)
    items = tuple(
        _ranked(at, story, worth[story.id], known, sets.get(among.get(story.id, ())))._replace(
            ranged=ranged(by, story),
            parts=parts.get(story.id),
            goal=goal_of(stories, story),
            state=backlog.state(story),
        )
        for at, story in passed
    )
    unscored, under_way = (
        tuple(shown[name] for name in names if name in shown) for names in (known.unscored, known.under_way)
    )
    more = len(placed) - len(passed)
    filtered = filters != EVERY
    return Ranking(backlog.config.scoring, by, items, more, unscored, under_way, backlog.unreadable, filtered)


def of(backlog: Backlog, story: Story) -> Ranked:
    """Return a story's place; the rank is 0 where it has none, as without a score, under way, done or as an epic."""
    found = (one for one in rank(backlog).items if one.story.id == story.id)
    worth = figures(backlog, [story])[story.id]
    alone = _ranked(0, story, worth, Order((), None, (), ()), None)
    return next(found, None) or alone._replace(ranged=ranged(model(backlog), story), state=backlog.state(story))


def absent(backlog: Backlog, story: Story) -> str:
    """Return the hint for a story that has no place in the ranking: why, and what to do."""
    state, name = backlog.state(story), story.id
    parts = [one for one in backlog.stories if one.parent == name]
    still = [one.id for one in parts if backlog.state(one) not in CLOSED]
    if state in CLOSED or (parts and not still):
        return f"{f'it is {state}' if state in CLOSED else 'none of its parts is open'}; see po show {name}"
    if story.type == "epic":
        split = f'split it: po split {name} --into "First part" --into "Second part"'
        return f"an epic is ranked through its parts; {f'see po explain {still[0]}' if still else split}"
    if state == "doing":
        return f"it is under way; see po show {name}"
    ranked = of(backlog, story).rank
    return f"the filters leave it out; see po explain {name}" if ranked else f"give it a score: po score {name}"


def _set(by: Formula, worth: Mapping[str, Figures], known: Order, names: tuple[str, ...]) -> BuildSet:
    members = tuple(_member(name, by, worth[name], known.assumed.get(name)) for name in names)
    value, size = sum((one.value for one in members), ZERO), sum((one.size for one in members), ZERO)
    return BuildSet(members, value, size)


def _member(name: str, by: Formula, has: Figures, assumed: Fraction | None) -> Member:
    adds = weight(has, assumed)
    told = has.value is not None and formula.value(by, has.inputs) == has.value == adds.value
    return Member(name, *adds, has.inputs if told else (), assumed is not None)


def _ranked(at: int, story: Story, has: Figures, known: Order, among: BuildSet | None) -> Ranked:
    effort = has.inputs[-1] if has.inputs[:3] == has[:3] else has.effort
    used = (*has[:3], effort, has.value, has.size, has.inputs)
    raiser = (known.raised_by or {}).get(story.id, "")
    if not at or known.raised_by is None:
        return Ranked(at, story, has.score, None, raiser, has.inherited_from, *used)
    if among is None:
        return Ranked(at, story, has.score, has.score, raiser, has.inherited_from, *used)
    adds = weight(has, known.assumed.get(story.id))
    used = (*has[:3], effort, *adds, has.inputs)
    found = Ranked(at, story, has.score, among.value / among.size, raiser, has.inherited_from, *used)
    return found._replace(among=among, assumed=story.id in known.assumed)


def ranged(by: Formula, story: Story) -> tuple[str, ...]:
    """Return the fields of a formula that a story says as a range."""
    ends = {} if story.rice is None else {"rice.reach": story.rice.reach_range, "rice.effort": story.rice.effort_range}
    return tuple(field for field in by.fields if ends.get(field))


def _asked(backlog: Backlog, filters: Filters, shown: Mapping[str, Story]) -> tuple[Story, ...]:
    """Return the done, dropped and epic stories that the filters ask for by name."""
    if "status" not in filters and "type" not in filters:
        return ()
    found = [story for story in shown.values() if story.type == "epic" or backlog.state(story) in CLOSED]
    return tuple(
        story
        for story in found
        if ("status" in filters and backlog.state(story) in CLOSED)
        or (
            "epic" in map(str.lower, filters.get("type", ()))
            and ("status" in filters or backlog.state(story) not in CLOSED)
        )
    )


def scores(backlog: Backlog) -> Mapping[str, Fraction | None]:
    """Return each story's own score, by id."""
    return {name: found.score for name, found in figures(backlog).items()}
