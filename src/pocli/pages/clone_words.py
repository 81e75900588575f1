"""How does it read how a clone stands to its repository?"""

from pocli.model.health import CloneStatus
from pocli.text import plural


def worded(clone: CloneStatus) -> str:
    """Word what is to be known, on one line; nothing where there is nothing."""
    parts = [f"{plural(clone.uncommitted, 'file')} not committed (po diff)"] if clone.uncommitted else []
    parts += [f"{plural(clone.behind, 'commit')} behind {clone.upstream} (git pull)"] if clone.behind else []
    parts += ["merges go line by line in this clone (po merge install)"] if clone.undriven else []
    return ", ".join(parts)
