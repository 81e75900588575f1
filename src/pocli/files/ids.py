"""Which id is free, and whose is it? A number that was given once is never given again in this clone.

What was given is kept in the git folder that all work trees of a clone share, so that it goes where the clone goes:
`<git folder>/po/<a backlog>/PO-12`. Where that folder is not ours to write in, and where there is no git, it is kept
in the user's state folder. Whatever was kept in any of these places counts.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pocli.errors import PoError
from pocli.files import gitfolder, lock, private, state, write
from pocli.files.find import SETTINGS
from pocli.model import ident

NAME, ROOT = "po", "root"


class Shelf(NamedTuple):
    """A folder that holds what was given, with a folder for each backlog, and the lock of them all."""

    folder: Path
    tree: Path | None
    """The work tree that its backlogs are in; None: it is of one backlog."""
    own: str
    """The name of this backlog's folder."""
    path: str
    """Where the backlog is in the work tree."""


def following(root: Path, prefix: str, highest: int) -> str:
    """Return the id that would be given next, without taking it.

    Args:
        root: the backlog's folder.
        prefix: the id's, such as `PO`.
        highest: the highest number that the backlog and its history know.
    """
    return _next(_shelves(root), prefix, highest)


def reserve(root: Path, prefix: str, highest: int) -> str:
    """Take the next id, so that no other process of this user gets it too, and return it.

    Raises:
        PoError: no folder can be written, or the lock is not to be had.
    """
    shelves = _shelves(root)
    failed = PoError("no folder keeps what was given")
    for shelf in shelves:
        try:
            _prepare(shelf)
            with lock.exclusive(shelf.folder / state.LOCK, state.WAIT):
                return _take(shelf, _next(shelves, prefix, highest))
        except TimeoutError:
            raise state.busy() from None
        except OSError as error:
            failed = state.unusable(shelf.folder, error)
    raise failed


def _shelves(root: Path) -> list[Shelf]:
    """Return where ids are kept for a backlog; the first one that can be written takes the next."""
    alone = Shelf(state.home(root), None, state.IDS, "")
    tree = gitfolder.work_tree(root)
    own = gitfolder.own(tree) if tree else None
    common = Path(os.path.realpath(gitfolder.shared(own))) if own else None
    if tree is None or common is None or not gitfolder.genuine(common):
        return [alone]
    path = os.path.relpath(os.path.realpath(root), tree)
    inside, outside = common / NAME, state.base() / state.keyed(str(common))
    places = (outside,) if state.chosen() else (inside, outside)
    return [*(Shelf(place, tree, state.keyed(path), path) for place in places), alone]


def _prepare(shelf: Shelf) -> None:
    """Make the folders that are missing; only their owner may look into them.

    Raises:
        OSError: they cannot be made, or one that is there is not ours alone.
    """
    for folder in (shelf.folder, shelf.folder / shelf.own):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        private.checked(folder)
    if shelf.tree and not os.path.lexists(shelf.folder / shelf.own / ROOT):
        write.whole(shelf.folder / shelf.own / ROOT, os.fsencode(shelf.path) + b"\n")


def _take(shelf: Shelf, name: str) -> str:
    """Keep an id; of those with its prefix, the highest one guards them all."""
    folder = shelf.folder / shelf.own
    prefix = ident.order(name)[0]
    before = _given(folder, prefix)
    os.close(write.fresh(folder / name, 0o600))
    for number in before:
        (folder / f"{prefix}-{number}").unlink()
    return name


def _next(shelves: list[Shelf], prefix: str, highest: int) -> str:
    given = (number for shelf in shelves for folder in _counted(shelf) for number in _given(folder, prefix))
    return f"{prefix}-{max((highest, *given)) + 1}"


def _counted(shelf: Shelf) -> Iterator[Path]:
    """Give the folders of this backlog, and of those that are no longer where they were: it may be one of them."""
    if not gitfolder.owned(shelf.folder):
        return
    for folder in sorted(shelf.folder.iterdir()):
        path = os.fsdecode(gitfolder.read(folder / ROOT).rstrip(b"\n"))
        moved = shelf.tree and path and not os.path.lexists(shelf.tree / path / SETTINGS)
        if folder.name == shelf.own or moved:
            yield folder


def _given(folder: Path, prefix: str) -> list[int]:
    try:
        names = [place.name for place in folder.iterdir()] if gitfolder.owned(folder) else []
    except OSError:
        return []
    return [ident.order(name)[1] for name in names if ident.ID.fullmatch(name) and ident.order(name)[0] == prefix]
