"""Which stories wait for which, and where do they wait in a ring?"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


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
                    ring = stack[stack.index(node) :] if stack[-1] != node else [node]
                    del stack[-len(ring) :]
                    on_stack.difference_update(ring)
                    found.append(tuple(ring))
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
