"""Which temporary files did processes that are gone leave in a backlog?"""

import os
import re
from pathlib import Path

from pocli.files import state

TEMPORARY = re.compile(r"\.po-([0-9]+)-[0-9a-f]{12}\.tmp")


def leftovers(root: Path) -> tuple[str, ...]:
    """Return the temporary files of dead processes below a folder, relative, sorted; no link is followed."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            match = TEMPORARY.fullmatch(name)
            if match and not state.alive(int(match[1])):
                found.append((Path(folder) / name).relative_to(root).as_posix())
    return tuple(sorted(found))


def sweep(root: Path) -> tuple[str, ...]:
    """Remove the temporary files of dead processes, and return what they were called.

    Raises:
        OSError: one cannot be removed.
    """
    found = leftovers(root)
    for path in found:
        (root / path).unlink()
    return found
