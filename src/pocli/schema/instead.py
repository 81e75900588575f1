"""Which value did a person mean that a field refuses, where that is beyond doubt?"""

from collections.abc import Mapping, Sequence
from typing import Any

from pocli.model.place import Route

Tree = Any


def understood(tree: Tree, errors: Sequence[Mapping[str, Any]]) -> Tree:
    """Return a copy of a tree with what was meant in the place of what was refused; the other errors stay.

    Args:
        tree: texts, lists and mappings.
        errors: pydantic's; the context of one may say what to write `instead`.
    """
    for error in errors:
        meant = (error.get("ctx") or {}).get("instead")
        if meant is not None:
            tree = _with(tree, error["loc"], meant)
    return tree


def _with(tree: Tree, route: Route, value: Tree) -> Tree:
    """Return a copy of a tree with another value at a route; the tree itself where the route leads nowhere."""
    if not route:
        return value
    step, rest = route[0], route[1:]
    if isinstance(tree, dict) and step in tree:
        return {**tree, step: _with(tree[step], rest, value)}
    if isinstance(tree, list) and step in range(len(tree)):
        return [*tree[: int(step)], _with(tree[int(step)], rest, value), *tree[int(step) + 1 :]]
    return tree
