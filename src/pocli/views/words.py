"""How do days, unknown figures and doubts about the history read, on every page?"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from pocli.model.number import plain, text
from pocli.page import Cell, Line, line
from pocli.text import figure, plural

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(one: date, *, of: date | None = None) -> str:
    """Return `5 Nov`; with the year where it is not that of `of`."""
    year = f" {one.year}" if of is not None and one.year != of.year else ""
    return f"{one.day} {MONTHS[one.month - 1]}{year}"


def weekday(one: date) -> str:
    """Return `Thu 5`."""
    return f"{DAYS[one.weekday()]} {one.day}"


def number(value: Fraction | None) -> int | float | None:
    """Return a figure for JSON; null where it is not known."""
    return None if value is None else plain(value)


def cell(value: Fraction | int | None) -> Cell:
    """Return a figure for a table; `?` where it is not known."""
    return Cell("?", "muted", "") if value is None else Cell(figure(Fraction(value)), "", text(Fraction(value)))


FEW = "fewer than 8 sprints (or 16 weeks) of history"


def few() -> Line:
    """Warn of a short history."""
    return line(Cell(f"{FEW}: take this as a hint, no more", "warning"))


def doubts(message: str, hint: str, clocks: int) -> list[Line]:
    """Say what the history does not tell."""
    lines = [line(Cell(f"{message} ({hint})", "warning"))] if message else []
    if clocks:
        said = f"{plural(clocks, 'commit')} with a wrong clock: what happened then has no day"
        lines.append(line(Cell(said, "warning")))
    return lines


def unknown(message: str, clocks: int) -> list[str]:
    """Say the same to a machine."""
    return [*([message] if message else []), *([f"{clocks} commits have no day"] if clocks else [])]


def listed(names: Sequence[str], most: int = 6) -> str:
    """Return names with commas, the first few and how many more."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
