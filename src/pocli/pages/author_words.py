"""How does it read who changed what, and when?"""

from collections.abc import Mapping

from pocli.model.event import Event


def touch(event: Event) -> str:
    """Return `Ada, 2026-11-03`; without the day where it is not known."""
    return f"{event.who}, {event.when}" if event.when else event.who


def grouped(events: Mapping[str, Event]) -> str:
    """Return `reach, impact: Ada, 2026-11-03 · effort: Bea, 2026-11-09`: what changed at once stands together."""
    by: dict[str, list[str]] = {}
    for name, event in events.items():
        by.setdefault(touch(event), []).append(name)
    return " · ".join(f"{', '.join(names)}: {said}" for said, names in by.items())


def data(events: Mapping[str, Event]) -> dict[str, object]:
    """Return the same for machines."""
    return {
        name: {"by": event.who, "on": event.when.isoformat() if event.when else None, "commit": event.commit}
        for name, event in events.items()
    }
