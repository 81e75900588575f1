"""How does a clone stand to its repository?"""

from typing import NamedTuple


class Standing(NamedTuple):
    """What is to be known before the backlog of a clone is trusted or shared."""

    uncommitted: int = 0
    """Files of the backlog that are not as the last commit has them."""
    behind: int = 0
    """Commits of the upstream branch, as it was last fetched, that this branch does not have."""
    upstream: str = ""
    undriven: bool = False
    """The files are to merge field by field, but this clone does not know the driver."""
