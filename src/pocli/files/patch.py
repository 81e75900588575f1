"""How does a tree of texts become YAML of our strict subset, and how does one value of a file change?

What is written reads back as the same texts: a plain scalar where that is certain, else quotes; several lines as a
literal block; what no block can hold as escapes. Nothing is folded.
"""

import re
from collections.abc import Mapping, Sequence

from pocli.errors import PoError
from pocli.files.parse import parse

ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
UNSAFE_START = re.compile(r"[-?:](?![^\s,\[\]{}:?-])|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.|<<")
UNSAFE = re.compile(r":(?:\s|$)|\s#|^\s|\s$|[\t\n]")
UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:?]")
SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}
BLOCK_LISTS = ("acceptance_criteria",)


def emit(fields: Mapping[str, object]) -> str:
    """Return the text of a new file.

    Args:
        fields: texts, lists and mappings of them, in the order in which they are written.

    Raises:
        PoError: a text holds NUL or a lone surrogate, which no file may hold.
    """
    return "".join(f"{_scalar(key, flow=False)}:{_value(key, value)}\n" for key, value in fields.items())


def inline(value: object, *, flow: bool = False) -> str:
    """Return a value on one line, as it can stand after `key: `; with `flow`, inside of `[…]` or `{…}`."""
    if isinstance(value, str):
        return _scalar(value, flow=flow)
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_scalar(key, flow=True)}: {inline(one, flow=True)}" for key, one in value.items()) + "}"
        )
    if isinstance(value, Sequence):
        return "[" + ", ".join(inline(one, flow=True) for one in value) + "]"
    raise TypeError(type(value).__name__)


def set_value(text: str, start: int, end: int, new: str) -> str:
    """Return the text with the characters from `start` to `end` exchanged for new ones."""
    return text[:start] + new + text[end:]


def add_key(text: str, key: str, value: object) -> str:
    """Return a file's text with one more key at its end; the line breaks are like the file's own.

    Raises:
        PoError: the file cannot be read, has the key, or is written so that nothing can stand at its end.
    """
    before = parse(text.encode("utf-8", "surrogatepass"))
    if before.faults or key in before.tree:
        raise PoError(f"`{key}` cannot be added to this file", "see po validate, then edit it by hand")
    newline = "\r\n" if "\r\n" in text else "\n"
    column = min((place.key.column for place in before.places.inner.values()), default=1)
    added = re.sub(r"(?m)^(?=.)", " " * (column - 1), emit({key: value})).replace("\n", newline)
    grown = text + (newline if text.lstrip("\ufeff") and not text.endswith("\n") else "") + added
    after = parse(grown.encode("utf-8"))
    if after.faults or {name: one for name, one in after.tree.items() if name != key} != before.tree:
        hint = "write one key a line, end the file with a line break, then try again"
        raise PoError(f"`{key}` cannot be added at the end of this file", hint)
    return grown


def _value(key: str, value: object) -> str:
    """Return what stands after `key:`, with its space or line break."""
    if isinstance(value, str) and "\n" in value:
        return " " + (_literal(value) or _scalar(value, flow=False))
    if key in BLOCK_LISTS and isinstance(value, Sequence) and not isinstance(value, str) and value:
        return "".join(f"\n  - {_item(one)}" for one in value)
    return " " + inline(value)


def _item(value: object) -> str:
    """Return an item of a block list: a mapping has a line for each key."""
    if isinstance(value, Mapping) and value:
        return "\n    ".join(f"{_scalar(key, flow=False)}: {inline(one)}" for key, one in value.items())
    return inline(value)


def _literal(text: str) -> str:
    """Return a text as a literal block without the last line break, or nothing if no block can hold it."""
    body = text.rstrip("\n")
    if not body.strip() or ESCAPED.search(text) or IMPOSSIBLE.search(text):
        return ""
    ends = len(text) - len(body)
    header = "|" + ("2" if text[0] in " \n\t" else "") + ("-" if not ends else "" if ends == 1 else "+")
    lines = "".join("\n" + ("  " + line if line else "") for line in body.split("\n"))
    return header + lines + "\n" * max(ends - 1, 0)


def _scalar(text: str, *, flow: bool) -> str:
    if IMPOSSIBLE.search(text):
        raise PoError("a text holds a character that no file may hold", "remove NUL and lone surrogates from it")
    escapes = ESCAPED.search(text) or "\n" in text or "\t" in text
    plain = text and not escapes and not UNSAFE_START.match(text) and not UNSAFE.search(text)
    if plain and not (flow and UNSAFE_IN_FLOW.search(text)):
        return text
    if not escapes and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + re.sub(r'[\n\t\r\\"]|' + ESCAPED.pattern, _escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return SHORT.get(found[0]) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")  # noqa: PLR2004 - one byte
