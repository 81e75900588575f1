"""Which number does a cell of a stranger's table say, whatever separates its figures and whatever it counts in?

Effort counts in person-months here: 4 weeks, 20 days or 160 hours of one person each. Reach keeps the period that it
counts in, which only the backlog can compare with its own.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from pocli.model.number import text
from pocli.schema import fields as f
from pocli.schema import figures
from pocli.text import signed

MONTHS = {"hour": Fraction(1, 160), "day": Fraction(1, 20), "week": Fraction(1, 4), "month": Fraction(1)}
MONTHS |= {"quarter": Fraction(3), "year": Fraction(12)}
"""How many person-months one of them is."""
SHORT = {"h": "hour", "hr": "hour", "d": "day", "pd": "day", "md": "day", "w": "week", "wk": "week", "pw": "week"}
SHORT |= {"pm": "month", "mo": "month", "mm": "month"}
WORD = r"(?:(?:person|man|work(?:ing)?|calendar|staff)[-\s]*)?(hour|hr|day|week|wk|month|quarter|year)s?"
HEADED_UNIT = re.compile(rf"(?<![a-z]){WORD}(?![a-z])", re.IGNORECASE)
MEASURED = re.compile(rf"(?P<amount>.*\d)\s*(?:{WORD}|(?P<short>h|hrs?|d|pd|md|w|wks?|pw|pm|mo|mm))\.?", re.IGNORECASE)
PERIOD = re.compile(
    r"(?:\bper\s+|\ba\s+|/\s*|\beach\s+|^)(day|week|month|quarter|year)\b|\b(dai|week|month|quarter|year)ly\b",
    re.IGNORECASE,
)
PER = re.compile(r"(.*\d)\s*(?:per\s+|a\s+|/\s*|each\s+)(day|week|month|quarter|year)s?\.?", re.IGNORECASE)
THOUSANDS = re.compile(r"-?\d{1,3}(?:[,'\u00a0\u202f ]\d{3})+(?:\.\d+)?", re.ASCII)
DECIMAL_COMMA = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}%?|-?0,\d+%?", re.ASCII)
SHARE = re.compile(r"0?\.\d+", re.ASCII)
ZEROS = re.compile(r"^(-?\d+)\.0+$", re.ASCII)
MICRO = 10**6


class Amounts(NamedTuple):
    """What the header and the other cells of a column of figures tell of one."""

    percent: bool = False
    """Its figures are percentages without their sign."""
    shares: bool = False
    """Some of them are shares, such as 0.8, and so is 1."""
    comma: bool = False
    """Decimals stand after a comma."""
    unit: str = ""
    """hour, day, week, month, quarter or year: what effort counts in."""
    period: str = ""
    """day, week, month, quarter or year: the time in which reach counts."""


NONE = Amounts()


def told(name: str, field: str, cells: Iterable[str]) -> Amounts:
    """Return what a column of figures tells of each of its cells."""
    kept = [cell.strip() for cell in cells if cell.strip()]
    comma = any(DECIMAL_COMMA.fullmatch(cell) for cell in kept)
    if field == "confidence":
        shares = [bool(SHARE.fullmatch(_digits(cell, comma=comma))) for cell in kept]
        return Amounts(percent=_percent(name, kept), shares=any(shares), comma=comma)
    unit = HEADED_UNIT.search(name) if field == "effort" else None
    period = PERIOD.search(" ".join(re.split(r"[()\[\]]+", name)).strip()) if field == "reach" else None
    return Amounts(comma=comma, unit=_full(unit[1]) if unit else "", period=_period(period) if period else "")


def _full(word: str) -> str:
    lower = word.lower()
    return SHORT.get(lower, SHORT.get(lower.removesuffix("s"), lower.removesuffix("s")))


def _period(found: re.Match[str]) -> str:
    word = (found[1] or found[2]).lower()
    return "day" if word == "dai" else word


def _percent(name: str, cells: Sequence[str]) -> bool:
    """Tell whether a column of confidences holds percentages without their sign."""
    return "%" in name or any(signed(cell, above=f.TEN) != cell for cell in cells)


def figure(field: str, word: str, hint: Amounts) -> str:
    """Return a number as the schema reads it; a ValueError says why it cannot be used."""
    if field == "effort":
        return _effort(word, hint)
    if field == "reach" and (found := PER.fullmatch(word)):
        word = found[1].strip()
    word = _digits(word, comma=hint.comma)
    whole = hint.shares and (SHARE.fullmatch(word) or word in {"1", "1.0"})
    word += "%" if hint.percent and not whole and f.NUMBER.fullmatch(word) else ""
    return ZEROS.sub(r"\1", word) if field == "points" else word


def period(word: str, hint: Amounts) -> str:
    """Return the time in which the reach of a cell counts, or an empty text."""
    found = PER.fullmatch(" ".join(word.split()))
    return found[2].lower() if found else hint.period


def _effort(word: str, hint: Amounts) -> str:
    """Return an effort in person-months."""
    measured = MEASURED.fullmatch(word)
    unit = _full(measured[2] or measured["short"]) if measured else hint.unit
    word = measured["amount"].strip() if measured else word
    if unit in {"", "month"}:
        return _digits(word, comma=hint.comma)
    ends = (figures.span(word) or word).split("..")
    return "..".join(_months(_digits(end.strip(), comma=hint.comma), unit) for end in ends)


def _months(word: str, unit: str) -> str:
    if not f.NUMBER.fullmatch(word):
        return word
    return text(round(Fraction(word) * MONTHS[unit] * MICRO) * Fraction(1, MICRO))


def _digits(word: str, *, comma: bool) -> str:
    """Return a number without what separates its thousands, with a point before its decimals."""
    if comma and re.fullmatch(r"-?\d{1,3}(\.\d{3})+|.*,.*", word):
        return word.replace(".", "").replace(",", ".")
    return re.sub(r"[,'\s]", "", word) if THOUSANDS.fullmatch(word) else word
