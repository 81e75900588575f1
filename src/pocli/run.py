"""What was asked of this run, whatever the command; and which day is it? The clock is read nowhere else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from time import monotonic, time_ns
from typing import NamedTuple

from pocli.errors import PoError
from pocli.text import nearest

clock: Callable[[], float] = monotonic
"""Seconds that never go back."""
now: Callable[[], int] = time_ns
"""Nanoseconds since 1970."""


class Run(NamedTuple):
    """The settings of one run, from the options and the environment."""

    backlog: str = ""
    today: str = ""
    color: str = "auto"
    no_cache: bool = False
    yes: bool = False
    quiet: bool = False
    verbose: bool = False
    output: str = ""
    """The file that the answer is written into; empty for stdout."""
    copy: bool = False
    """Whether the answer goes to the clipboard instead."""


def today(run: Run, zone: str) -> date:
    """Return the day that counts as today in a time zone.

    Raises:
        PoError: the machine does not know the zone.
    """
    if run.today:
        return date.fromisoformat(run.today)
    return datetime.now(time_zone(zone)).date()  # noqa: TID251 - the one place


def midnight(day: date, zone: str) -> int:
    """Return when a day begins in a time zone, in seconds since 1970.

    Raises:
        PoError: the machine does not know the zone.
    """
    return int(datetime.combine(day, time(), time_zone(zone)).timestamp())


def minute(seconds: int) -> str:
    """Return a moment, in seconds since 1970, as this machine's clock shows it: `2026-11-30 14:05`."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")


def time_zone(name: str) -> tzinfo:
    """Return a time zone by its name.

    Raises:
        PoError: the machine does not know it.
    """
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = available_timezones()
    if not known:
        hint = "install them: python -m pip install tzdata; or name the day with --today"
        raise PoError("this machine has no time zones", hint)
    near = nearest(name, [one for one in known if one[:1] == name[:1].upper()])
    hint = f"did you mean `{near}`?" if near else "fix time_zone in po.yaml, or name the day with --today"
    raise PoError(f"this machine does not know the time zone `{name}`", hint)
