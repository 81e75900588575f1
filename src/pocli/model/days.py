"""Which day does a stranger's date name?

Tools write dates in many ways; what could be two days is refused rather than guessed.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?", re.ASCII)
BASIC = re.compile(r"([12]\d{3})(\d\d)(\d\d)(?:T.*)?", re.ASCII)
NAMED = re.compile(r"(\d{1,2})[\s/.-]+([^\W\d_]{3,9})\.?[\s/.,-]+(\d{4}|\d{2})(?:[\sT,].*)?")
MONTH_FIRST = re.compile(
    r"(?:[^\W\d_]{3,9}\.?,?\s+)?([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[\s,].*)?"
)
DAY_FIRST = re.compile(r"[^\W\d_]{3,9},\s+(\d{1,2})\s+([^\W\d_]{3,9})\s+(\d{4})(?:\s.*)?")
FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[\s,T].*)?", re.ASCII)
ORDERS = ((ISO, (0, 1, 2)), (BASIC, (0, 1, 2)), (NAMED, (2, 1, 0)), (MONTH_FIRST, (2, 0, 1)), (DAY_FIRST, (2, 1, 0)))
"""Where the year, the month and the day stand."""
MONTHS = (
    "jan ene gen janv",
    "feb fev fév févr",
    "mar mär mrz mrt mars",
    "apr abr avr avri",
    "may mai mag maj mei",
    "jun giu juin",
    "jul lug juil",
    "aug ago aoû août",
    "sep set sept",
    "oct okt ott out",
    "nov",
    "dec dez dic déc",
)
"""What the name of a month begins with: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish."""
STARTS = {word: number for number, words in enumerate(MONTHS, 1) for word in words.split()}
CENTURY = 2000
LEAP = 2000
"""A year that has every day."""


def day(text: str, order: str = "") -> str:
    """Return a day as `YYYY-MM-DD`.

    Args:
        text: a date, with or without a time, which is left out.
        order: `dm` or `md`, where figures alone could be read both ways.

    Raises:
        ValueError: it is no date, or could be two.
    """
    word = text.strip()
    for pattern, places in ORDERS:
        if found := pattern.fullmatch(word):
            year, month, number = (found.groups()[place] for place in places)
            return _made(year, _month(month, word), number, word)
    if found := FIGURES.fullmatch(word):
        first, separator, second, year = found.groups()
        order = order or ("dm" if separator == "." else "")
        if not order and first != second:
            order = orders([word])
        if not order and first != second:
            raise ValueError(f"`{word[:60]}` could be two days")
        number, month = (second, first) if order == "md" else (first, second)
        return _made(year, int(month), number, word)
    raise ValueError(f"`{word[:60]}` is not a date")


def readings(text: str) -> tuple[str, ...]:
    """Return the days that a date can mean: one, two where figures can be read both ways, or none."""
    found = []
    for order in ("", "dm", "md"):
        try:
            found.append(day(text, order))
        except ValueError:
            continue
        if not order:
            break
    return tuple(dict.fromkeys(found))


def hint(text: str, otherwise: str = "write the date as `2026-12-31`") -> str:
    """Return how a date should be written, where it can be told; else what is said then."""
    found = readings(text)
    if len(found) > 1:
        return f"it can mean two days: write {' or '.join(f'`{one}`' for one in found)}"
    if found:
        return f"write `{found[0]}`"
    yearless = readings(f"{text.strip().removesuffix('.')} {LEAP}") or readings(f"{text.strip().rstrip('./')}.{LEAP}")
    return f"add the year: write `YYYY{yearless[0][4:]}`" if len(yearless) == 1 else otherwise


def orders(cells: Iterable[str]) -> str:
    """Return `dm` or `md` if the dates of a column can only be read in one order, else an empty text."""
    found = [match for cell in cells if (match := FIGURES.fullmatch(cell.strip()))]
    day_first = any(int(match[1]) > len(MONTHS) for match in found)
    month_first = any(int(match[3]) > len(MONTHS) for match in found)
    return "" if day_first == month_first else "dm" if day_first else "md"


def _month(word: str, whole: str) -> int:
    if word.isdecimal():
        return int(word)
    lower = word.lower()
    known = (STARTS[lower[:size]] for size in (4, 3) if lower[:size] in STARTS)
    month = next(chain(known, (0,)))
    if not month:
        raise ValueError(f"`{whole[:60]}` is not a date")
    return month


def _made(year: str, month: int, number: str, word: str) -> str:
    full = int(year) + (CENTURY if len(year) == 2 else 0)  # noqa: PLR2004 - two figures
    try:
        return date(full, month, int(number)).isoformat()
    except ValueError:
        raise ValueError(f"`{word[:60]}` is not a day of the calendar") from None
