"""How is a file of the backlog called where somebody stands, so that they can open it?"""

import os
import re
from collections.abc import Iterable
from pathlib import Path


def near(root: Path, path: str) -> str:
    """Return a path below a folder as it can be opened from the working directory, with `/`."""
    try:
        return os.path.relpath(root / path).replace(os.sep, "/")
    except ValueError:  # on Windows, nothing leads from one drive to another
        return (root / path).as_posix()


def with_near_paths(root: Path, text: str, paths: Iterable[str]) -> str:
    """Return a text with the paths that it names as `near` has them; other words that look like paths stay."""
    known = sorted(filter(None, paths), key=lambda path: (-len(path), path))
    pattern = "|".join(map(re.escape, known))
    if not known:
        return text
    return re.sub(rf"(?<![\w./-])(?:{pattern})(?![\w/-]|\.\w)", lambda found: near(root, found[0]), text)
