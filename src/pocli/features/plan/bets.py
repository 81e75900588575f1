"""How often is each story in the best plan when the inputs vary: the safe picks and the bets?"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.story import Rice, Story
from pocli.planning.candidates import PlanQuery, part, remaining, with_deadline
from pocli.planning.demand import ZERO
from pocli.planning.plan import ChosenStory, Plan, plan
from pocli.ranking.ranges import SEED, Draws, spread
from pocli.ranking.value import model

MOST, LEAST, WORK = 50, 5, 20_000
"""So many plans are made, fewer where many stories are open: each is one more to solve."""
SECONDS = 60.0
"""What they may take together, unless it is said otherwise: long enough that a busy machine makes all of them too."""
SAFE, EVEN = Fraction(9, 10), Fraction(1, 2)


class Bet(NamedTuple):
    """A story, and how often it is in the best plan."""

    story: Story
    size: Fraction
    share: Fraction
    """Of the plans that were made, 0…1."""
    planned: bool
    """It is in the plan for the mean of each range."""
    kind: str
    """safe, likely or bet."""


class Bets(NamedTuple):
    """The plan for the mean of each range, and how it holds when they vary."""

    plan: Plan
    items: tuple[Bet, ...]
    """Those that are in some plan and not under way: the most frequent first, then by id."""
    plans: int
    """How many were made."""
    wanted: int
    """How many there were to make: more, where time ended before."""
    seed: int
    ranges: int
    """How many open stories vary."""
    proven: bool


def bets(backlog: Backlog, ask: PlanQuery, *, seed: int = SEED) -> Bets:
    """Draw the inputs, and plan anew each time; what is promised holds in each plan as `--min-gain` says.

    Raises:
        PoError: what must be in cannot be.
    """
    ask, fields = with_deadline(ask._replace(priced=0)), model(backlog).fields
    varied = [story for story in backlog.stories if spread(story.rice, fields).score]
    count = max(LEAST, min(MOST, WORK // max(1, len(backlog.open())))) if varied else 0
    base = plan(backlog, part(ask, LEAST + 1))
    ask, columns = ask._replace(order=None), _columns(varied, Draws(count, seed))
    plans = list(_plans(backlog, ask, columns, count)) or [base]
    times = Counter(row.story.id for found in plans for row in _new(found))
    chosen = {row.story.id: row for found in plans for row in _new(found)}
    middle = {row.story.id for row in _new(base)}
    items = [
        Bet(base.stories[name], row.size, share, name in middle, _kind(share))
        for name, row in chosen.items()
        if (share := Fraction(times[name], len(plans)))
    ]
    missed = [row for row in _new(base) if row.story.id not in chosen]
    items += [Bet(row.story, row.size, ZERO, planned=True, kind="bet") for row in missed]
    items.sort(key=lambda bet: (-bet.share, ident.order(bet.story.id)))
    return Bets(base, tuple(items), len(plans), max(1, count), seed, len(varied), all(found.optimal for found in plans))


def _plans(
    backlog: Backlog, ask: PlanQuery, columns: Mapping[str, tuple[list[float], list[float]]], count: int
) -> Iterator[Plan]:
    """Plan with one draw after the other, fewer than `count` of them where time ends, but LEAST at least."""
    for at in range(count):
        least = at < LEAST
        if not least and remaining(ask) <= 0:
            return
        found = plan(_drawn(backlog, columns, at), part(ask, LEAST - at) if least else ask)
        if least or found.optimal:
            yield found


def _new(found: Plan) -> list[ChosenStory]:
    return [row for sprint in found.sprints for row in sprint.stories if not row.under_way]


def _kind(share: Fraction) -> str:
    return "safe" if share >= SAFE else "likely" if share >= EVEN else "bet"


def _columns(varied: list[Story], draws: Draws) -> dict[str, tuple[list[float], list[float]]]:
    """Return the draws of each story's reach and effort; empty for what does not vary."""
    found = {}
    for story in varied:
        of = spread(story.rice)
        found[story.id] = (draws.column() if of.reach else [], draws.column() if of.effort else [])
    return found


def _drawn(backlog: Backlog, columns: Mapping[str, tuple[list[float], list[float]]], at: int) -> Backlog:
    stories = (
        story._replace(rice=_varied(story.rice, columns[story.id], at)) if story.id in columns and story.rice else story
        for story in backlog.stories
    )
    return backlog._replace(stories=tuple(stories))


def _varied(rice: Rice, columns: tuple[list[float], list[float]], at: int) -> Rice:
    of = spread(rice)
    reach, effort = (
        middle if middle is None or not column else _near(middle, sigma * column[at])
        for middle, sigma, column in zip((rice.reach, rice.effort), of, columns, strict=True)
    )
    return Rice(reach, rice.impact, rice.confidence, effort)


def _near(middle: Fraction, exponent: float) -> Fraction:
    """Return the middle times e to the exponent, to four significant digits."""
    return Fraction(f"{float(middle) * math.exp(exponent):.4g}")
