"""What does a JSON text of another tool hold, and where can it not be trusted?

One document or several behind each other, as tools that fetch page by page write them. A key twice in one object, a
number that is none, and nesting that no tool writes are refused.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn

from pocli.errors import PoError
from pocli.text import json_safe

DEEPEST = 100
BLANK = re.compile(r"[ \t\r\n]*")
STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
BRACKETS = re.compile(r"[\[\]{}]")
SURROGATE = re.compile("[\ud800-\udfff]")


def documents(text: str) -> tuple[object, ...]:
    """Return every document of a JSON text.

    Raises:
        PoError: it is no JSON, holds none, names a key twice in one object, or is nested too deep.
    """
    text = text.removeprefix("\ufeff")
    _shallow(text)
    decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_constant)
    found: list[object] = []
    at = _skip(text, 0)
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            hint = "export it again as JSON"
            raise PoError(f"line {error.lineno}, column {error.colno}: {error.msg.lower()}", hint) from error
        found.append(value)
        at = _skip(text, at)
    if not found:
        raise PoError("the file is empty", "export it again as JSON")
    return tuple(found)


def json_text(value: object) -> str:
    """Return a value as JSON, for people and for tools."""
    return json_safe(json.dumps(value, indent=2, ensure_ascii=False)) + "\n"


def objects(value: object) -> Iterator[Mapping[str, object]]:
    """Return the objects of a list, whose items may be lists themselves, as pages are."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            yield one
        elif isinstance(one, list):
            stack.extend(reversed(one))


def text(value: object) -> str:
    """Return a plain value as a text; nothing for a list, an object or null."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value}"
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else ""


def names(value: object, *keys: str) -> list[str]:
    """Return the name of each thing of a list, by the first of some keys that it has; a text is its own name."""
    found = value if isinstance(value, list) else [value]
    return [name for one in found if (name := name_of(one, *keys))]


def name_of(value: object, *keys: str) -> str:
    """Return the name of a thing, by the first of some keys that it has."""
    if isinstance(value, dict):
        return next((said for key in keys if (said := text(value.get(key)))), "")
    return text(value)


def says(value: object) -> bool:
    """Tell whether a value says something."""
    return bool(value)


def _shallow(text: str) -> None:
    """Refuse what is nested deeper than any tool writes, before a reader climbs down."""
    depth = 0
    for found in BRACKETS.finditer(STRING.sub(lambda one: " " * len(one[0]), text)):
        depth += 1 if found[0] in "[{" else -1
        if depth > DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            raise PoError(f"line {line}, column {column}: nested deeper than {DEEPEST}", "no tool exports such a file")


def _skip(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise PoError(f"the key `{key[:60]}` stands twice in one object", "keep one of the two")
        made[key] = value
    return made


def _constant(word: str) -> NoReturn:
    raise PoError(f"`{word}` is no number of JSON", "export it again, or write null")
