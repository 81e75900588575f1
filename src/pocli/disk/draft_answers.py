"""What did a person answer of a new record that is not written yet?

One file of JSON in the backlog's state folder, which only its owner can look into.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pocli.disk import state, write

NAME = "draft.json"
LARGEST = 2**20
READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

Given = Mapping[str, str | tuple[str, ...]]


class DraftAnswers(NamedTuple):
    """A new record as far as it was answered."""

    kind: str
    title: str
    given: Given
    """The answers by field, as `po new` takes them."""


def keep(root: Path, draft: DraftAnswers) -> None:
    """Keep what was answered so far, whole or as it was before.

    Raises:
        PoError: the state folder cannot be written.
    """
    folder = state.make(root)
    try:
        write.whole(folder / NAME, json.dumps(draft._asdict()).encode())
    except OSError as error:
        raise state.unusable(folder, error) from error


def kept(root: Path) -> DraftAnswers | None:
    """Return what was kept; a torn or strange file counts as none."""
    try:
        with os.fdopen(os.open(state.home(root) / NAME, READ), "rb") as file:
            found = json.loads(file.read(LARGEST))
        given = {
            str(name): tuple(map(str, one)) if isinstance(one, list) else str(one)
            for name, one in found["given"].items()
        }
        return DraftAnswers(str(found["kind"]), str(found["title"]), given)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def forget(root: Path) -> None:
    """Remove what was kept; where that is not possible, it is offered once more."""
    with suppress(OSError):
        (state.home(root) / NAME).unlink()
