"""Which stories are built together, so that the most value for the work comes first?

Each is a node with a value, a size and what it needs before. The densest set (Σ value ÷ Σ size) that is closed under
needs comes first, then the densest of what is left: Sidney's decomposition (Decomposition algorithms for single-machine
sequencing with precedence relations, 1975), which an order with the least Σ value × time of completion always follows.
Whether a part holds a denser set is a cut of a network, at the density of the part (Lawler, 1978; Picard, 1976); a part
that holds none is taken apart into the smallest sets of its density (Picard and Queyranne, 1980).
"""

from collections.abc import Sequence

from pocli.model.graph import components

Needs = Sequence[Sequence[int]]
Flows = dict[int, dict[int, int]]
"""What is carried to a node, by the node that it comes from."""


def sets(needs: Needs, values: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the sets in an order in which each comes after all that it needs, and never after a less dense one.

    Args:
        needs: what each node needs, which has lower numbers.
        values: not negative.
        sizes: not negative. Of a node without a size, something needs it that has a value and a size.
    """
    found: list[tuple[int, ...]] = []
    parts = [list(range(len(needs)))]
    while parts:
        part = parts.pop()
        if len(part) == 1:
            found.append((part[0],))
            continue
        value, size = sum(values[at] for at in part), sum(sizes[at] for at in part)
        weights = {at: values[at] * size - sizes[at] * value for at in part}
        dense, flows = closure(needs, weights)
        if dense:
            parts += [[at for at in part if at not in dense], [at for at in part if at in dense]]
        else:
            tied = {at: [*(need for need in needs[at] if need in weights), *flows[at]] for at in part}
            found += components(tied)
    return found


def closure(needs: Needs, weights: dict[int, int]) -> tuple[frozenset[int], Flows]:
    """Return the nodes of the set of greatest weight that is closed under needs, if that is above 0; and the flows.

    What has weight to spare carries it to what it needs: first from the top down, to the next that wants it; then along
    the shortest ways to what weighs less than nothing, and all of them at once (Edmonds and Karp, 1972). What the rest
    reaches is the set.

    Args:
        needs: what each node needs, which has lower numbers; what has no weight does not count.
        weights: of the nodes that count; what is left of them stands here afterwards.
    """
    inner = {at: [need for need in needs[at] if need in weights] for at in weights}
    flows = _poured(inner, weights)
    while True:
        came = _reached(inner, weights, flows)
        if not any(weights[at] < 0 for at in came):
            return frozenset(came), flows
        _carry(list(came), came, weights, flows)


def _poured(inner: dict[int, list[int]], weights: dict[int, int]) -> Flows:
    """Carry all the weight that can be spared down: to each that is needed what it wants, and the rest to the first."""
    flows: Flows = {at: {} for at in weights}
    for at in sorted(weights, reverse=True):
        if weights[at] > 0 and inner[at]:
            for need in inner[at]:
                if weights[need] < 0 < weights[at]:
                    _pour(at, need, min(weights[at], -weights[need]), weights, flows)
            if weights[at]:
                _pour(at, inner[at][0], weights[at], weights, flows)
    return flows


def _pour(at: int, need: int, part: int, weights: dict[int, int], flows: Flows) -> None:
    flows[need][at] = flows[need].get(at, 0) + part
    weights[need] += part
    weights[at] -= part


def _reached(inner: dict[int, list[int]], weights: dict[int, int], flows: Flows) -> dict[int, int]:
    """Return what can be reached from where there is weight to spare, the nearest first, and from where; -1: itself."""
    came = {at: -1 for at, weight in weights.items() if weight > 0}
    queue = list(came)
    for at in queue:
        for way in (inner[at], flows[at]):
            for to in way:
                if to not in came:
                    came[to] = at
                    queue.append(to)
    return came


def _carry(queue: Sequence[int], came: dict[int, int], weights: dict[int, int], flows: Flows) -> None:
    """Carry weight down the trees of `came`, as much as is wanted below and may go back along a flow."""
    wanted = {at: max(0, -weights[at]) for at in queue}
    for at in reversed(queue):
        above = came[at]
        if above >= 0:
            back = flows[above].get(at)  # what came from `at` goes back, no more than that
            wanted[at] = wanted[at] if back is None else min(wanted[at], back)
            wanted[above] += wanted[at]
    held: dict[int, int] = {}
    for at in queue:
        above = came[at]
        if above < 0:
            held[at] = min(weights[at], wanted[at])
            weights[at] -= held[at]
            continue
        part = min(wanted[at], held[above])
        if part:
            held[above] -= part
            _move(above, at, part, flows)
        stays = min(part, max(0, -weights[at]))
        weights[at] += stays
        held[at] = part - stays


def _move(source: int, target: int, part: int, flows: Flows) -> None:
    """Carry so much from a node to another one: back, if it came from there; else on."""
    back = flows[source].get(target)
    if back is None:
        flows[target][source] = flows[target].get(source, 0) + part
    elif back == part:
        del flows[source][target]
    else:
        flows[source][target] = back - part
