"""How sure is the order: in which interval is each score and each rank, and who is really ahead?

Scores are drawn, and each draw is ranked as `rank` does it: what waits for a story raises it.
"""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pocli.analysis.rank import Ranked, Ranking, Web, rank, web
from pocli.analysis.select import EVERY, Filters, matches
from pocli.analysis.spread import SEED, Draws, Spread, spread
from pocli.analysis.value import figures, model
from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.graph import closure

CELLS, MOST, LEAST = 4_000_000, 20_000, 200
"""So many scores are drawn in all, and between so many for each story."""
LOW, HIGH = 0.05, 0.95
NOTHING = -1e6
"""Stands for the logarithm of 0."""
SURE = 2 / 3
"""Below this probability to be ahead, two neighbours are a tie."""

Numbers = npt.NDArray[np.float64]


class Doubt(NamedTuple):
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


class Doubts(NamedTuple):
    """The order with its doubts."""

    items: tuple[Doubt, ...]
    top: int
    draws: int
    seed: int
    ranges: int
    """How many ranked stories have a range."""
    ranking: Ranking


def doubts(backlog: Backlog, *, top: int = 5, seed: int = SEED, filters: Filters = EVERY) -> Doubts:
    """Draw the scores and rank each draw."""
    ranking = rank(backlog)
    items = ranking.items
    count = min(MOST, max(LEAST, CELLS // max(1, len(items))))
    fields = model(backlog).fields
    spreads = {story.id: spread(story.rice, fields) for story in backlog.stories}
    own = _drawn(backlog, spreads, Draws(count, seed), count)
    tied = web(backlog)
    best = _raised(own, tied)
    ranks = _ranks(backlog, items, (own, best), tied)
    found = [_doubt(items, at, best, ranks[at], top) for at in range(len(items))]
    found = [one._replace(tied=one.tied and not _chained(tied, items, at)) for at, one in enumerate(found)]
    shown = tuple(one for one in found if matches(backlog, one.ranked.story, filters))
    ranges = sum(1 for item in items if spreads[item.inherited_from or item.story.id].score)
    return Doubts(shown, top, count, seed, ranges, ranking)


def _drawn(backlog: Backlog, spreads: Mapping[str, Spread], draws: Draws, count: int) -> dict[str, Numbers]:
    """Return the logarithm of each open story's score, draw by draw; heirs of an epic share its draws."""
    worth = figures(backlog)
    noise: dict[str, Numbers] = {}
    found: dict[str, Numbers] = {}
    for story in backlog.open():
        has = worth[story.id]
        if story.type == "epic":
            continue
        source = has.inherited_from or story.id
        if source not in noise:
            noise[source] = _noise(spreads[source], draws, count)
        found[story.id] = noise[source] + _logarithm(has.score)
    return found


def _noise(of: Spread, draws: Draws, count: int) -> Numbers:
    noise = np.zeros(count)
    if of.reach:
        noise += of.reach * np.array(draws.column())
    if of.effort:
        noise -= of.effort * np.array(draws.column())
    return noise


def _logarithm(score: Fraction | None) -> float:
    """Return the logarithm of a score; what is worth nothing comes before what has no score."""
    if score is None:
        return -math.inf
    return math.log(score) if score else NOTHING


def _raised(own: Mapping[str, Numbers], tied: Web) -> dict[str, Numbers]:
    """Return the score that counts: the best of a story's own and of all that wait for it."""
    best: dict[str, Numbers] = dict(own)
    for group in reversed(tied.groups):
        known = [best[name] for name in group if name in best]
        if not known:
            continue
        top: Numbers = np.maximum.reduce(known)
        for name in group:
            best[name] = top
            for need in tied.waits.get(name, ()):
                best[need] = np.maximum(best[need], top) if need in best else top
    return best


def _ranks(
    backlog: Backlog, items: Sequence[Ranked], scores: tuple[Mapping[str, Numbers], Mapping[str, Numbers]], tied: Web
) -> npt.NDArray[np.int64]:
    """Return the ranks of each item, draw by draw."""
    if not items:
        return np.zeros((0, 0), dtype=np.int64)
    own, best = (np.array([one[item.story.id] for item in items]).T for one in scores)
    pins = {name: place for place, name in enumerate(backlog.config.pins)}
    fixed = [
        (pins.get(item.story.id, len(pins)) if item.story.pinned else math.inf, tied.depth.get(item.story.id, 0))
        for item in items
    ]
    by_id = sorted(range(len(items)), key=lambda at: ident.order(items[at].story.id))
    place = np.argsort(np.array(by_id))
    keys = [np.broadcast_to(np.array(column, dtype=float), own.shape) for column in (*zip(*fixed, strict=True), place)]
    order = np.lexsort((keys[2], -own, keys[1], -best, keys[0]), axis=-1)
    return np.argsort(order, axis=-1).T + 1


def _doubt(
    items: Sequence[Ranked], at: int, best: Mapping[str, Numbers], ranks: npt.NDArray[np.int64], top: int
) -> Doubt:
    item, after = items[at], items[at + 1] if at + 1 < len(items) else None
    low, high = LOW * len(ranks), HIGH * len(ranks)
    ordered, places = np.sort(best[item.story.id]), np.sort(ranks)
    ahead = 1.0
    if after is not None:
        mine, other = best[item.story.id], best[after.story.id]
        ahead = float(np.mean(mine > other) + np.mean(mine == other) / 2)
    bound = after is None or bool(item.story.pinned) or bool(after.story.pinned)
    return Doubt(
        ranked=item,
        scores=(_plain(ordered[int(low)]), _plain(ordered[int(high)])),
        ranks=(int(places[int(low)]), int(places[int(high)])),
        top=float(np.mean(ranks <= top)),
        ahead=ahead,
        tied=ahead < SURE and not bound,
    )


def _chained(tied: Web, items: Sequence[Ranked], at: int) -> bool:
    """Say whether the next item waits for this one, so that their order is no question."""
    return at + 1 < len(items) and items[at].story.id in closure(tied.waits, [items[at + 1].story.id])


def _plain(logarithm: float) -> float:
    """Return the number to six significant digits, which every machine's logarithms agree in."""
    return float(f"{math.exp(logarithm):.6g}") if logarithm > NOTHING else 0.0
