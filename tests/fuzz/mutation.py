"""How does one input become another that is still much like a file of a person or a tool?"""

from collections.abc import Sequence
from random import Random

WORDS = (
    *(b"- ", b": ", b":", b"#", b" # ", b"[", b"]", b"{", b"}", b'"', b"'", b"|\n", b">-\n", b"|+\n", b"&a ", b"*a"),
    *(b"\n", b"\r\n", b"\r", b"\n  ", b"\n    ", b"\t", b" ", b"\0", b"\xef\xbb\xbf", b"\xff", b",", b";", b"<", b">"),
    *(b"---\n", b"...\n", b"%YAML 1.2\n", b"? ", b"!!str ", b"~", b"null", b"0", b"1e9", b"-1", b"1/3", b".."),
    *(b"9" * 40, b"# po: ignore[not-atomic]\n", b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"<<: ", b"\\"),
    *(b"\\u0000", b"\xc2\x85", b"$(x)", b"`", b"@", b"=1+1", b"../", b"/", b"\x1b["),
    *(one.encode() for one in "\u2028\u200b\u0301\u202e\U000e0041\ud7ff\ufffd\uff1a\u201c\u00bd\u00b2\ufb01\u0130"),
    *(b"id: PO-1\n", b"title: One\n", b"status: done\n", b"points: 3\n", b"labels: [a, b]\n", b"depends_on: [PO-2]\n"),
    *(b"acceptance_criteria:\n  - a\n  - {text: b, done: true}\n", b"rice: {reach: 1..9, impact: high}\n"),
    *(b"x-a: |\n  b\n", b"2026-11-23", b"PO-1", b"G-1", b"S-1", b"<p>", b"</p>", b"&amp;", b"**", b"- [x] "),
    *(b"```\n", b"h1. ", b"true"),
)
"""What means something to one of the readers."""


def mutated(dice: Random, data: bytes, others: Sequence[bytes], most: int) -> bytes:
    """Change a few places; what comes in is taken from other inputs, from the same one, or from WORDS."""
    for _ in range(1 << dice.randrange(4)):
        data = _step(dice, data, others)
    return data[:most]


def _step(dice: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    kind = dice.randrange(6)
    if kind == 0:
        at = dice.randrange(len(data) + 1)
        return data[:at] + dice.choice(WORDS) + data[at:]
    if kind == 1 and data:
        at = dice.randrange(len(data))
        return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    if kind == 2:
        start, end = _span(dice, len(data))
        return data[:start] + data[end:]
    if kind == 3:
        start, end = _span(dice, len(data))
        return data[:end] + data[start:end] * dice.choice((1, 1, 2, 40)) + data[end:]
    rows, more = data.splitlines(keepends=True), dice.choice(others).splitlines(keepends=True)
    start, end = _span(dice, len(rows))
    if kind == 4:
        first, last = _span(dice, len(more))
        return b"".join((*rows[:start], *more[first:last], *rows[end:]))
    moved = rows[start:end]
    rest = rows[:start] + rows[end:]
    at = dice.randrange(len(rest) + 1)
    indented = [b"  " + row for row in moved] if dice.randrange(2) else [row.lstrip(b" ") for row in moved]
    return b"".join((*rest[:at], *dice.choice((moved, indented)), *rest[at:]))


def _span(dice: Random, size: int) -> tuple[int, int]:
    start = dice.randrange(size + 1)
    return start, min(size, start + dice.choice((1, 2, 4, 16)))
