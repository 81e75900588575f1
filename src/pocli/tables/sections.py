"""Which sections has a text of Markdown? What stands between fences of code begins none."""

import re
from collections.abc import Iterator

FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(.*)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def lines(text: str) -> Iterator[tuple[str, bool]]:
    """Return each line, and whether it is code or a fence of code; a fence that is not closed begins none."""
    found = text.split("\n")
    at = 0
    while at < len(found):
        end = _closing(found, at)
        for line in found[at : end + 1]:
            yield line, end > at
        at = end + 1


def _closing(found: list[str], at: int) -> int:
    """Return the line on which the code ends that begins on one, or the same line."""
    begin = FENCE.fullmatch(found[at])
    if begin is None or (begin[1][0] == "`" and "`" in begin[2]):
        return at
    for place in range(at + 1, len(found)):
        end = FENCE.fullmatch(found[place])
        if end and end[1][0] == begin[1][0] and len(end[1]) >= len(begin[1]) and not end[2].strip():
            return place
    return at


def without_code(text: str) -> str:
    """Return a text of the same length whose lines of code are blank."""
    return "\n".join(" " * len(line) if code else line for line, code in lines(text))


def uncommented(text: str) -> str:
    """Return a text without its HTML comments; those within code stay."""
    plain: list[str] = []
    made: list[str] = []
    for line, code in lines(text):
        if not code:
            plain.append(line)
            continue
        made += [COMMENT.sub("", "\n".join(plain))] if plain else []
        plain = []
        made.append(line)
    return "\n".join([*made, *([COMMENT.sub("", "\n".join(plain))] if plain else [])])


def parted(text: str, heading: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return the sections as their names and texts; the text before the first has an empty name.

    Args:
        text: the text.
        heading: what a line that begins a section matches; its first group is the name.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    for line, code in lines(text):
        begun = None if code else heading.fullmatch(line)
        if begun:
            found.append((begun[1].strip(), []))
        else:
            found[-1][1].append(line)
    return [(name, "\n".join(body)) for name, body in found]
