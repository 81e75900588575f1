"""Which stories wait for which, and where do they wait in a ring?"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
REACHING = 20_000
"""What follows from other edges is looked for among so many nodes: what they reach takes 25 MB."""


def components(edges: Mapping[Node, Iterable[Node]]) -> tuple[tuple[Node, ...], ...]:
    """Return the strongly connected components, each after all that it points to.

    Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972) without recursion, in linear time. Nodes
    that are only pointed to count too. The order of the result follows the order of `edges`.
    """
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    on_stack: set[Node] = set()
    found: list[tuple[Node, ...]] = []
    for root in edges:
        if root in order:
            continue
        work = [(root, iter(edges.get(root, ())))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    ring = [stack.pop()]
                    while ring[-1] != node:
                        ring.append(stack.pop())
                    on_stack.difference_update(ring)
                    found.append(tuple(reversed(ring)))
    return tuple(found)


def ring(
    edges: Mapping[Node, Iterable[Node]], component: Iterable[Node], key: Callable[[Node], object]
) -> tuple[Node, ...]:
    """Return one shortest ring through the smallest node of a cyclic component, beginning with that node."""
    inside = set(component)
    start = min(inside, key=key)  # type: ignore[arg-type]
    came: dict[Node, Node] = {}
    queue = [start]
    for node in queue:
        for target in edges.get(node, ()):
            if target == start:
                path = [node]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return tuple(reversed(path))
            if target in inside and target not in came:
                came[target] = node
                queue.append(target)
    return ()


def closure(edges: Mapping[Node, Iterable[Node]], start: Iterable[Node]) -> frozenset[Node]:
    """Return every node that can be reached from `start`, the starting nodes included."""
    seen = set(start)
    stack = list(seen)
    while stack:
        fresh = [target for target in edges.get(stack.pop(), ()) if target not in seen]
        seen.update(fresh)
        stack.extend(fresh)
    return frozenset(seen)


def direct(edges: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Return what each node, by its number, points to, but what it reaches by way of another one.

    Aho, Garey and Ullman (The transitive reduction of a directed graph, 1972), with sets of nodes as the bits of a
    number. What a ring points to, and a graph of more than REACHING nodes, stays as it is.
    """
    if len(edges) > REACHING:
        return tuple(map(tuple, edges))
    found = [tuple(targets) for targets in edges]
    reaches = [0] * len(edges)
    place: dict[int, int] = {}
    for nodes in components(dict(enumerate(edges))):
        place |= {node: at for at, node in enumerate(nodes, len(place))}
        reach = sum(1 << place[node] for node in nodes)
        for node in nodes:
            kept = []
            for target in sorted(edges[node], key=place.__getitem__, reverse=True):
                if len(nodes) > 1 or not reach >> place[target] & 1:
                    reach |= reaches[target]
                    kept.append(target)
            found[node] = tuple(sorted(kept))
        for node in nodes:
            reaches[node] = reach
    return tuple(found)


def turned(edges: Mapping[Node, Iterable[Node]]) -> Mapping[Node, tuple[Node, ...]]:
    """Return what points to each node."""
    found: dict[Node, list[Node]] = {}
    for node, targets in edges.items():
        for target in targets:
            found.setdefault(target, []).append(node)
    return {target: tuple(nodes) for target, nodes in found.items()}


def spans(parents: Mapping[Node, Node]) -> Mapping[Node, tuple[int, int]]:
    """Return for each node of a forest when a walk enters it and leaves it, so that `within` is told at once.

    In linear time, without recursion. A ring of parents is cut somewhere.
    """
    children: dict[Node, list[Node]] = {}
    for node, parent in parents.items():
        children.setdefault(parent, []).append(node)
    entered: dict[Node, int] = {}
    left: dict[Node, int] = {}
    tops = [parent for parent in children if parent not in parents]
    for top in (*tops, *parents):
        work = [] if top in entered else [top]
        while work:
            node = work[-1]
            if node in entered:
                left.setdefault(work.pop(), len(entered))
            else:
                entered[node] = len(entered)
                work.extend(child for child in children.get(node, ()) if child not in entered)
    return {node: (start, left[node]) for node, start in entered.items()}


def within(spans: Mapping[Node, tuple[int, int]], node: Node, top: Node) -> bool:
    """Tell whether a node of a forest is below another one."""
    return node != top and node in spans and top in spans and spans[top][0] <= spans[node][0] < spans[top][1]
