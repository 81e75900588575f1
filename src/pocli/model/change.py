"""What becomes of one field of a file?"""

from typing import Any, NamedTuple

from pocli.model.place import Route


class Alteration(NamedTuple):
    """A field before and after, as texts, lists and mappings of them; None is: it has no value."""

    route: Route
    before: Any
    after: Any
