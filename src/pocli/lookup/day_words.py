"""Which day does a word such as `tomorrow` or `monday` mean?"""

from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}


def day(word: str, today: date, *, ahead: bool) -> str:
    """Return the date of `today`, `tomorrow`, `yesterday` or a day of the week; any other word as it is."""
    name = word.lower()
    if name in NEAR:
        return (today + timedelta(NEAR[name])).isoformat()
    if name not in DAYS:
        return word
    days = (DAYS.index(name) - today.weekday()) % 7
    return (today + timedelta(days if ahead else days - 7 if days else 0)).isoformat()
