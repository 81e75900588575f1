"""What did two people change in the same field?"""

from typing import Any, NamedTuple

from pocli.model.place import Route


class Conflict(NamedTuple):
    """A field that both sides changed, each in its own way; None is: it has no value there."""

    route: Route
    """In the merged tree; an item that the merged tree does not have stands behind the last one."""
    ours: Any
    """A text, a list or a mapping, as files hold them."""
    theirs: Any


class Pick(NamedTuple):
    """What counts in a conflict."""

    conflict: Conflict
    """With the value that was typed as theirs, where that counts."""
    side: str
    """`ours`, `theirs` or `typed`."""
