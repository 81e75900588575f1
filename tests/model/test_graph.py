"""Graphs, against the simplest way to say the same."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pocli.model import graph

NODES = st.integers(0, 12)


def above(parents: dict[int, int], node: int) -> set[int]:
    """Return every ancestor, step by step."""
    found: set[int] = set()
    while node in parents and parents[node] not in found:
        node = parents[node]
        found.add(node)
    return found


@given(st.dictionaries(NODES, NODES).map(lambda edges: {child: top for child, top in edges.items() if top < child}))
def test_within_is_what_walking_up_says(parents: dict[int, int]) -> None:
    spans = graph.spans(parents)
    for node in range(13):
        assert {top for top in range(13) if graph.within(spans, node, top)} == above(parents, node)


@given(st.dictionaries(NODES, NODES))
def test_a_ring_of_parents_ends_the_walk(parents: dict[int, int]) -> None:
    spans = graph.spans(parents)
    assert set(spans) == {*parents, *parents.values()}
    assert not any(
        graph.within(spans, node, top) for node in parents for top in range(13) if top not in above(parents, node)
    )


@given(st.dictionaries(NODES, st.lists(NODES, max_size=3)))
def test_components_are_rings_and_stand_after_what_they_point_to(edges: dict[int, list[int]]) -> None:
    found = graph.components(edges)
    place = {node: at for at, group in enumerate(found) for node in group}
    assert sorted(place) == sorted({*edges, *(target for targets in edges.values() for target in targets)})
    for node, targets in edges.items():
        assert all(place[target] <= place[node] for target in targets)
    for (one, here), (two, there) in product(place.items(), repeat=2):
        together = one in graph.closure(edges, [two]) and two in graph.closure(edges, [one])
        assert (here == there) is together


@given(st.lists(st.lists(st.integers(0, 6), max_size=5), min_size=7, max_size=7))
def test_direct_edges_reach_what_all_edges_reach_and_none_follows_from_others(edges: list[list[int]]) -> None:
    every, found = dict(enumerate(edges)), dict(enumerate(graph.direct(edges)))
    rings = {node for nodes in graph.components(every) if len(nodes) > 1 for node in nodes}
    for node, targets in found.items():
        assert {*targets} <= {*edges[node]}
        assert graph.closure(found, [node]) == graph.closure(every, [node])
        for target in () if node in rings else targets:
            others = [other for other in targets if other != target]
            assert target not in graph.closure(found, others)
            assert target != node
