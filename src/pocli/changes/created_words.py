"""How does a command say what it made?"""

from collections.abc import Sequence

from pocli.changes.creation import Draft


def message(draft: Draft, name: str, path: str) -> str:
    """Word what was made: `PO-47 Dark mode: stories/PO-47-dark-mode.yaml`."""
    title = draft.title or draft.fields.get("sprint_goal") or f"{draft.fields['start']} to {draft.fields['end']}"
    return f"{name} {title}: {path}"


def warnings(namesakes: Sequence[str]) -> tuple[str, ...]:
    """Word which open stories have the same title."""
    return tuple(f"{name} has the same title" for name in namesakes)
