"""When will some stories be done, and how much will be by a day?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from pocli.errors import PoError
from pocli.lookup import naming, select
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.model.records import Goal, Request
from pocli.model.story import CLOSED, Story
from pocli.pace import backtest, forecasting, sample, sizes
from pocli.pace.backtest import KeptForecasts
from pocli.pace.forecasting import PeriodTotals
from pocli.pace.moves import Moves
from pocli.pace.sample import Sample


class Outlook(NamedTuple):
    """A forecast, and what it is made of."""

    stories: tuple[Story, ...]
    """What is asked for and not done."""
    waited_for: tuple[Story, ...]
    """What they wait for besides, directly or through others; it has to be done too."""
    guessed: tuple[Story, ...]
    """Those of both that have no points and count with a median."""
    amount: Fraction
    """How much has to be finished, in the unit of the sample, with the growth of the scope."""
    growth: float
    """Percent."""
    today: date
    when: Mapping[int, date | None]
    """By when they are done, for each confidence in percent; None: not within ten years."""
    by: date | None
    sprints: int
    """How many sprints ahead `many` looks; 0 where a day was named, or nothing."""
    sprint_days: int
    """How many days one of them has."""
    many: Mapping[int, Fraction]
    """How much is done by then, for each confidence; empty where neither a day nor sprints were named."""
    chance: float | None
    """How likely all are done by then."""
    sample: Sample
    totals: tuple[Fraction, ...]
    """What was finished in the periods of the sample."""
    record: tuple[KeptForecasts, ...]
    """How often the forecasts of this past were kept."""
    clocks: int
    message: str
    hint: str


def chosen(backlog: Backlog, asked: Iterable[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Return the open stories that are meant (an epic means all below it), and what else they wait for."""
    children = {parent: [one.id for one in below] for parent, below in backlog.children().items()}
    meant = closure(children, (story.id for story in asked))
    needs = {story.id: [*story.depends_on, *children.get(story.id, ())] for story in backlog.stories}
    everything = closure(needs, meant)
    left = [story for story in backlog.stories if story.type != "epic" and backlog.state(story) not in CLOSED]
    own = tuple(story for story in left if story.id in meant)
    return own, tuple(story for story in left if story.id in everything and story.id not in meant)


def named(backlog: Backlog, words: Iterable[str]) -> tuple[Story, ...]:
    """Return the stories that are meant by ids: a story, those of a goal or a sprint, those that a request needs.

    Raises:
        PoError: something is not there.
    """
    found: set[str] = set()
    for record in (select.record(backlog, word) for word in words):
        if isinstance(record, Story):
            found.add(record.id)
        elif isinstance(record, Request):
            found.update(record.needs)
        else:
            found.update(one.id for one in backlog.stories if record.id in {one.goal, one.sprint})
    return tuple(story for story in backlog.stories if story.id in found)


def requested(backlog: Backlog, word: str) -> tuple[Story, ...]:
    """Return the stories that a request needs.

    Raises:
        PoError: there is no such request.
    """
    name = ident.spelled(word, ident.PREFIXES["requests"])
    if not any(one.id == name for one in backlog.requests):
        raise PoError(*naming.unknown(backlog, "request", word))
    return named(backlog, (name,))


def amount(backlog: Backlog, found: Sample, stories: Iterable[Story]) -> Fraction:
    """Return how much stories count in the unit of a sample."""
    return sizes.total(sizes.sizes(backlog, found.unit), stories)


def days(found: Sample, today: date, wanted: Fraction, levels: Iterable[int]) -> dict[int, date | None]:
    """Return by when so much is done, for each confidence in percent; nothing where nothing was finished before."""
    past = sample.past(found, found.unit)
    if past is None:
        return {}
    after = forecasting.when(past, wanted, levels)
    return {level: today + timedelta(days=count) if count is not None else None for level, count in after.items()}


def of_goal(backlog: Backlog, goal: Goal) -> tuple[Story, ...]:
    """Return what has to be done for a goal: its open stories, and what they wait for."""
    own, waited_for = chosen(backlog, [story for story in backlog.stories if story.goal == goal.id])
    return (*own, *waited_for)


def first(
    backlog: Backlog, found: Sample, stories: Sequence[Story], levels: Iterable[int] = (50, 85)
) -> dict[int, date | None]:
    """Return by when open stories are done if the team takes them first; nothing where that cannot be said."""
    today = found.last + timedelta(days=1)
    return days(found, today, amount(backlog, found, stories), levels) if stories else {}


class ForecastQuery(NamedTuple):
    """What is asked of a forecast."""

    stories: Sequence[Story]
    """What shall be done, if the team takes it first."""
    by: date | None = None
    """A day, to learn how much is done by then."""
    sprints: int = 0
    """How many, to learn how much is done in them."""
    growth: float = 0
    """By how many percent the scope grows meanwhile."""


def outlook(backlog: Backlog, asked: ForecastQuery, found: Sample, moves: Moves, today: date) -> Outlook:
    """Return when stories will be done if the team takes them first.

    Args:
        backlog: the stories.
        asked: what is asked.
        found: what was finished in the past.
        moves: what is known of the past.
        today: the day from which days count.

    Raises:
        PoError: nothing was ever finished, so nothing can be said; or more than ten years ahead are asked for.
    """
    past, (stories, waited_for) = known(found, moves), chosen(backlog, asked.stories)
    in_unit = sizes.sizes(backlog, found.unit)
    every = (*stories, *waited_for)
    grown = forecasting.grown(sizes.total(in_unit, every), asked.growth)
    wanted = Fraction(ceil(grown)) if found.unit == "count" else grown
    each = past.length if found.in_sprints else backlog.config.sprint_days
    ahead = _ahead(asked, each, today)
    return Outlook(
        stories,
        waited_for,
        sizes.guessed(in_unit, every),
        wanted,
        asked.growth,
        today,
        days(found, today, wanted, forecasting.LEVELS),
        asked.by,
        asked.sprints,
        each,
        forecasting.how_many(past, ahead) if ahead else {},
        forecasting.chance(past, wanted, ahead) if ahead else None,
        found,
        sample.totals(found, found.unit),
        recorded(found),
        moves.undated,
        moves.message,
        moves.hint,
    )


def _ahead(asked: ForecastQuery, each: int, today: date) -> int:
    """Return how many days ahead is asked for; 0 for none."""
    ahead = (asked.by - today).days if asked.by else asked.sprints * each
    if ahead <= forecasting.FAR:
        return ahead
    if asked.by:
        last = today + timedelta(days=forecasting.FAR)
        raise PoError(f"{asked.by} is more than ten years ahead", f"name a day up to {last}")
    said = f"{asked.sprints} sprints of {each} days each are more than ten years"
    raise PoError(said, f"ask for {forecasting.FAR // each} sprints at most")


def known(found: Sample, moves: Moves) -> PeriodTotals:
    """Return the past that a sample holds.

    Raises:
        PoError: nothing was finished in it.
    """
    past = sample.past(found, found.unit)
    if past is not None:
        return past
    if found.unit == "points" and found.finished:
        raise PoError("the finished stories have no points", "forecast by the number of stories: --unit count")
    hint = moves.hint or "a forecast needs stories with a known day of finish"
    raise PoError(moves.message or "no story was finished in the known history", hint)


def recorded(found: Sample) -> tuple[KeptForecasts, ...]:
    """Return how often the forecasts of a past were kept, as far back as it is known."""
    return backtest.record(tuple(map(float, sample.totals(found, found.unit, found.every))))
