"""How does it read how far an epic is by its parts?"""

from pocli.model.number import plain, text
from pocli.ranking.epics import Parts
from pocli.text import figure, without_points

DERIVED = "done (derived)"
"""What an epic is whose parts are all done, whatever its file says."""


def status(own: str, state: str, found: Parts | None) -> str:
    """Return an epic's status with how many of its parts are done: `doing, 4 of 6`."""
    if found is None or state in {"done", "dropped"} or not found.total:
        return own
    return DERIVED if found.finished else f"{own}, {found.done} of {found.total}"


def progress(found: Parts) -> str:
    """Return how far an epic is: `4 of 6 done, 13 of 21 points`."""
    points = f", {figure(found.points_done)} of {figure(found.points)} points" if found.points else ""
    missing = without_points(found.unsized) if found.points else ""
    return f"{found.done} of {found.total} done{points}{missing}"


def points(found: Parts) -> str:
    """Return how many points an epic's parts have together; `13+` where some have none."""
    return f"{text(found.points)}{'+' if found.unsized else ''}"


def data(found: Parts | None) -> dict[str, object]:
    """Return what JSON says of an epic with parts: the key `parts`; nothing for any other story."""
    if found is None:
        return {}
    sizes = {"points_done": plain(found.points_done), "points": plain(found.points), "without_points": found.unsized}
    return {"parts": {"done": found.done, "total": found.total, **sizes, "finished": found.finished}}
