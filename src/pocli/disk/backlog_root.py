"""In which folder is the backlog; and where there is none, does a sparse checkout leave it out?"""

import os
import shlex
from pathlib import Path

from pocli.disk import find
from pocli.errors import PoError

BARE = ("HEAD", "objects", "refs")
"""What a folder of git's own holds."""


def root(start: Path, named: str = "") -> Path:
    """Return the folder of the backlog: the named one, or the first above `start`, that holds po.yaml.

    Raises:
        PoError: there is none, or it is not in this checkout.
    """
    found = find.there(start, named)
    if found is not None:
        return found
    for folder in find.candidates(start.absolute(), named):
        refuse_left_out(folder)
    if all(find.is_there(start / name) for name in BARE):
        raise PoError("this is a bare repository, without files", "run po in a clone of it")
    if named:
        raise PoError(
            f"`{named}` contains no {find.SETTINGS}", "name the folder of a backlog, or start one with: po init"
        )
    raise PoError("there is no backlog here or above", "start one with: po init")


def refuse_left_out(folder: Path) -> None:
    """Make sure that no sparse checkout leaves out the po.yaml of a folder.

    Raises:
        PoError: one does.
    """
    inside = next((above for above in (folder, *folder.parents) if find.is_there(above)), folder)
    top = find.top(inside)
    if not os.path.lexists(top / ".git"):
        return
    from pocli.git import worktree

    path = os.path.relpath(folder / find.SETTINGS, inside).replace(os.sep, "/")
    brings = worktree.brought_by(inside, worktree.left_out(inside, path))
    if brings:
        hint = f"bring it, at the top of the repository: git sparse-checkout add {shlex.quote(brings[path])}"
        raise PoError(f"the backlog is not here: this sparse checkout leaves out {path}", hint)
