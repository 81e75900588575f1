"""Which stories are built together, so that the most value for the work comes first?

Each is a node with a value, a size and what it needs before. The densest set (Σ value ÷ Σ size) that is closed under
needs comes first, then the densest of what is left: Sidney's decomposition (Decomposition algorithms for single-machine
sequencing with precedence relations, 1975), which an order with the least Σ value × time of completion always follows.
Whether a part holds a denser set is a cut of a network, at the density of the part (Lawler, 1978; Picard, 1976); a part
that holds none is taken apart into the smallest sets of its density (Picard and Queyranne, 1980).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pocli.model.graph import components

Needs = Sequence[Sequence[int]]
STALE = 4
"""Distances are measured anew when they grew so often: by the nodes of the part, divided by this."""


class Network(NamedTuple):
    """What weighs more than nothing carries weight to what it needs, until that weighs nothing."""

    below: list[list[int]]
    """What each node needs, in its own part."""
    above: list[list[int]]
    """What needs it."""
    carried: list[dict[int, int]]
    """What is carried to a node, by the node that it comes from: it may go back."""
    weights: list[int]
    """What is left of them."""
    steps: list[int]
    """How far it is at least, along needs and back along what is carried, to a node that weighs less than nothing."""


def sets(needs: Needs, values: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the sets in an order in which each comes after all that it needs, and never after a less dense one.

    What was carried in a whole is where its parts begin, in proportion, as their densities are near its own (Gallo,
    Grigoriadis and Tarjan, A fast parametric maximum flow algorithm, 1989).

    Args:
        needs: what each node needs, which has lower numbers.
        values: not negative.
        sizes: not negative. Of a node without a size, something needs it that has a value and a size.
    """
    found: list[tuple[int, ...]] = []
    network = _network(needs)
    parts = [(list(range(len(needs))), 1)]
    while parts:
        part, before = parts.pop()
        if len(part) == 1:
            found.append((part[0],))
            continue
        value, size = sum([values[at] for at in part]), sum([sizes[at] for at in part])
        for at in part:
            network.weights[at] = values[at] * size - sizes[at] * value
        _carry_over(network, part, size, before)
        dense = _closed(network, part)
        if dense:
            rest, first = [at for at in part if at not in dense], [at for at in part if at in dense]
            for at in rest:
                network.below[at] = [need for need in network.below[at] if need not in dense]
            for at in first:
                network.above[at] = [other for other in network.above[at] if other in dense]
            parts += [(rest, size), (first, size)]
        else:
            found += components({at: [*network.below[at], *network.carried[at]] for at in part})
    return found


def closure(needs: Needs, weights: Mapping[int, int]) -> set[int]:
    """Return the least closed set of the greatest weight there is; empty where none weighs more than nothing.

    Args:
        needs: what each node needs, which has lower numbers; what has no weight does not count.
        weights: of the nodes that count.
    """
    inner = ([need for need in some if need in weights and at in weights] for at, some in enumerate(needs))
    network = _network(inner)
    for at, weight in weights.items():
        network.weights[at] = weight
    return _closed(network, sorted(weights))


def _network(needs: Iterable[Iterable[int]]) -> Network:
    below = [list(some) for some in needs]
    above: list[list[int]] = [[] for _ in below]
    for at, some in enumerate(below):
        for need in some:
            above[need].append(at)
    return Network(below, above, [{} for _ in below], [0] * len(below), [0] * len(below))


def _carry_over(network: Network, part: Sequence[int], size: int, before: int) -> None:
    """Carry what was carried when weights were multiples of another size."""
    carried, weights = network.carried, network.weights
    for at in part:
        if carried[at]:
            now = {source: weight * size // before for source, weight in carried[at].items()}
            carried[at] = {source: weight for source, weight in now.items() if weight}
            for source, weight in now.items():
                weights[at] += weight
                weights[source] -= weight


def _closed(network: Network, part: Sequence[int]) -> set[int]:
    """Return the closed set of greatest weight in a part: what is reached from where weight is left at the end.

    Weight is pushed along shortest ways, the farthest first (Goldberg and Tarjan, A new approach to the maximum-flow
    problem, 1988), until none is left that could come to where it is wanted.
    """
    weights, steps, far = network.weights, network.steps, len(part)
    while True:
        _measure(network, part)
        queue = [at for at in part if weights[at] > 0 and steps[at] < far]
        if not queue:
            break
        queue.sort(key=steps.__getitem__, reverse=True)
        stale = far // STALE
        for at in queue:
            stale -= _push(network, at, far, queue)
            if stale < 0:
                break
    found = {at for at in part if weights[at] > 0}
    ways = list(found)
    for at in ways:
        fresh = {to for some in (network.below[at], network.carried[at]) for to in some} - found
        found |= fresh
        ways += fresh
    return found


def _measure(network: Network, part: Sequence[int]) -> None:
    """Measure the steps from each node to one that weighs less than nothing; as many as there are nodes for none."""
    below, above, carried, weights, steps = network
    far = len(part)
    for at in part:
        steps[at] = far
    queue = [at for at in part if weights[at] < 0]
    for at in queue:
        steps[at] = 0
    for at in queue:
        step = steps[at] + 1
        for other in above[at]:
            if steps[other] == far:
                steps[other] = step
                queue.append(other)
        for need in below[at]:
            if steps[need] == far and at in carried[need]:
                steps[need] = step
                queue.append(need)


def _push(network: Network, at: int, far: int, queue: list[int]) -> int:
    """Push all the weight of a node one step on, to what then is in the queue; return how often it got farther away."""
    below, _, carried, weights, steps = network
    needs, back, left, grown = below[at], carried[at], weights[at], 0
    while left and steps[at] < far:
        for to in (*needs, *back):
            if steps[to] < steps[at]:
                wanted = weights[to]
                part = min(left, -wanted) if wanted < 0 else left
                if to in back:
                    part = min(part, back[to])
                    back[to] -= part
                    if not back[to]:
                        del back[to]
                else:
                    carried[to][at] = carried[to].get(at, 0) + part
                weights[to] += part
                left -= part
                if wanted <= 0 < weights[to]:
                    queue.append(to)
                if not left:
                    break
        else:
            steps[at] = min([steps[to] for to in (*needs, *back)], default=far) + 1
            grown += 1
    weights[at] = left
    return grown
