"""What does JSON allow that cannot be trusted, and where does it stand?

The decoder of the standard library tells no places for what its hooks refuse, so the text is looked through once more
when one of them did. Nothing here climbs down by recursion.
"""

import json
import re
from math import isinf
from typing import NoReturn

DEEPEST = 100
LONGEST = 300
"""So many digits a number may have."""
STRING = r'"(?:[^"\\]|\\.)*+"?'
NESTING = re.compile(rf"{STRING}|[\[\]{{}}]", re.DOTALL)
TOKEN = re.compile(rf"{STRING}|[\[\]{{}}:,]|[^\s\[\]{{}}:,\"]+", re.DOTALL)
TWICE = "a key stands twice"
CONSTANTS = frozenset({"NaN", "Infinity", "-Infinity"})


def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object whose keys are all different.

    Raises:
        ValueError: one stands twice.
    """
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(TWICE)
    return made


def constant(word: str) -> NoReturn:
    """Refuse `NaN` and `Infinity`, which are no JSON.

    Raises:
        ValueError: always.
    """
    raise ValueError(word)


def whole(word: str) -> int:
    """Return a whole number.

    Raises:
        ValueError: it is longer than any tool writes.
    """
    if len(word) > LONGEST:
        raise ValueError(word)
    return int(word)


def decimal(word: str) -> float:
    """Return a number.

    Raises:
        ValueError: it is longer or larger than any tool writes.
    """
    value = float(word)
    if len(word) > LONGEST or isinf(value):
        raise ValueError(word)
    return value


def deep(text: str) -> int | None:
    """Return where a text is nested deeper than any tool writes, or None."""
    depth = 0
    for found in NESTING.finditer(text):
        word = found[0]
        if word in "[{":
            depth += 1
            if depth > DEEPEST:
                return found.start()
        elif word in "]}":
            depth -= 1
    return None


def first(text: str) -> tuple[int, str, str]:
    """Return where the first thing stands that a hook refuses, what is wrong, and what to do.

    The text is JSON up to there.
    """
    objects: list[set[str] | None] = []
    before = ""
    for found in TOKEN.finditer(text):
        word = found[0]
        keys = objects[-1] if objects else None
        if word in "{[":
            objects.append(set() if word == "{" else None)
        elif word in "}]":
            del objects[-1:]
        elif word[0] == '"':
            key = json.loads(word, strict=False) if keys is not None and before in "{," else None
            if keys is not None and key in keys:
                return found.start(), f"the key `{str(key)[:60]}` stands twice in one object", "keep one of the two"
            if keys is not None and key is not None:
                keys.add(key)
        elif wrong := _number(word):
            return found.start(), wrong, "export it again, or write null"
        before = word
    return 0, "this JSON cannot be trusted", "export it again as JSON"


def _number(word: str) -> str:
    """Return what is wrong with a number, or an empty text."""
    if word in CONSTANTS:
        return f"`{word}` is not a JSON number"
    if word[0] not in "-0123456789":
        return ""
    if len(word) > LONGEST:
        return f"`{word[:20]}…` has more than {LONGEST} digits"
    return f"`{word[:60]}` is too large a number" if isinf(float(word)) else ""
