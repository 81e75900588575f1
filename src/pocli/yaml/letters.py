"""Which characters does no file of a backlog hold, and where do they stand?"""

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pocli.model.diagnostic import MOST
from pocli.model.place import Span

REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)
SURROGATE = re.compile("[\ud800-\udfff]")
UTF16 = re.compile("(?:[\t\n\r -~]\0){2}|(?:\0[\t\n\r -~]){2}")
"""How ASCII begins in UTF-16 without a mark; that is UTF-8 too, and says nothing."""
NOT_UTF8 = "the file is not UTF-8"
CONFLICT = re.compile(r"^(?:<{7} .*|>{7} .*)$", re.MULTILINE)


class Fault(NamedTuple):
    """A problem of the text itself."""

    rule: str
    message: str
    span: Span
    hint: str = ""
    shown: bool = True
    """Whether the line may be printed."""


@lru_cache(maxsize=2)
def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text; those of the last texts are split once, however many problems are found in them."""
    return tuple(text.split("\n"))


def position(text: str, index: int) -> tuple[int, int]:
    """Return the line and the column, from 1, of a character."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _span(text: str, start: int, end: int) -> Span:
    return Span(*position(text, start), *position(text, end))


def not_utf8(data: bytes, start: int) -> Fault:
    """Return the fault of bytes that are not UTF-8."""
    before = data[:start].decode("utf-8", "replace")
    line, column = position(before, len(before))
    hint = "save the file as UTF-8"
    return Fault("unsafe-yaml", NOT_UTF8, Span(line, column, line, column + 1), hint, shown=False)


def characters(text: str) -> tuple[Fault, ...]:
    """Find the characters that the format refuses, and lone surrogates cannot occur in UTF-8."""
    if UTF16.match(text):
        return (not_utf8(text.encode(), 1),)
    faults = []
    for found in REFUSED.finditer(text):
        message = f"the character U+{ord(found[0]):04X} is not allowed"
        hint = "remove it, or write it as an escape in double quotes"
        faults.append(Fault("unsafe-yaml", message, _span(text, found.start(), found.end()), hint))
        if len(faults) > MOST:
            break
    return tuple(faults)


def conflicts(text: str) -> tuple[Fault, ...]:
    """Find the markers that a merge left."""
    hint = "po resolve asks field by field; or keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>"
    return tuple(
        Fault("merge-conflict", f"a merge left its marker `{found[0][:7]}`", _span(text, *found.span()), hint)
        for found in islice(CONFLICT.finditer(text), MOST + 1)
    )
