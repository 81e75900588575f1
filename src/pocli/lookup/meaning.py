"""What does a word that a person types mean in a field: which story, which sprint, which day?"""

from collections.abc import Callable
from datetime import date

from pocli.errors import PoError
from pocli.field_table.by_kind import REFERENCES, every
from pocli.field_table.field import Noun
from pocli.lookup import naming, select
from pocli.lookup.day_words import day
from pocli.model.backlog import Backlog
from pocli.model.place import Route
from pocli.model.story import STATES
from pocli.text import meant

OPTIONAL = frozenset(field.name for field in every() if field.clearable)
"""The fields that `none` empties."""
AHEAD = frozenset(field.name for field in every() if field.ahead)
"""Fields whose `monday` is the next one; in the others it is the last one."""
DATES = frozenset(field.name for field in every() if field.holds == "day")


def meaning(backlog: Backlog, kind: str, today: date) -> Callable[[Route, str], str]:
    """Make the reader of words for the files of a kind.

    Args:
        backlog: what there is to be named.
        kind: one of the folders of a backlog.
        today: the day from which `tomorrow` and `monday` count.
    """

    def read(route: Route, word: str) -> str:
        field = next((str(step) for step in reversed(route) if isinstance(step, str)), "")
        noun = REFERENCES.get(kind, {}).get(str(route[0]))
        if noun:
            return reference(backlog, noun, word)
        if field == "status" and kind == "stories":
            return _status(backlog, word)
        return day(word, today, ahead=field in AHEAD) if field in DATES else word

    return read


def empties(field: str, value: object) -> bool:
    """Tell whether a value says that a field is to have none."""
    return field in OPTIONAL and value in {select.NONE, (select.NONE,)}


def reference(backlog: Backlog, noun: Noun, word: str) -> str:
    """Return the id of the story, goal or sprint that is meant; a file that cannot be read counts.

    Raises:
        PoError: there is none.
    """
    if noun == "sprint" and word in select.NEAR:
        return select.sprint(backlog, word).id
    prefix = naming.prefix(backlog, noun)
    known = backlog.known_stories() if noun == "story" else backlog.known_ids()
    found = naming.named(backlog, noun, word, known)
    if found in known and (noun == "story" or found.startswith(prefix + "-")):
        return found
    raise PoError(*naming.unknown(backlog, noun, word))


def _status(backlog: Backlog, word: str) -> str:
    known = (*STATES, *backlog.config.statuses)
    if word in known:
        return word
    raise PoError(f"`{word}` is not a status", meant(word, known, f"there are: {', '.join(known)}"))
