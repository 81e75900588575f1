"""In which order do the open stories of a backlog stand: by what is worth most for all that must be built for it?"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

from pocli.model.backlog import Backlog
from pocli.model.graph import components
from pocli.model.placed import Order
from pocli.model.story import Story
from pocli.ranking.blocks import Together, groups, net, sets, tied
from pocli.ranking.value import Figures, Ratio, ratios
from pocli.ranking.web import waits, web, workable
from pocli.ranking.weight import weights


def order(backlog: Backlog, *, own: bool = False) -> Order:
    """Work out the order of the open stories by the backlog's scoring model.

    Pinned; then sets of stories by density, descending: a story, or what is best built one after another. Of equal ones
    what is needed comes first, then the better own score, then the id. Done and dropped stories and epics count for
    nothing. With `own`, each story stands for itself.
    """
    stories = workable(backlog)
    scores = ratios(backlog)
    first, levels = by_score({name: scores[name] for name in stories})
    place = {name: at for at, name in enumerate(first)}
    level = {name: one if scores[name] else None for name, one in zip(first, levels, strict=True)}
    found, sizes = ((), {}) if own else _together(backlog, stories, place, level)
    scored = [name for name in first if scores[name] is not None]
    line = _line(found, scored, scores, place)
    placed, under_way = _placed(backlog, stories, line, scores, found)
    known = {*placed, *under_way}
    return Order(
        placed,
        None if own else {name: by for one in found for name, by in one.raised_by.items()},
        tuple([name for name in stories if name not in known]),
        under_way,
        tuple(
            [one.names for one in found if len(one.names) > 1 or one.names[0] in sizes or scores[one.names[0]] is None]
        ),
        sizes,
    )


def _together(
    backlog: Backlog, stories: Mapping[str, Story], place: Mapping[str, int], level: Mapping[str, int | None]
) -> tuple[tuple[Together, ...], Mapping[str, Fraction]]:
    """Return the sets of what is tied, and the sizes that are assumed."""
    known = web(backlog, stories)
    ties = tied(known, level)
    parts = list(groups(ties))
    of, sizes = weights(backlog, [name for part in parts for at in part for name in known.nodes[at]])
    nets = (net(known, ties.needs, part, of, place) for part in parts)
    return tuple([one for found in nets for one in sets(found)]), sizes


def _line(
    found: Sequence[Together], scored: Sequence[str], scores: Mapping[str, Ratio | None], place: Mapping[str, int]
) -> list[str]:
    """Return stories by the density of their sets; those that are in no set by their own scores."""
    among = {name for one in found for name in one.names}
    densities = by_score({str(at): one.density for at, one in enumerate(found)})
    level = dict(zip(map(int, densities[0]), densities[1], strict=True))
    near = [-(above / below) for above, below in map(scores.__getitem__, scored)]  # type: ignore[misc]
    line: list[str] = []
    start = 0
    for at in sorted(level, key=lambda at: (level[at], found[at].turn, place[found[at].names[0]])):
        end = _before(found[at], scored, scores, place, near)
        line += [name for name in scored[start:end] if name not in among]
        line += found[at].names
        start = end
    return line + [name for name in scored[start:] if name not in among]


def _before(
    one: Together,
    scored: Sequence[str],
    scores: Mapping[str, Ratio | None],
    place: Mapping[str, int],
    near: Sequence[float],
) -> int:
    """Return how many of the scored stories come before a set: the better ones, and of the equal ones the earlier.

    `near` has their scores, negative, as correctly rounded floats; those that share one are compared exactly.
    """
    above, below = one.density

    def compared(name: str) -> int:
        score = scores[name] or (0, 1)
        return above * score[1] - score[0] * below  # above 0: the set is denser

    float_ = -(above / below)
    ends = bisect_left(near, float_), bisect_right(near, float_)
    first = bisect_left(scored, 0, *ends, key=compared)
    last = bisect_left(scored, 1, first, ends[1], key=compared)
    return last if one.turn else min(last, max(first, place[one.names[0]]))


def _placed(
    backlog: Backlog,
    stories: Mapping[str, Story],
    line: list[str],
    scores: Mapping[str, Ratio | None],
    found: Sequence[Together],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what has a place, pinned stories first, and what is under way."""
    under_way = tuple([name for name, story in stories.items() if backlog.state(story) == "doing"])
    doing = {*under_way}
    pinned = [name for name, story in stories.items() if story.pinned and name not in doing]
    if len(pinned) > 1:
        counts = {**scores, **{name: one.density for one in found for name in one.names}}
        pinned = _pinned(backlog, stories, pinned, line, counts)
    before = {*pinned, *doing}
    return (*pinned, *[name for name in line if name not in before]), under_way


def _pinned(
    backlog: Backlog,
    stories: Mapping[str, Story],
    names: Sequence[str],
    line: Sequence[str],
    counts: Mapping[str, Ratio | None],
) -> list[str]:
    """Return pinned stories as po.yaml orders them, then by score; of equal ones what is needed comes first."""
    pins = {name: at for at, name in enumerate(backlog.config.pins)}
    at = {name: number for number, name in enumerate(line)}
    near = sorted(names, key=lambda name: (pins.get(name, len(pins)), at.get(name, len(at))))
    turn = {name: number for number, name in enumerate(_in_turn(backlog, stories, near))}
    scores = {name: -Fraction(*score) if (score := counts[name]) else math.inf for name in names}
    return sorted(names, key=lambda name: (pins.get(name, len(pins)), scores[name], turn[name]))


def _in_turn(backlog: Backlog, stories: Mapping[str, Story], names: Sequence[str]) -> list[str]:
    """Return names as they came, but each after those of them that it needs; of a ring as they came."""
    graph = waits(backlog, stories)
    place = {name: at for at, name in enumerate(names)}
    rings = components({name: graph.get(name, ()) for name in names} | dict(graph))
    return [name for ring in rings for name in sorted(place.keys() & ring, key=place.__getitem__)]


def in_ratios(worth: Mapping[str, Figures]) -> Mapping[str, Ratio | None]:
    """Return scores as what is above and below the line, by id."""
    return {name: one.score.as_integer_ratio() if one.score is not None else None for name, one in worth.items()}


def by_score(scores: Mapping[str, Ratio | None]) -> tuple[list[str], list[int]]:
    """Return the ids by score, downwards, then as they came; and for each place how many different scores are before.

    Correctly rounded floats tell most scores apart; those that share one are compared exactly. None comes last.
    """
    near: dict[str, float] = {}
    of: dict[float, Ratio] = {}
    apart: set[float] = set()
    for name, score in scores.items():
        if score is None:
            near[name] = math.inf
            continue
        near[name] = -(score[0] / score[1])
        twin = of.setdefault(near[name], score)
        if twin[0] * score[1] != score[0] * twin[1]:
            apart.add(near[name])
    exact = {name: -Fraction(*score) for name, score in scores.items() if score and near[name] in apart}
    keys: Mapping[str, object] = {name: (one, exact.get(name, 0)) for name, one in near.items()} if exact else near
    first = sorted(keys, key=keys.__getitem__)  # type: ignore[arg-type]
    level = [0] * len(first)
    for at in range(1, len(first)):
        level[at] = level[at - 1] + (keys[first[at]] != keys[first[at - 1]])
    return first, level
