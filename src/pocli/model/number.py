"""How does an exact number look to a machine?"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

DIGITS = Context(prec=15, rounding=ROUND_HALF_EVEN)


def plain(value: Fraction) -> int | float:
    """Return a number for JSON: whole ones as int; else the exact decimal of up to 15 digits, else half-even to 15."""
    if value.denominator == 1:
        return value.numerator
    return float(rounded(value))


def rounded(value: Fraction) -> Decimal:
    """Return the number to 15 significant digits, half-even."""
    return DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def text(value: Fraction) -> str:
    """Return a number for CSV and for files: plain digits, no exponent, no trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{rounded(value).normalize():f}"
