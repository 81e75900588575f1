"""Which stories moved in the ranking between two versions of a backlog, and which input moved them?"""

from typing import Literal, NamedTuple

from pocli.model import ident
from pocli.model.backlog import Backlog
from pocli.model.formula import Formula, inputs
from pocli.model.story import Story
from pocli.ranking.rank import Ranked, Ranking, rank
from pocli.ranking.value import model

Kind = Literal[
    "new", "gone", "state", "input", "pinned", "unpinned", "pins", "raised", "unraised", "lowered", "freed", "waits"
]


class Cause(NamedTuple):
    """Why a story moved."""

    kind: Kind
    id: str = ""
    """Whose input it is, where it is an epic's; which story raises it."""
    field: str = ""
    before: object = None
    after: object = None


class RankShift(NamedTuple):
    """A story that has another place, or another score."""

    story: Story
    before: int | None
    """Its rank; None: it was not in the order."""
    after: int | None
    score_before: object
    """The score that it was ranked by."""
    score_after: object
    causes: tuple[Cause, ...]


class RankShifts(NamedTuple):
    """What moved, and how many stories only made room or moved up."""

    moved: tuple[RankShift, ...]
    """By their new place; those that left the order last."""
    others: int


def moves(before: Backlog, after: Backlog) -> RankShifts:
    """Compare the rankings of two versions."""
    old, new = _items(rank(before)), _items(rank(after))
    was, now = ({story.id: story for story in one.stories} for one in (before, after))
    moved: list[RankShift] = []
    others = 0
    for name in sorted(old.keys() | new.keys(), key=ident.order):
        first, last = old.get(name), new.get(name)
        if first and last and (first.rank, _score(first)) == (last.rank, _score(last)):
            continue
        causes = (
            _both(before, after, first, last) if first and last else _one(before, after, was.get(name), now.get(name))
        )
        if causes:
            moved.append(_move(first, last, now.get(name) or was[name], causes))
        else:
            others += 1
    moved.sort(key=lambda one: (one.after is None, one.after or one.before or 0))
    return RankShifts(tuple(moved), others)


def _items(ranking: Ranking) -> dict[str, Ranked]:
    return {item.story.id: item for item in ranking.items if item.rank}


def _score(item: Ranked | None) -> object:
    return (item.score if item.effective is None else item.effective) if item else None


def _move(first: Ranked | None, last: Ranked | None, story: Story, causes: tuple[Cause, ...]) -> RankShift:
    places = (first.rank if first else None, last.rank if last else None)
    return RankShift(story, *places, _score(first), _score(last), causes)


def _one(before: Backlog, after: Backlog, was: Story | None, now: Story | None) -> tuple[Cause, ...]:
    """Say why a story is in one of the two orders only."""
    if was is None or now is None:
        return (Cause("new" if was is None else "gone"),)
    states = before.state(was), after.state(now)
    if states[0] != states[1]:
        return (Cause("state", "", "status", *states),)
    by = model(after)
    pairs = zip(by.names, inputs(by, was), inputs(by, now), strict=True)
    found = [Cause("input", "", name, one, two) for name, one, two in pairs if one != two]
    if was.points != now.points and by.size == "rice.effort":
        found.append(Cause("input", "", "points", was.points, now.points))
    if bool(was.pinned) != bool(now.pinned):
        found.append(Cause("pinned" if now.pinned else "unpinned"))
    return tuple(found)


def _both(before: Backlog, after: Backlog, first: Ranked, last: Ranked) -> tuple[Cause, ...]:
    """Say what of a story's own, or of what it hangs on, changed its score or its place."""
    found: list[Cause] = []
    if bool(first.story.pinned) != bool(last.story.pinned):
        found.append(Cause("pinned" if last.story.pinned else "unpinned"))
    elif last.story.pinned and before.config.pins != after.config.pins:
        found.append(Cause("pins"))
    found += _inputs(model(after), first, last)
    if _score(first) != _score(last):
        found += _sets(first, last)
    if not found and set(first.story.depends_on) != set(last.story.depends_on):
        found.append(Cause("waits"))
    return tuple(found)


def _sets(first: Ranked, last: Ranked) -> list[Cause]:
    """Say with which story it counts now, or did."""
    if last.raised_by or first.raised_by:
        return [Cause("raised", last.raised_by) if last.raised_by else Cause("unraised", first.raised_by)]
    if last.lowered or first.lowered:
        return [Cause("lowered", last.others[0]) if last.lowered else Cause("freed", first.others[0])]
    return []


def _inputs(by: Formula, first: Ranked, last: Ranked) -> list[Cause]:
    """Return the inputs of the own score that changed, by the name under which they stand in a file."""
    found = []
    for field, name, *values in zip(by.fields, by.names, first.inputs, last.inputs, strict=False):
        if values[0] == values[1]:
            continue
        if field == "rice.effort" and first.story.points != last.story.points:
            found.append(Cause("input", "", "points", first.story.points, last.story.points))
        else:
            found.append(Cause("input", last.inherited_from if field != by.size else "", name, *values))
    return found
