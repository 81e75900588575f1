"""Which acceptance criteria are meant, and what becomes of them when they are ticked?"""

import re
from collections.abc import Iterable, Sequence

from pocli.errors import PoError
from pocli.model.edit import Alteration

FIELD = "acceptance_criteria"
NUMBERS = re.compile(r"(\d{1,6})(?:(?:-|\.\.)(\d{1,6}))?", re.ASCII)


def criteria(tree: dict[str, object], ident: str) -> Sequence[object]:
    """Return the criteria of a story as they stand in its file.

    Raises:
        PoError: there are none, or what stands there is no list.
    """
    found = tree.get(FIELD)
    if not isinstance(found, list) or not found:
        message = f"`{ident}` has no acceptance criteria" if not found else f"the criteria of `{ident}` are not a list"
        raise PoError(message, f"add some: po set {ident} '{FIELD}+=what must be true'" if not found else "po validate")
    return found


def numbers(words: Iterable[str], total: int) -> tuple[int, ...]:
    """Return the numbers that are meant by `2`, `1,3`, `2-4` or `all`, each once, in order.

    Raises:
        PoError: a word is no number, or there is no such criterion.
    """
    found: set[int] = set()
    parts = [part for part in re.split(r"[,\s]+", " ".join(words)) if part]
    if not parts:
        raise PoError("no criterion is named", f"write a number from 1 to {total}, or all")
    for word in parts:
        span = NUMBERS.fullmatch(word)
        if word.lower() == "all":
            found.update(range(1, total + 1))
        elif span and 1 <= int(span[1]) <= int(span[2] or span[1]) <= total:
            found.update(range(int(span[1]), int(span[2] or span[1]) + 1))
        else:
            numbered = f"a number from 1 to {total}" if total > 1 else "1"
            raise PoError(f"there is no criterion `{word}`", f"write {numbered}, or all")
    return tuple(sorted(found))


def ticked(found: Sequence[object], chosen: Iterable[int], *, done: bool) -> tuple[Alteration, ...]:
    """Return what changes when criteria are ticked, or unticked; those that are so already are left out."""
    changed = []
    for number in chosen:
        criterion = found[number - 1]
        route = (FIELD, number - 1)
        if isinstance(criterion, dict):
            before = criterion.get("done")
            if (before == "true") != done:
                changed.append(Alteration((*route, "done"), before, "true" if done else "false"))
        elif done and criterion is not None:
            changed.append(Alteration(route, criterion, {"text": criterion, "done": "true"}))
    return tuple(changed)


def met(found: Sequence[object], changed: Iterable[Alteration]) -> int:
    """Return how many criteria are met after a change."""
    after = {one.route[1]: one.after == "true" or isinstance(one.after, dict) for one in changed}
    old = (isinstance(one, dict) and one.get("done") == "true" for one in found)
    return sum(after.get(at, was) for at, was in enumerate(old))
