"""In which order is a set of stories built, so that its value comes as early as it can?

The delay of an order is Σ value × time of completion. The order of least delay is worked out where a set has few stages
(the parts of it that can be built first), by dynamic programming (Held and Karp, 1962); beyond that the better of two
orders is taken: the best score first of what can be built, or the densest of what a story still needs.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from pocli.ranking.density import Needs

EXACT, STAGES = 40, 4_000
"""A set of so many stories, with no more than so many stages, is ordered exactly."""
MANY = 250
"""The densest of what is needed is looked for in sets of up to so many."""


def sequence(needs: Needs, values: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """Return the nodes of a set in the order in which they are built; among orders of the same delay the first nodes.

    Args:
        needs: what each node needs of the others, without a ring; the best scores come first.
        values: not negative.
        sizes: not negative.
    """
    free = _available(needs)
    if len(needs) < 3:  # noqa: PLR2004 - one order
        return free
    exact = _exact(needs, values, sizes) if len(needs) <= EXACT else None
    if exact is not None:
        return exact
    orders = [free, *([_densest(needs, values, sizes)] if len(needs) <= MANY else [])]
    return min(orders, key=lambda order: delay(order, values, sizes))


def delay(order: Sequence[int], values: Sequence[int], sizes: Sequence[int]) -> int:
    """Return Σ value × time of completion."""
    at = total = 0
    for node in order:
        at += sizes[node]
        total += values[node] * at
    return total


def _available(needs: Needs) -> list[int]:
    """Return the nodes, each time the first one that can be built."""
    missing = [len(need) for need in needs]
    waiting: list[list[int]] = [[] for _ in needs]
    for node, some in enumerate(needs):
        for need in some:
            waiting[need].append(node)
    ready = [node for node, count in enumerate(missing) if not count]
    heapify(ready)
    order = []
    while ready:
        order.append(heappop(ready))
        for node in waiting[order[-1]]:
            missing[node] -= 1
            if not missing[node]:
                heappush(ready, node)
    return order


def _exact(needs: Needs, values: Sequence[int], sizes: Sequence[int]) -> list[int] | None:
    """Return the order of least delay; None where there are too many stages.

    A stage is the set of what is built. Where the best score of what is left can be built, it comes next.
    """
    before = [sum(1 << need for need in some) for some in needs]
    whole = (1 << len(needs)) - 1
    nexts: dict[int, tuple[int, ...]] = {}
    stages = [(0, 0)]
    for built, time in stages:
        left = whole & ~built
        nodes = [node for node in range(len(needs)) if left >> node & 1]
        open_ = [node for node in nodes if before[node] & ~built == 0]
        if open_ and open_[0] == nodes[0]:
            del open_[1:]
        nexts[built] = tuple(open_)
        for node in open_:
            if built | 1 << node not in nexts:
                nexts[built | 1 << node] = ()
                stages.append((built | 1 << node, time + sizes[node]))
        if len(stages) > STAGES:
            return None
    return _followed(nexts, stages, values, sizes)


def _followed(
    nexts: dict[int, tuple[int, ...]], stages: Sequence[tuple[int, int]], values: Sequence[int], sizes: Sequence[int]
) -> list[int]:
    costs: dict[int, int] = {}
    chosen: dict[int, int] = {}
    for built, time in reversed(stages):
        ways = ((values[node] * (time + sizes[node]) + costs[built | 1 << node], node) for node in nexts[built])
        costs[built], chosen[built] = min(ways, default=(0, -1))
    order, built = [], 0
    while chosen[built] >= 0:
        order.append(chosen[built])
        built |= 1 << chosen[built]
    return order


def _densest(needs: Needs, values: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """Return the nodes, each time the densest of a node with all that it still needs."""
    built: set[int] = set()
    order: list[int] = []
    while len(built) < len(needs):
        left = (node for node in range(len(needs)) if node not in built)
        best = max((_with_needs(needs, node, built) for node in left), key=_density(values, sizes))
        order += best
        built.update(best)
    return order


def _density(values: Sequence[int], sizes: Sequence[int]) -> Callable[[Sequence[int]], tuple[bool, Fraction, int]]:
    def density(some: Sequence[int]) -> tuple[bool, Fraction, int]:
        size = sum(sizes[node] for node in some)
        return not size, Fraction(sum(values[node] for node in some), size or 1), -len(some)

    return density


def _with_needs(needs: Needs, node: int, built: set[int]) -> list[int]:
    """Return a node after all that it still needs, the first ones first."""
    found = [node]
    met = {node}
    for at in found:
        fresh = [need for need in needs[at] if need not in built and need not in met]
        met.update(fresh)
        found += fresh
    places = {one: place for place, one in enumerate(sorted(found))}
    inner = [[places[need] for need in needs[one] if need in places] for one in places]
    names = list(places)
    return [names[place] for place in _available(inner)]
