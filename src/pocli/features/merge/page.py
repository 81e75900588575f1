"""How does a field read that two people changed?"""

from collections.abc import Iterable

from pocli.features.merge import sides
from pocli.features.merge.sides import Choice
from pocli.merge.conflict import Conflict, Pick
from pocli.model.place import spelled
from pocli.pages import field_words


def question(name: str, names: tuple[str, str], conflict: Conflict) -> str:
    """Ask which of two values counts: `PO-12 reach: 1200 (main) or 800 (topic)?`."""
    field = spelled(conflict.route).removeprefix("rice.")
    ours, theirs = value(conflict.ours), value(conflict.theirs)
    return f"{name} {field}: {ours} ({names[0]}) or {theirs} ({names[1]})?"


def options(names: tuple[str, str], field: str) -> str:
    """Say with which options a script answers."""
    return f"say it: --ours for {names[0]}, --theirs for {names[1]}, or for this field alone: --field {field}=theirs"


def choice(names: tuple[str, str], conflict: Conflict) -> Choice:
    """Return what a person may answer with: the names of the sides, and their whole values."""
    return Choice(names, (whole(conflict.ours), whole(conflict.theirs)))


def prompt(name: str, names: tuple[str, str], conflict: Conflict) -> str:
    """Ask which value counts, with what to answer: `PO-12 reach: [o] 1200 (main), [t] 800 (topic), or =value`."""
    keys = sides.keys(choice(names, conflict))
    said = zip(keys, (value(conflict.ours), value(conflict.theirs)), names, strict=True)
    parts = (f"[{key}] {one} ({whose})" for key, one, whose in said)
    field = spelled(conflict.route).removeprefix("rice.")
    return f"{name} {field}: {', '.join(parts)}, or {sides.VALUE}value"


def unclear(answer: str, choice: Choice, *, twice: bool) -> str:
    """Say why an answer was not taken, and what can be answered."""
    ours, theirs = sides.keys(choice)
    if twice:
        return f"`{answer}` can mean either side: answer {ours} for {choice.names[0]}, {theirs} for {choice.names[1]}"
    how = f"answer {ours} for {choice.names[0]}, {theirs} for {choice.names[1]}, or = and a value"
    return f"{how}; Ctrl-C changes nothing"


def message(name: str, names: tuple[str, str], picked: Iterable[Pick]) -> str:
    """Say what was chosen: `PO-12: merged, reach 800 (topic)`."""
    whose = {"ours": names[0], "theirs": names[1]}
    parts = []
    for conflict, side in picked:
        field = spelled(conflict.route).removeprefix("rice.")
        taken = conflict.ours if side == "ours" else conflict.theirs
        parts.append(f"{field} {value(taken)} ({whose.get(side, side)})")
    return f"{name}: merged" + "".join(f", {part}" for part in parts)


def value(given: object) -> str:
    """Return a value of a file on one line, cut if it is long."""
    return "nothing" if given is None else " ".join(field_words.value(given).split())


def whole(given: object) -> str:
    """Return a value of a file on one line; an empty text is: there is none."""
    return "" if given is None else " ".join(field_words.plain(given).split())


def one_sided(name: str, who: tuple[str, str], path: str) -> str:
    """Word that one side changed a file and the other deleted it, and how to keep or delete it."""
    return f"{name}: {who[0]} changed it, {who[1]} deleted it; keep it: git add {path}; delete it: git rm {path}"
