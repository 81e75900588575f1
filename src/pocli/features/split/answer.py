"""Into which stories is an item split, and what goes with them?"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pocli.changes import ticks
from pocli.changes.creation import Draft
from pocli.errors import PoError
from pocli.model.backlog import Backlog
from pocli.model.edit import Edit, Set
from pocli.model.story import CLOSED, Story
from pocli.text import folded

MOVE = re.compile(r"([^=]+)=([^=]+)")
LONGEST = 200


class NewChild(NamedTuple):
    """A new child: its title, and the numbers of the criteria that it takes along."""

    title: str
    criteria: tuple[int, ...] = ()


def refuse_closed(backlog: Backlog, story: Story) -> None:
    """Refuse to split what is done or dropped.

    Raises:
        PoError: it is.
    """
    state = backlog.state(story)
    if state in CLOSED:
        raise PoError(f"{story.id} is {state}", f"open it first: po set {story.id} status=ready")


def parts(titles: Sequence[str], moves: Sequence[str], total: int) -> tuple[NewChild, ...]:
    """Return the children that are meant by titles, and by moves such as `1,3=2`: criteria 1 and 3 to the second child.

    Raises:
        PoError: a title cannot be one, a move names no criterion or no child, or a criterion is moved twice.
    """
    names = [title.strip() for title in titles]
    for name in names:
        if not name or "\n" in name or len(name) > LONGEST:
            raise PoError(f"`{name[:60]}` cannot be a title", f"a title is one line of 1 to {LONGEST} characters")
    taken: dict[int, int] = {}
    for move in moves:
        found = MOVE.fullmatch(move)
        if not found:
            raise PoError(f"`{move}` moves no criteria", "write criteria=child, such as --criteria 1,3=2")
        child = _child(found[2].strip(), names)
        for number in ticks.numbers([found[1]], total):
            if number in taken:
                raise PoError(f"criterion {number} is moved twice", "name each criterion once")
            taken[number] = child
    return tuple(
        NewChild(name, tuple(sorted(number for number, child in taken.items() if child == at)))
        for at, name in enumerate(names)
    )


def _child(word: str, names: Sequence[str]) -> int:
    """Return the place of the child that is meant by its number or by the beginning of its title."""
    if word.isdecimal() and 1 <= int(word) <= len(names):
        return int(word) - 1
    found = [at for at, name in enumerate(names) if folded(name).startswith(folded(word))]
    if len(found) != 1:
        hint = "; ".join(f"{number} {name}" for number, name in enumerate(names, 1))
        raise PoError(f"`{word}` is not a child of this split", f"there are: {hint}")
    return found[0]


def draft(story: Story, prefix: str, part: NewChild, criteria: Sequence[object], text: str = "") -> Draft:
    """Return a child: it serves the same goal, and waits for what its epic waits for.

    Who depends on the epic depends on all its children, so nothing that waits for it needs to change.

    Args:
        story: the epic.
        prefix: of the child's id.
        part: the child.
        criteria: those of the epic.
        text: the lines of the criteria that move, as they stand in the epic's file; empty where these are not known.
    """
    fields: Mapping[str, object] = {
        "title": part.title,
        "acceptance_criteria": [criteria[number - 1] for number in part.criteria if not text],
        "parent": story.id,
        "goal": story.goal,
        "depends_on": list(story.depends_on),
    }
    return Draft("story", "stories", prefix, part.title, {name: value for name, value in fields.items() if value}, text)


def edits(story: Story, found: Sequence[NewChild], total: int, left: Sequence[Edit] = ()) -> tuple[Edit, ...]:
    """Return the edits that make an epic of the story, without the criteria that its children take.

    Args:
        story: the story.
        found: its children.
        total: how many criteria it has.
        left: the edits that take the lines of those out; none where these are not known.
    """
    kind = () if story.type == "epic" else (Set(story.path, ("type",), "epic"),)
    if left:
        return (*left, *kind)
    moved = sorted((number for part in found for number in part.criteria), reverse=True)
    if len(moved) == total:
        return (*kind, Set(story.path, (ticks.FIELD,), None)) if moved else kind
    return (*kind, *(Set(story.path, (ticks.FIELD, number - 1), None) for number in moved))
