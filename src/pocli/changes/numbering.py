"""Which number is free for a new id: in the folder, in what was given already, and in git's history of every branch?"""

import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pocli import session
from pocli.changes import creation
from pocli.disk import find, given_ids, private, save, state, write
from pocli.errors import PoError
from pocli.git import refs
from pocli.model.backlog import Backlog
from pocli.model.ident import in_file_name, order
from pocli.output import warn
from pocli.run import Run

HISTORY = "history.json"


class KnownIds(NamedTuple):
    """What the history of every branch tells."""

    highest: dict[str, int]
    """The highest number of each prefix."""
    unknown: str
    """Why it does not tell that; empty if it does."""


def likely(run: Run, backlog: Backlog, prefix: str) -> str:
    """Return the id that the next record may get, as far as it is known without git."""
    return given_ids.following(session.root(run), prefix, creation.highest(backlog, prefix, backlog.files))


def following(run: Run, backlog: Backlog, prefix: str) -> str:
    """Return the id that the next record gets, without taking it."""
    return given_ids.following(session.root(run), prefix, _highest(run, backlog, prefix, kept=False))


def taken(run: Run, backlog: Backlog, prefix: str) -> str:
    """Take the next id, which nobody else gets then, and return it.

    Raises:
        PoError: the state folder cannot be written.
    """
    return given_ids.reserve(session.root(run), prefix, _highest(run, backlog, prefix, kept=True))


def _highest(run: Run, backlog: Backlog, prefix: str, *, kept: bool) -> int:
    root = session.root(run)
    there = (*backlog.files, *backlog.absent, *find.listing(root))  # also what git ignores, or leaves out
    return max(creation.highest(backlog, prefix, there), _history(run, root, kept=kept).get(prefix, 0))


def _history(run: Run, root: Path, *, kept: bool) -> dict[str, int]:
    """Return the highest number of each prefix that any branch ever had; without git, or if it fails, nothing."""
    repo = refs.repository(root)
    if isinstance(repo, refs.NoRepository):
        return {}
    try:
        tips = refs.tips(repo)
        key = sha256(repr((tips.head, sorted(tips.local.items()), sorted(tips.remote.items()))).encode()).hexdigest()
        known = _remembered(root, key) or _remember(root, key, _read(repo), kept=kept)
    except PoError as error:
        known = KnownIds({}, error.message)
    if known.unknown:
        warn(run, f"the ids of other branches are not known: {known.unknown}")
    return known.highest


def _read(repo: refs.Repository) -> KnownIds:
    """Ask git; what it cannot tell, it is not asked again until a branch moves."""
    found: dict[str, int] = {}
    try:
        paths = refs.paths_ever(repo)
    except PoError as error:
        return KnownIds({}, error.message)
    for path in paths:
        if name := in_file_name(path.rpartition("/")[2]):
            prefix, number = order(name)
            found[prefix] = max(found.get(prefix, 0), number)
    return KnownIds(found, "")


def _remembered(root: Path, key: str) -> KnownIds | None:
    """Return what was read from the same tips before; a torn or strange file counts as none."""
    try:
        kept = json.loads(private.read(state.home(root) / HISTORY))
        highest = {str(prefix): int(number) for prefix, number in kept["highest"].items()}
        found = KnownIds(highest, str(kept["unknown"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return found if kept["tips"] == key else None


def _remember(root: Path, key: str, found: KnownIds, *, kept: bool) -> KnownIds:
    if kept:
        home = state.make(root)
        with save.named("what git told of ids"):
            write.whole(home / HISTORY, json.dumps({"tips": key, **found._asdict()}).encode())
    return found
