"""Which id is free, and whose is it? A number that was given once is never given again on this machine."""

import os
from pathlib import Path

from pocli.files import journal, state
from pocli.model import ident


def following(root: Path, prefix: str, highest: int) -> str:
    """Return the id that would be given next, without taking it.

    Args:
        root: the backlog's folder.
        prefix: the id's, such as `PO`.
        highest: the highest number that the backlog and its history know.
    """
    return f"{prefix}-{max((highest, *_given(state.home(root), prefix))) + 1}"


def reserve(root: Path, prefix: str, highest: int) -> str:
    """Take the next id, so that no other process of this user gets it too, and return it.

    Raises:
        PoError: the state folder cannot be written, or the lock is not to be had.
    """
    with journal.locked(root) as home:
        given = _given(home, prefix)
        name = f"{prefix}-{max((highest, *given)) + 1}"
        try:
            os.close(os.open(home / state.IDS / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            for number in given:
                (home / state.IDS / f"{prefix}-{number}").unlink()  # the highest one guards them all
        except OSError as error:
            raise state.unusable(home, error) from error
    return name


def _given(home: Path, prefix: str) -> list[int]:
    try:
        names = [place.name for place in (home / state.IDS).iterdir()]
    except OSError:
        return []
    return [ident.order(name)[1] for name in names if ident.ID.fullmatch(name) and ident.order(name)[0] == prefix]
