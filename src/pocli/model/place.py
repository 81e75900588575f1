"""Where does something stand, in a document and in a file?"""

from typing import NamedTuple

Route = tuple[str | int, ...]
"""A place in a document by keys and indexes, such as `("depends_on", 1)`; `()` is the whole document."""


class Span(NamedTuple):
    """A place in a file: lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


def spelled(route: Route) -> str:
    """Write a route as people do: `acceptance_criteria[1].done`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in route).lstrip(".")
