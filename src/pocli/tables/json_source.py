"""What does a JSON text of another tool hold, and where can it not be trusted?

One document or several behind each other, as tools that fetch page by page write them. A key twice in one object, a
number that is none, and nesting that no tool writes are refused.
"""

import json
import re
from collections.abc import Iterator, Mapping

from pocli.errors import PoError
from pocli.tables import json_checks
from pocli.tables.json_checks import DEEPEST
from pocli.text import json_safe

BLANK = re.compile(r"[ \t\r\n]*")
SURROGATE = re.compile("[\ud800-\udfff]")
DECODER = json.JSONDecoder(
    object_pairs_hook=json_checks.unique,
    parse_constant=json_checks.constant,
    parse_int=json_checks.whole,
    parse_float=json_checks.decimal,
)


def documents(text: str) -> tuple[object, ...]:
    """Return every document of a JSON text.

    Raises:
        PoError: it is no JSON, holds none, names a key twice in one object, has a number that is none, or is nested too
            deep; the message begins with the place, `12:3: `.
    """
    text = text.removeprefix("\ufeff")
    at = json_checks.deep(text)
    if at is not None:
        raise _refused(text, at, f"nested deeper than {DEEPEST}", "no tool exports such a file")
    found: list[object] = []
    at = _skip(text, 0)
    while at < len(text):
        try:
            value, at = DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _refused(text, error.pos, error.msg.lower().removesuffix(" at"), "export it again as JSON") from error
        except ValueError:
            raise _refused(text, *json_checks.first(text)) from None
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


def _refused(text: str, at: int, why: str, hint: str) -> PoError:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return PoError(f"{line}:{column}: {why}", hint)


def _skip(text: str, at: int) -> int:
    found = BLANK.match(text, at)
    return found.end() if found else at
