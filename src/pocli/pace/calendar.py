"""Which days are worked, and how many are left?"""

from collections.abc import Iterator
from datetime import date, timedelta

from pocli.model.config import Config


def days(first: date, last: date) -> Iterator[date]:
    """Yield every day from the first to the last, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def works(config: Config, day: date) -> bool:
    """Tell whether a day is a working day and no holiday."""
    return day.weekday() in config.working_days and day not in config.holidays


def working_days(config: Config, first: date, last: date) -> int:
    """Return how many working days there are, both ends included."""
    return sum(works(config, day) for day in days(first, last))


def working_day_before(config: Config, day: date) -> date:
    """Return the last working day before a day; within a year without any, the day before."""
    earlier = (day - timedelta(days=back) for back in range(1, 366))
    return next((one for one in earlier if works(config, one)), day - timedelta(days=1))
