"""How does a tree of texts become YAML of our strict subset?

What is written reads back as the same texts: a plain scalar where that is certain, else quotes; several lines as a
literal block; what no block can hold as escapes. Nothing is folded.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from pocli.errors import PoError
from pocli.text import safe

ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
UNSAFE_START = re.compile(r"[-?:](?![^\s,\[\]{}:?-])|[,\[\]{}#&*!|>'\"%@`]|---|\.\.\.|<<")
UNSAFE = re.compile(r":(?:\s|$)|\s#|^\s|\s$|[\t\n]")
UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:?]")
SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}
BLOCK_LISTS = ("acceptance_criteria", "comments")

Spell = Callable[[str], str]
"""Writes a text as a scalar of a block, on one line."""


class Pieces(NamedTuple):
    """How a value stands behind `key:` or `- `: what is on that line, and the further lines with their breaks."""

    head: str
    body: str = ""


def emit(fields: Mapping[str, object]) -> str:
    """Return the text of a new file.

    Args:
        fields: texts, lists and mappings of them, in the order in which they are written.

    Raises:
        PoError: a text holds NUL or a lone surrogate, which no file may hold.
    """
    return "".join(entry(key, value) + "\n" for key, value in fields.items())


def inline(value: object, *, flow: bool = False) -> str:
    """Return a value on one line, as it can stand after `key: `; with `flow`, inside of `[…]` or `{…}`.

    Raises:
        PoError: a text holds NUL or a lone surrogate, which no file may hold.
    """
    if value is None:  # a key or a dash with nothing behind it; a list in brackets cannot hold that
        return '""' if flow else ""
    if isinstance(value, str):
        return _scalar(value, flow=flow)
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_scalar(key, flow=True)}: {inline(one, flow=True)}" for key, one in value.items()) + "}"
        )
    if isinstance(value, Sequence):
        return "[" + ", ".join(inline(one, flow=True) for one in value) + "]"
    raise TypeError(type(value).__name__)


def entry(key: str, value: object, *, indent: int = 0, spell: Spell = inline) -> str:
    """Return `key: value`; its further lines are indented, the key itself stands where the caller puts it."""
    head, body = pieces(key, value, indent=indent, spell=spell)
    return f"{_scalar(key, flow=False)}:{' ' + head if head else ''}{body}"


def pieces(key: str, value: object, *, indent: int = 0, spell: Spell = inline) -> Pieces:
    """Return how the value of a key is written that stands `indent` characters in."""
    if isinstance(value, str):
        return _text(value, indent, spell)
    if key in BLOCK_LISTS and isinstance(value, Sequence) and value:
        dash = "\n" + " " * (indent + 2) + "- "
        return Pieces("", "".join(dash + "".join(item(one, dash=indent + 2, spell=spell)) for one in value))
    return Pieces(inline(value))


def item(value: object, *, dash: int, column: int = 0, spell: Spell = inline) -> Pieces:
    """Return how an item of a block list is written: a mapping has a line for each key.

    Args:
        value: a text, or a list or a mapping of texts.
        dash: how many characters the dash stands in.
        column: how many characters the keys of a mapping stand in; two more than the dash where nothing is said.
        spell: writes the texts.
    """
    if isinstance(value, str):
        return _text(value, dash, spell)
    if not isinstance(value, Mapping) or not value:
        return Pieces(inline(value))
    column = column or dash + 2
    lines = ("\n" + " " * column).join(entry(key, one, indent=column, spell=spell) for key, one in value.items())
    head, line_break, body = lines.partition("\n")
    return Pieces(head, line_break + body)


def literal(text: str, indent: int) -> str:
    """Return a text as a literal block without the last line break, or nothing if no block can hold it."""
    body = text.rstrip("\n")
    if not body.strip() or ESCAPED.search(text) or IMPOSSIBLE.search(text):
        return ""
    ends = len(text) - len(body)
    header = "|" + ("2" if text[0] in " \n\t" else "") + ("-" if not ends else "" if ends == 1 else "+")
    lines = "".join("\n" + (" " * indent + line if line else "") for line in body.split("\n"))
    return header + lines + "\n" * max(ends - 1, 0)


def respelled(text: str, old: str, spelling: str, *, flow: bool) -> str:
    """Return a text in the quotes of the one before it, where that had them by choice or the new one needs some too.

    Args:
        text: the new text.
        old: the text before it.
        spelling: how that was written.
        flow: whether it stands inside of `[…]` or `{…}`.
    """
    usual = _scalar(text, flow=flow)
    quote = spelling[:1]
    if quote not in {"'", '"'} or (usual == text and _scalar(old, flow=flow) != old):
        return usual
    return _single(text) if quote == "'" and not _needs_escapes(text) else _double(text)


def _text(text: str, indent: int, spell: Spell) -> Pieces:
    """Return a text as a literal block below a key or dash that stands `indent` characters in, or on one line."""
    head, line_break, body = (literal(text, indent + 2) if "\n" in text else "").partition("\n")
    return Pieces(head, line_break + body) if head else Pieces(spell(text))


def _scalar(text: str, *, flow: bool) -> str:
    if IMPOSSIBLE.search(text):
        raise PoError(f"`{safe(text)}` contains a character that no file may contain", "write it in UTF-8, without NUL")
    escapes = _needs_escapes(text)
    plain = text and not escapes and not UNSAFE_START.match(text) and not UNSAFE.search(text)
    if plain and not (flow and UNSAFE_IN_FLOW.search(text)):
        return text
    return _single(text) if not escapes and ('"' in text or "\\" in text) else _double(text)


def _needs_escapes(text: str) -> bool:
    return bool(ESCAPED.search(text) or "\n" in text or "\t" in text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return '"' + re.sub(r'[\n\t\r\\"]|' + ESCAPED.pattern, _escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return SHORT.get(found[0]) or (f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")  # noqa: PLR2004 - one byte
