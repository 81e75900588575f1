"""Which stories does a backlog best build one after another, and how dense is the value of such a set?

Only what is tied to others is looked at, one net of ties at a time; what waits for nothing and has a better score than
all that waits for it stands for itself.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from math import inf, lcm
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.graph import direct
from pocli.ranking import density
from pocli.ranking.sequence import sequence
from pocli.ranking.value import Ratio, ratios
from pocli.ranking.web import Web, web, workable
from pocli.ranking.weight import weights


class Together(NamedTuple):
    """Stories that are built one after another."""

    names: tuple[str, ...]
    """In the order in which they are built."""
    density: Ratio
    """Σ value over Σ size."""
    turn: int
    """How many sets of the same density are needed one after another before it."""
    raised_by: Mapping[str, str]
    """For a story whose own score is lower, the first one that needs it and has a higher one."""


class Ties(NamedTuple):
    """What hangs on what."""

    needs: tuple[tuple[int, ...], ...]
    """By node."""
    rings: tuple[int, ...]
    """The nodes of several stories that count."""


class Net(NamedTuple):
    """Nodes that hang together, numbered anew, with whole numbers for their values and sizes."""

    names: tuple[tuple[str, ...], ...]
    """The stories of each node; none for a mere way to others."""
    places: tuple[float, ...]
    """Of the first story of each, by own score, then id; a mere way comes last."""
    needs: tuple[tuple[int, ...], ...]
    """Without those that follow from others."""
    values: tuple[int, ...]
    sizes: tuple[int, ...]
    scale: Ratio
    """What the values, and the sizes, were multiplied by."""
    own: Mapping[str, tuple[int, int]]
    """Value and size of each story."""


Levels = Mapping[str, int | None]
"""The same number for all stories of an equal score, from 0 for the best; None for those without a score."""


def tied(known: Web, levels: Levels) -> Ties:
    """Return what each node needs that it cannot count on: no need of what stands for itself, and none of the unscored.

    Args:
        known: what waits for what.
        levels: of the workable stories.
    """
    live, behind = _wanted(known, levels)
    free: list[bool] = []
    needs: list[tuple[int, ...]] = []
    for at, names in enumerate(known.nodes):
        left = tuple([need for need in known.needs[at] if not free[need]]) if live[at] else ()
        level = levels.get(names[0]) if len(names) == 1 else None
        needs.append(left)
        free.append(not live[at] or (not left and level is not None and level < behind[at]))
    return Ties(tuple(needs), tuple([at for at, alive in enumerate(live) if alive and len(known.nodes[at]) > 1]))


def _wanted(known: Web, levels: Levels) -> tuple[list[bool], list[float]]:
    """Return which nodes a scored story needs, itself included; and the best level of all that waits for each node.

    What is needed and has no score of its own may count for more than any level.
    """
    live = [False] * len(known.nodes)
    behind = [inf] * len(known.nodes)
    for at in range(len(known.nodes) - 1, -1, -1):
        if known.there[at]:
            continue
        some = [levels[name] for name in known.nodes[at] if name in levels]
        live[at] = live[at] or any(level is not None for level in some)
        if live[at]:
            best = min([behind[at], *(-1 if level is None else level for level in some)])
            for need in known.needs[at]:
                live[need] = True
                behind[need] = min(behind[need], best)
    return live, behind


def groups(ties: Ties) -> Iterator[list[int]]:
    """Give the nodes that hang together, and the rings, each node after all that it needs."""
    tops: dict[int, int] = dict(zip(ties.rings, ties.rings, strict=True))

    def top(at: int) -> int:
        while tops[at] != at:
            tops[at] = at = tops[tops[at]]
        return at

    for at, some in enumerate(ties.needs):
        for need in some:
            one, two = top(tops.setdefault(at, at)), top(tops.setdefault(need, need))
            tops[one] = two
    found: dict[int, list[int]] = {}
    for at in sorted(tops):
        found.setdefault(top(at), []).append(at)
    yield from found.values()


def nets(backlog: Backlog, among: Container[str]) -> tuple[Net, ...]:
    """Return the whole nets of ties that hold one of some stories: what stands for itself today is in them."""
    stories, scores = workable(backlog), ratios(backlog)
    place = {name: at for at, name in enumerate(stories)}
    known = web(backlog, stories)
    ties = tied(known, {name: None if scores[name] is None else 0 for name in stories})  # none stands for itself
    parts = [part for part in groups(ties) if any(name in among for at in part for name in known.nodes[at])]
    of = weights(backlog, [name for part in parts for at in part for name in known.nodes[at]]).of
    return tuple(net(known, ties.needs, part, of, place) for part in parts)


def net(
    known: Web,
    needs: Sequence[Sequence[int]],
    group: Sequence[int],
    weights: Mapping[str, tuple[Ratio, Ratio]],
    place: Mapping[str, int],
) -> Net:
    """Return nodes that hang together as a net; the stories of a ring stand by their place."""
    number = {at: new for new, at in enumerate(group)}
    names = [
        tuple(sorted([name for name in known.nodes[at] if name in weights], key=place.__getitem__)) for at in group
    ]
    used = [weights[name] for some in names for name in some]
    scale = (lcm(*(value[1] for value, _ in used)), lcm(*(size[1] for _, size in used)))
    own = {name: _whole(weights[name], scale) for some in names for name in some}
    ties = tuple(tuple([number[need] for need in needs[at]]) for at in group)
    return Net(
        tuple(names),
        tuple([place[some[0]] if some else inf for some in names]),
        ties if sum(map(len, ties)) < len(ties) else direct(ties),  # a tree has none that follow
        tuple(sum(own[name][0] for name in some) for some in names),
        tuple(sum(own[name][1] for name in some) for some in names),
        scale,
        own,
    )


def _whole(parts: tuple[Ratio, Ratio], scale: Ratio) -> tuple[int, int]:
    (value, whole), (size, of) = parts
    return value * (scale[0] // whole), size * (scale[1] // of)


def sets(found: Net) -> Iterator[Together]:
    """Give the sets of a net, the densest first."""
    if _is_pair(found):
        (one,), (two,) = found.names
        yield Together((one, two), _ratio(found, (0, 1)) or (0, 1), 0, {one: two})
        return
    parts = density.sets(found.needs, found.values, found.sizes)
    ratios = [_ratio(found, part) for part in parts]
    turns = _turns(found.needs, parts, ratios)
    for part, ratio, turn in zip(parts, ratios, turns, strict=True):
        if ratio is not None:
            order = _ordered(found, part)
            names = tuple([name for node in order for name in found.names[node]])
            yield Together(names, ratio, turn, _raised(found, order, ratio) if len(names) > 1 else {})


def _is_pair(found: Net) -> bool:
    """Say whether a net is a story and one with a higher score that needs it: most are."""
    (value, *more), (size, *others) = found.values, found.sizes
    return len(more) == 1 and len(found.own) == 2 and all(found.names) and value * others[0] < more[0] * size  # noqa: PLR2004


def _ratio(found: Net, part: Sequence[int]) -> Ratio | None:
    """Return the density of a set; None of a mere way to others."""
    value, size = (sum(some[at] for at in part) for some in (found.values, found.sizes))
    return (value * found.scale[1], size * found.scale[0]) if size else None


def _turns(
    needs: Sequence[Sequence[int]], parts: Sequence[Sequence[int]], ratios: Sequence[Ratio | None]
) -> Sequence[int]:
    """Return how many sets of an equal density are needed before each; a mere way to others has the turn of those."""
    known = [Fraction(*ratio) if ratio else None for ratio in ratios]
    if len({*known}) == len(known):
        return [0] * len(parts)
    home = {at: number for number, part in enumerate(parts) for at in part}
    ways: list[dict[Fraction, int]] = []
    for number, part in enumerate(parts):
        before: dict[Fraction, int] = {}
        for other in {home[need] for at in part for need in needs[at]} - {number}:
            for ratio, turn in ways[other].items():
                before[ratio] = max(before.get(ratio, 0), turn)
        mine = known[number]
        ways.append(before if mine is None else {mine: before.get(mine, 0) + 1})
    return [way[one] - 1 if one is not None else 0 for one, way in zip(known, ways, strict=True)]


def _ordered(found: Net, part: Sequence[int]) -> list[int]:
    """Return the nodes of a set in the order in which they are built: by score and place, where that is all one."""
    if len(part) == 1:
        return list(part)
    best = sorted(part, key=lambda at: (-Fraction(found.values[at], found.sizes[at] or 1), found.places[at], at))
    number = {at: new for new, at in enumerate(best)}
    needs = [[number[need] for need in found.needs[at] if need in number] for at in best]
    order = sequence(needs, [found.values[at] for at in best], [found.sizes[at] for at in best])
    return [best[new] for new in order]


def _raised(found: Net, order: Sequence[int], ratio: Ratio) -> Mapping[str, str]:
    """Return which story raises each one whose own score is lower than the set's."""
    names = [(name, at) for at in order for name in found.names[at]]
    mine = dict.fromkeys(order, 0)
    better = 0  # the bits are places in `names`
    for number, (name, at) in enumerate(names):
        mine[at] |= 1 << number
        better |= (_compared(found, name, ratio) > 0) << number
    waiting = {at: mine[at] if len(found.names[at]) > 1 else 0 for at in order}
    for at in reversed(order):
        for need in found.needs[at]:
            if need in waiting:
                waiting[need] |= waiting[at] | mine[at]
    raised = {}
    for name, at in names:
        raisers = waiting[at] & better
        if raisers and _compared(found, name, ratio) < 0:
            raised[name] = names[(raisers & -raisers).bit_length() - 1][0]
    return raised


def _compared(found: Net, name: str, ratio: Ratio) -> int:
    """Return the own score of a story less the density of its set, as far as its sign."""
    value, size = found.own[name]
    return value * found.scale[1] * ratio[1] - ratio[0] * size * found.scale[0]
