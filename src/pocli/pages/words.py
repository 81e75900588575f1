"""How do days, unknown figures and doubts about the history read, on every page?"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from pocli.model.number import plain, text
from pocli.page import Cell, Line, Role, line
from pocli.text import figure, plural

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STATES: dict[str, Role] = {"doing": "accent", "done": "good", "draft": "muted", "dropped": "muted"}
"""The role of a status; `ready` is what is usual."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(one: date, *, of: date | None = None) -> str:
    """Return `5 Nov`; with the year where it is not that of `of`."""
    year = f" {one.year}" if of is not None and one.year != of.year else ""
    return f"{one.day} {MONTHS[one.month - 1]}{year}"


def ago(days: int) -> str:
    """Return `today`, `1 day ago`; `in 2 days` where days are below 0."""
    if not days:
        return "today"
    return f"{plural(days, 'day')} ago" if days > 0 else f"in {plural(-days, 'day')}"


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


def status(word: str, state: str) -> Cell:
    """Return a status as it is written, in the role of what it means."""
    return Cell(word, STATES.get(state, ""))


def few() -> Line:
    """Warn of a short history."""
    return line(Cell(f"{FEW}: only a rough guide", "warning"))


def doubts(message: str, hint: str, clocks: int) -> list[Line]:
    """Say what the history does not tell."""
    lines = [line(Cell(message, "warning"), Cell(f" ({hint})", "hint"))] if message else []
    if clocks:
        said = f"{plural(clocks, 'commit')} with a wrong clock: the day of what happened then is unknown"
        lines.append(line(Cell(said, "warning")))
    return lines


def unproven(what: str = "each plan was proven") -> Line:
    """Say that the time ended before something was proven."""
    return line(Cell(f"The time ran out before {what}.", "warning"), Cell(" Give a larger --time-limit.", "hint"))


def no_room(command: str) -> Line:
    """Say that nothing is planned, and with which command it would be."""
    return line(Cell("No sprint has a capacity, so nothing is planned", "muted"), Cell(f": {command}", "hint"))


def more(count: int) -> Line:
    """Say how many rows are not shown."""
    return line(Cell(f"… and {count:,} more", "muted"), Cell(" (--limit 0 for all)", "hint"))


def unknown(message: str, clocks: int) -> list[str]:
    """Say the same to a machine."""
    return [*([message] if message else []), *([f"{clocks} commits have no day"] if clocks else [])]


def listed(names: Sequence[str], most: int = 6) -> str:
    """Return names with commas, the first few and how many more."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
