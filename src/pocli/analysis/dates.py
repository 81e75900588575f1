"""Which day does a word such as `tomorrow`, `monday` or `12.01.2027` mean?"""

from datetime import date, timedelta

from pocli.model import days

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def day(word: str, today: date, *, ahead: bool) -> str:
    """Return the date of a named day, or of one that can be read one way only; any other word as it is."""
    found = days.readings(word)
    return found[0] if len(found) == 1 else named(word, today, ahead=ahead)


def named(word: str, today: date, *, ahead: bool) -> str:
    """Return the date of `today`, `tomorrow`, `yesterday` or a day of the week; any other word as it is."""
    name = word.lower()
    if name in NEAR:
        return (today + timedelta(NEAR[name])).isoformat()
    if name not in DAYS:
        return word
    away = (DAYS.index(name) - today.weekday()) % 7
    return (today + timedelta(away if ahead else away - 7 if away else 0)).isoformat()
