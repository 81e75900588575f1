"""Which day does an option name?"""

from datetime import date

from pocli.errors import PoError
from pocli.lookup import day_words
from pocli.model import days


def past(text: str, today: date) -> date | None:
    """Return a day that is not after today, such as `2026-12-31`, `yesterday` or `monday`; None where none was said.

    Raises:
        PoError: it is no such day.
    """
    if not text:
        return None
    found = _day(day_words.day(text, today, ahead=False))
    if found > today:
        raise PoError(f"`{text}` is in the future", "name today or an earlier day")
    return found


def future(text: str, today: date) -> date | None:
    """Return a day after today; None where none was said.

    Raises:
        PoError: it is no such day.
    """
    if not text:
        return None
    found = _day(day_words.day(text, today, ahead=True))
    if found <= today:
        raise PoError(f"`{text}` is not after today", "name a later day")
    return found


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise PoError(f"`{word}` is not a date", days.hint(word, "write 2026-12-31, yesterday or monday")) from None
