"""What becomes of a file's fields when two people changed it: three trees in, one out?

Lists whose order says nothing are sets, and comments stand by their days; acceptance criteria are known by their
words. What both sides changed in different ways is a conflict of that one field.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pocli.field_table.by_kind import every
from pocli.field_table.field import COMMENTS
from pocli.merge.conflict import Conflict
from pocli.model.place import Route

SETS = frozenset(field.name for field in every() if field.unordered)
CRITERIA = "acceptance_criteria"
ALIKE = 0.6
"""The least likeness of two criteria of which one is the other, reworded."""

Tree = Any
"""A tree of texts, lists and mappings, without keys that have no value."""

MANY = 2500
"""More pairs of criteria are not compared word by word."""


class MergedTree(NamedTuple):
    """One tree of three; what is in conflict is as on our side."""

    tree: Tree
    conflicts: tuple[Conflict, ...]


def merged(base: Tree, ours: Tree, theirs: Tree) -> MergedTree:
    """Merge what two sides made of a tree; without a base, whatever differs is in conflict."""
    found: list[Conflict] = []
    return MergedTree(_value(base, ours, theirs, (), found), tuple(found))


def _value(base: Tree, ours: Tree, theirs: Tree, route: Route, found: list[Conflict]) -> Tree:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if isinstance(ours, dict) and isinstance(theirs, dict):
        below = base if isinstance(base, dict) else {}
        parts = {
            key: _value(below.get(key), ours.get(key), theirs.get(key), (*route, key), found)
            for key in dict.fromkeys((*ours, *theirs))
        }
        return {key: value for key, value in parts.items() if value is not None}
    if isinstance(ours, list) and isinstance(theirs, list) and len(route) == 1:
        before = base if isinstance(base, list) else []
        if route[0] == CRITERIA:
            return _criteria(before, ours, theirs, found)
        if route[0] in SETS and not (route[0] == COMMENTS.name and _both_edited(before, ours, theirs)):
            both = _set(before, ours, theirs)
            return sorted(both, key=lambda one: _about(one)[0]) if route[0] == COMMENTS.name else both
    found.append(Conflict(route, ours, theirs))
    return ours


def _set(base: Sequence[Tree], ours: Sequence[Tree], theirs: Sequence[Tree]) -> list[Tree]:
    old, mine, yours = ({repr(one) for one in side} for side in (base, ours, theirs))
    kept = [one for one in ours if repr(one) not in old or repr(one) in yours]
    return kept + [one for one in theirs if repr(one) not in mine and repr(one) not in old]


def _both_edited(base: Sequence[Tree], ours: Sequence[Tree], theirs: Sequence[Tree]) -> bool:
    """Tell whether both sides exchanged a comment for another one of the same day and person."""
    gone = [one for one in base if one not in ours and one not in theirs]
    mine, yours = ({_about(one) for one in side if one not in base} for side in (ours, theirs))
    return bool({_about(one) for one in gone} & mine & yours)


def _about(comment: Tree) -> tuple[str, str]:
    """Return the day and the person of a comment."""
    one = comment if isinstance(comment, dict) else {}
    return str(one.get("on", "")), str(one.get("by", ""))


class _Row(NamedTuple):
    """A criterion on the three sides; None where it is not there."""

    base: Tree
    ours: Tree
    theirs: Tree


def _criteria(base: Sequence[Tree], ours: Sequence[Tree], theirs: Sequence[Tree], found: list[Conflict]) -> list[Tree]:
    made: list[Tree] = []
    lost: list[Tree] = []
    for row in _rows(base, ours, theirs):
        plain = _Row(*map(_plain, row))
        if row.ours is None and row.theirs is not None and plain.base not in (None, plain.theirs):
            lost.append(row.theirs)
        inner: list[Conflict] = []
        value = _value(*plain, (CRITERIA, len(made)), inner)
        if row.ours is None and inner:
            continue
        spelled = _spelled(value, row)
        found += inner if isinstance(spelled, dict) or not inner else [_whole(spelled, value, inner)]
        if value is not None:
            made.append(spelled)
    found += [Conflict((CRITERIA, len(made)), None, one) for one in lost]
    return made


def _plain(item: Tree) -> Tree:
    """Return a criterion as a mapping; one that is not met says so by silence."""
    if not isinstance(item, dict):
        return item if item is None else {"text": item}
    return {key: value for key, value in item.items() if (key, value) != ("done", "false")}


def _whole(spelled: str, value: Tree, inner: Sequence[Conflict]) -> Conflict:
    """Return conflicts within a criterion that is written as a mere text as one of the whole criterion."""
    theirs = {**value, **{one.route[-1]: one.theirs for one in inner}}
    kept = {key: part for key, part in theirs.items() if part is not None}
    return Conflict(inner[0].route[:2], spelled, kept["text"] if list(kept) == ["text"] else kept)


def _spelled(value: Tree, row: _Row) -> Tree:
    """Return a merged criterion as one of the sides writes it."""
    for side in (row.ours, row.theirs):
        if _plain(side) == value:
            return side
    return value


def _rows(base: Sequence[Tree], ours: Sequence[Tree], theirs: Sequence[Tree]) -> Iterator[_Row]:
    """Give the criteria in our order; one that only they have follows the one that it follows there."""
    mine, yours = _matched(base, ours), _matched(base, theirs)
    back = {of: there for there, of in yours.items()}
    new = {_words(one): at for at, one in enumerate(theirs) if at not in yours}
    places = [
        (mine.get(at), at, back.get(mine[at]) if at in mine else new.get(_words(one))) for at, one in enumerate(ours)
    ]
    taken = {there for _, _, there in places}

    def following(there: int) -> Iterator[_Row]:
        for at in range(there + 1, len(theirs)):
            if at in taken:
                return
            yield _Row(base[yours[at]] if at in yours else None, None, theirs[at])

    yield from following(-1)
    for of, at, there in places:
        yield _Row(None if of is None else base[of], ours[at], None if there is None else theirs[there])
        yield from following(there) if there is not None else ()


def _matched(base: Sequence[Tree], side: Sequence[Tree]) -> dict[int, int]:
    """Return which item of the base each item of a side was: the one of the same words, else a reworded one."""
    left: dict[str, list[int]] = {}
    for place, one in enumerate(base):
        left.setdefault(_words(one), []).append(place)
    found = {at: left[words].pop(0) for at, one in enumerate(side) if left.get(words := _words(one))}
    free = {place for places in left.values() for place in places}
    rest = [at for at in range(len(side)) if at not in found]
    for at in rest if len(rest) * len(free) <= MANY else ():
        likeness, place = max(((_likeness(base[one], side[at]), -one) for one in free), default=(0.0, 0))
        if likeness >= ALIKE:
            found[at] = -place
            free.remove(-place)
    return found


def _words(item: Tree) -> str:
    plain = _plain(item)
    return repr([plain.get(key) for key in ("text", "given", "when", "then")])


def _likeness(one: Tree, other: Tree) -> float:
    return SequenceMatcher(None, _said(one), _said(other), autojunk=False).ratio()


def _said(item: Tree) -> str:
    plain = _plain(item)
    return " ".join(str(plain[key]) for key in ("text", "given", "when", "then") if key in plain)
