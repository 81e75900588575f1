"""What does a command want to change, before anybody checked it?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.edit import Edit


class Proposal(NamedTuple):
    """One step that changes the backlog, as one value: whoever wants a change hands in one of these."""

    seen: Backlog
    """The backlog that it was worked out from; a record that no longer says the same is not changed."""
    edits: Sequence[Edit]
    """What to change; several edits of one file are carried out at once."""
    message: Sequence[str]
    """What changes, a line for each thing, such as `PO-7: draft → ready`."""
    warnings: Sequence[str] = ()
    """What speaks against it, although nothing forbids it."""
    based_on: Mapping[str, bytes] = {}
    """The bytes of the files whose edits were worked out from their text, not from their record."""
    imported: bool = False
    """The values come from another tool: what is wrong with them is said, but nothing is lost."""
