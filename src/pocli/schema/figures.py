"""Which number does a person mean who does not write plain digits with a point?

What can mean two numbers gives both: `1,200` is one thousand two hundred in one country, and one and a fifth in another.
"""

import re
from fractions import Fraction

from pocli.model.number import text
from pocli.text import UNSEEN

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
PARTS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "half": "0.5", "a half": "0.5"}
UNIT = re.compile(r"(.*\d)\s*(?:story\s*)?(?:points?|pts?|sp)\.?", re.IGNORECASE)
SPACED = re.compile(r"\d{1,3}(?:[ '’_\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?", re.ASCII)
COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
COMMA = re.compile(r"\d+,\d+", re.ASCII)
PLAIN = re.compile(r"(?:\d++(?:\.\d++)?|\.\d++)(?:e\d)?|\d++\.", re.ASCII | re.IGNORECASE)
MILLIONS = re.compile(r"(\d+(?:[.,]\d+)?)\s?(?:M|(?i:mio|mn|million|millions))\.?", re.ASCII)
ABOUT = re.compile(r"(?:[~≈]|ca\.?|circa|about|around|approx\.?|roughly)\s*(\d.*)", re.IGNORECASE)
COUNTED = re.compile(r"(\d[\d.,]*)\s*[^\W\d_].*")
"""A number and what it counts: `900 users`."""
TIMES = re.compile(r"[\d.,\s]*(?:h|d|w|m|hours?|days?|weeks?|months?|years?|sprints?)\b", re.IGNORECASE)
THOUSANDS = re.compile(r"(\d+(?:[.,]\d+)?)\s?k", re.ASCII | re.IGNORECASE)
RATIO = re.compile(r"(\d{1,6})\s?/\s?([1-9]\d{0,5})", re.ASCII)
SPAN = re.compile(r"(?:from )?(.*?\S)\s*(?:\.{3}|…|-|–|—|\bto\b|\band\b)\s*(\S.*)")
DECIMALS = 10**6
LONGEST = 40


def figures(word: str) -> tuple[str, ...]:
    """Return the plain spellings of the numbers that a word can mean: one, two where it is ambiguous, or none."""
    bare = " ".join(word[:LONGEST].replace("−", "-").split(" ")).strip().strip(UNSEEN).removeprefix("+")
    unit = UNIT.fullmatch(bare)
    bare = unit[1] if unit else bare
    sign, bare = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    return tuple(dict.fromkeys(sign + text(value) for value in _values(bare) if _exact(value)))


def span(word: str) -> str:
    """Return the range that a word such as `800-2000` or `800 to 2,000` must mean; else an empty text."""
    found = SPAN.fullmatch(word[:LONGEST])
    lows, highs = map(figures, found.groups()) if found else ((), ())
    fitting = [f"{low}..{high}" for low in lows for high in highs if 0 < Fraction(low) < Fraction(high)]
    return fitting[0] if len(fitting) == 1 else ""


def hint(word: str, otherwise: str) -> str:
    """Return how a number should be written, where it can be told; else what is said then."""
    found = figures(word) or _loose(word[:LONGEST].strip())
    if len(found) > 1:
        return f"it can mean two numbers: write {' or '.join(f'`{one}`' for one in found)}"
    return f"write `{found[0]}`" if found else otherwise


def _loose(word: str) -> tuple[str, ...]:
    """Return the numbers of a word that says more than a number: `~900`, `900 users`; a time may be another unit."""
    if millions := MILLIONS.fullmatch(word):
        return (text(1_000_000 * Fraction(millions[1].replace(",", "."))),)
    about = ABOUT.fullmatch(word)
    word = about[1] if about else word
    counted = None if TIMES.match(word) else COUNTED.fullmatch(word)
    return figures(counted[1] if counted else word) if about or counted else ()


def certain(word: str) -> str | None:
    """Return the plain spelling of a number in figures that can be only one; None where it cannot be told."""
    found = figures(word)
    return found[0] if len(found) == 1 and any(map(str.isdecimal, word)) else None


def _exact(value: Fraction) -> bool:
    return (value * DECIMALS).denominator == 1


def _values(word: str) -> tuple[Fraction, ...]:
    """Return the numbers that a word without a sign can mean."""
    lower = word.lower()
    if lower in WORDS:
        return (Fraction(WORDS.index(lower)),)
    if lower in PARTS:
        return (Fraction(PARTS[lower]),)
    if ratio := RATIO.fullmatch(word):
        return (Fraction(int(ratio[1]), int(ratio[2])),)
    if thousands := THOUSANDS.fullmatch(word):
        return (1000 * Fraction(thousands[1].replace(",", ".")),)
    if PLAIN.fullmatch(word):
        return (Fraction(word.removesuffix(".")),)
    return _separated(word)


def _separated(word: str) -> tuple[Fraction, ...]:
    """Return the numbers that digits with separators can mean."""
    if SPACED.fullmatch(word):
        return (Fraction(re.sub(r"[^\d.]", "", word.replace(",", "."))),)
    if COMMAS.fullmatch(word):
        whole = Fraction(word.replace(",", ""))
        if word.startswith("0"):
            return (Fraction(word.replace(",", ".")),) if word.count(",") == 1 and "." not in word else ()
        return (whole,) if word.count(",") > 1 or "." in word else (whole, Fraction(word.replace(",", ".")))
    if POINTS.fullmatch(word):
        return (Fraction(word.replace(".", "").replace(",", ".")),)
    return (Fraction(word.replace(",", ".")),) if COMMA.fullmatch(word) else ()
