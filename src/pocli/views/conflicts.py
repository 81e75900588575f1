"""How does a field read that two people changed?"""

from collections.abc import Iterable

from pocli.model.conflict import Conflict
from pocli.model.place import spelled
from pocli.views import alterations


def question(name: str, sides: tuple[str, str], conflict: Conflict) -> str:
    """Ask which of two values counts: `PO-12 reach: 1200 (yours) or 800 (topic)?`."""
    field = spelled(conflict.route).removeprefix("rice.")
    ours, theirs = value(conflict.ours), value(conflict.theirs)
    return f"{name} {field}: {ours} ({sides[0]}) or {theirs} ({sides[1]})?"


def said(name: str, sides: tuple[str, str], picked: Iterable[tuple[Conflict, str]]) -> str:
    """Say what was chosen: `PO-12: merged, reach 800 (topic)`."""
    parts = []
    for one, side in picked:
        field = spelled(one.route).removeprefix("rice.")
        taken, whose = (one.theirs, sides[1]) if side == "theirs" else (one.ours, sides[0])
        parts.append(f"{field} {value(taken)} ({whose})")
    return f"{name}: merged" + "".join(f", {part}" for part in parts)


def value(given: object) -> str:
    """Return a value of a file on one line, cut if it is long."""
    return "nothing" if given is None else " ".join(alterations.value(given).split())
