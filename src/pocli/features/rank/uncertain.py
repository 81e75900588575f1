"""How sure is the order: in which interval is each score and each rank, and who is really ahead?

Values and sizes are drawn, and each draw is ranked as `rank` does it: by what is best built together.
"""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pocli.lookup.select import EVERY, Filters, matches
from pocli.model.backlog import Backlog
from pocli.model.graph import closure
from pocli.ranking import density
from pocli.ranking.blocks import Net, nets
from pocli.ranking.ranges import SEED, Draws, Spread, spread
from pocli.ranking.rank import Ranked, Ranking, rank
from pocli.ranking.value import Figures, figures, model
from pocli.ranking.web import Graph, waits, workable

CELLS, MOST, LEAST = 4_000_000, 20_000, 200
"""So many scores are drawn in all, and between so many for each story."""
TIED = 200_000
"""So many at most of stories that are tied and vary, or LEAST for each: in each draw they are put together."""
LOW, HIGH = 0.05, 0.95
NOTHING = -1e6
"""Stands for the logarithm of 0."""
SCALE = 2**40
"""Values and sizes of a draw are whole numbers up to this."""
SURE = 2 / 3
"""Below this probability to be ahead, two neighbours are a tie."""

Numbers = npt.NDArray[np.float64]


class UncertainPlace(NamedTuple):
    """A story in its place, and how sure that is."""

    ranked: Ranked
    scores: tuple[float, float]
    """The 90 % interval of the score that counts."""
    ranks: tuple[int, int]
    """The 90 % interval of the rank."""
    top: float
    """The probability to be among the first."""
    ahead: float
    """The probability that its score exceeds that of the next one in the order; 1 for the last."""
    tied: bool
    """It could as well come after the next one."""


class UncertainOrder(NamedTuple):
    """The order with its doubts."""

    items: tuple[UncertainPlace, ...]
    top: int
    draws: int
    seed: int
    ranges: int
    """How many ranked stories have a range."""
    ranking: Ranking


def doubts(backlog: Backlog, *, top: int = 5, seed: int = SEED, filters: Filters = EVERY) -> UncertainOrder:
    """Draw the scores and rank each draw."""
    ranking = rank(backlog)
    items = ranking.items
    fields = model(backlog).fields
    spreads = {story.id: spread(story.rice, fields) for story in backlog.stories}
    worth = figures(backlog)
    tied = nets(backlog, {name for name, has in worth.items() if spreads[has.inherited_from or name].score})
    cells = sum(len(one.needs) for one in tied)
    count = min(MOST, max(LEAST, min(CELLS // max(1, len(items)), TIED // max(1, cells))))
    noise = _noises(backlog, worth, spreads, Draws(count, seed))
    best = {
        item.story.id: _logarithm(_counts(item)) + noise[item.story.id][0] - noise[item.story.id][1] for item in items
    }
    for one in tied:
        best |= _redrawn(one, noise, count)
    ranks = _ranks(backlog, items, best)
    found = [_doubt(items, at, best, ranks[at], top) for at in range(len(items))]
    graph = waits(backlog, workable(backlog))
    found = [one._replace(tied=one.tied and not _chained(graph, items, at)) for at, one in enumerate(found)]
    stories = {story.id: story for story in backlog.stories}
    shown = tuple(one for one in found if matches(backlog, stories, one.ranked.story, filters))
    ranges = sum(1 for item in items if spreads[item.inherited_from or item.story.id].score)
    return UncertainOrder(shown, top, count, seed, ranges, ranking)


def _noises(
    backlog: Backlog, worth: Mapping[str, Figures], spreads: Mapping[str, Spread], draws: Draws
) -> dict[str, tuple[Numbers, Numbers]]:
    """Return by how much the logarithms of each story's value and size vary; heirs of an epic share its draws."""
    noise: dict[str, tuple[Numbers, Numbers]] = {}
    found: dict[str, tuple[Numbers, Numbers]] = {}
    for name in workable(backlog):
        source = worth[name].inherited_from or name
        if source not in noise:
            of = spreads[source]
            noise[source] = _varied(of.reach, draws), _varied(of.effort, draws)
        found[name] = noise[source]
    return found


def _varied(deviation: float, draws: Draws) -> Numbers:
    return deviation * np.array(draws.column()) if deviation else np.zeros(draws.count)


def _redrawn(found: Net, noise: Mapping[str, tuple[Numbers, Numbers]], count: int) -> dict[str, Numbers]:
    """Return the score that each story of a net counts with, draw by draw."""
    values, sizes = (_side(found, noise, side, count) for side in (0, 1))
    best = np.full((len(found.names), count), -math.inf)
    for at, (value, size) in enumerate(zip(values.whole, sizes.whole, strict=True)):
        for part in density.sets(found.needs, value, size):
            above, below = (sum(some[node] for node in part) for some in (value, size))
            best[list(part), at] = math.log(above / below * values.unit / sizes.unit) if above and below else NOTHING
    return {name: best[node] for node, names in enumerate(found.names) for name in names}


class Side(NamedTuple):
    """The values, or the sizes, of the nodes of a net, draw by draw."""

    whole: list[list[int]]
    unit: float
    """What they are multiples of."""


def _side(found: Net, noise: Mapping[str, tuple[Numbers, Numbers]], side: int, count: int) -> Side:
    rows = np.zeros((len(found.names), count))
    for node, names in enumerate(found.names):
        for name in names:
            rows[node] += found.own[name][side] / found.scale[side] * np.exp(noise[name][side])
    unit = float(rows.max()) / SCALE or 1.0
    return Side([[round(one) for one in row] for row in (rows / unit).T.tolist()], unit)


def _counts(item: Ranked) -> Fraction | None:
    return item.score if item.effective is None else item.effective


def _logarithm(score: Fraction | None) -> float:
    """Return the logarithm of a score; what is worth nothing comes before what has no score."""
    if score is None:
        return -math.inf
    return math.log(score) if score else NOTHING


def _ranks(backlog: Backlog, items: Sequence[Ranked], best: Mapping[str, Numbers]) -> npt.NDArray[np.int64]:
    """Return the ranks of each item, draw by draw; of equal ones the first in the order comes first."""
    if not items:
        return np.zeros((0, 0), dtype=np.int64)
    pins = {name: place for place, name in enumerate(backlog.config.pins)}
    first = [pins.get(item.story.id, len(pins)) if item.story.pinned else math.inf for item in items]
    scores = np.array([best[item.story.id] for item in items]).T
    keys = [np.broadcast_to(np.array(column, dtype=float), scores.shape) for column in (range(len(items)), first)]
    return np.argsort(np.lexsort((keys[0], -scores, keys[1]), axis=-1), axis=-1).T + 1


def _doubt(
    items: Sequence[Ranked], at: int, best: Mapping[str, Numbers], ranks: npt.NDArray[np.int64], top: int
) -> UncertainPlace:
    item, after = items[at], items[at + 1] if at + 1 < len(items) else None
    low, high = LOW * len(ranks), HIGH * len(ranks)
    ordered, places = np.sort(best[item.story.id]), np.sort(ranks)
    ahead = 1.0
    if after is not None:
        mine, other = best[item.story.id], best[after.story.id]
        ahead = float(np.mean(mine > other) + np.mean(mine == other) / 2)
    bound = after is None or bool(item.story.pinned) or bool(after.story.pinned)
    return UncertainPlace(
        ranked=item,
        scores=(_plain(ordered[int(low)]), _plain(ordered[int(high)])),
        ranks=(int(places[int(low)]), int(places[int(high)])),
        top=float(np.mean(ranks <= top)),
        ahead=ahead,
        tied=ahead < SURE and not bound,
    )


def _chained(graph: Graph, items: Sequence[Ranked], at: int) -> bool:
    """Say whether the next item waits for this one, so that their order is no question."""
    return at + 1 < len(items) and items[at].story.id in closure(graph, [items[at + 1].story.id])


def _plain(logarithm: float) -> float:
    """Return the number to six significant digits, which every machine's logarithms agree in."""
    return float(f"{math.exp(logarithm):.6g}") if logarithm > NOTHING else 0.0
