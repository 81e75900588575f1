"""Who last changed each input of a score, and when?"""

from collections.abc import Mapping

from pocli.model.event import INPUTS, Event, History

NAMES = (*INPUTS, "points")


def inputs(history: History) -> Mapping[str, Mapping[str, Event]]:
    """Return for each story the last change of each input of its RICE score, by its name."""
    last: dict[str, dict[str, Event]] = {}
    for one in history.events:
        if one.field in INPUTS:
            last.setdefault(one.story, {})[one.field] = one
    return last


def touched(history: History, story: str) -> Mapping[str, Event]:
    """Return the last change of each input that a story has, by its name; what the history does not tell is left out.

    A value that was there when a shallow clone begins has neither a day nor a person.
    """
    last = {one.field: one for one in history.events if one.story == story and one.field in NAMES}
    return {name: last[name] for name in NAMES if name in last and last[name].new and last[name].who}
