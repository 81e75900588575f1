"""How does a command say what it changed in stories?"""

from collections.abc import Sequence

from pocli.changes.transitions import Transition
from pocli.text import plural

REMOVED = {
    "blocked": "no longer blocked",
    "pinned": "no longer pinned",
    "dropped_because": "reason for dropping removed",
}


def message(turns: Sequence[Transition]) -> tuple[str, ...]:
    """Word what changes, a line for each story; one in which nothing changes has none."""
    return tuple(f"{one.story.id} {one.story.title}: {_changed(one)}" for one in turns if one.fields)


def _changed(turn: Transition) -> str:
    parts = []
    for name, value in turn.fields.items():
        before = getattr(turn.story, name)
        if value is None:
            parts.append(REMOVED.get(name) or f"no {name}")
        elif name == "status":
            parts.append(f"{before} → {value}")
        else:
            parts.append(f"{name.replace('_', ' ')}: {value}")
    return ", ".join(parts)


def unchanged(turns: Sequence[Transition], already: str) -> tuple[str, ...]:
    """Word which stories are as the verb would make them already, such as `PO-7 is not blocked`."""
    return tuple(f"{one.story.id} is {already}" for one in turns if not one.fields)


def warnings(turns: Sequence[Transition]) -> tuple[str, ...]:
    """Word what speaks against a change that was made all the same."""
    return tuple(f"{one.story.id} {remark}" for one in turns if one.fields for remark in _remarks(one))


def _remarks(turn: Transition) -> Sequence[str]:
    found = []
    if turn.blocked:
        found.append(f"is blocked: {turn.blocked}")
    if turn.waits_for:
        found.append(f"waits for {', '.join(turn.waits_for)}")
    if turn.lacking:
        found.append(f"has no {', no '.join(turn.lacking)}, which the Definition of Ready requires")
    if turn.open_criteria:
        total = len(turn.story.acceptance_criteria)
        found.append(
            f"has {turn.open_criteria} of {plural(total, 'criterion', 'criteria')} open: po checklist {turn.story.id}"
        )
    if turn.children:
        found.append(f"has open children: {', '.join(turn.children)}")
    if turn.needed_by:
        found.append(f"is needed by {', '.join(turn.needed_by)}")
    return found
