"""Which sections has a text of Markdown? What stands between fences of code begins none."""

import re
from collections.abc import Iterator, Mapping

FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(.*)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def lines(text: str) -> Iterator[tuple[str, bool]]:
    """Return each line, and whether it is code or a fence of code; a fence that is not closed begins none."""
    found = text.split("\n")
    longest = _closers(found) if "```" in text or "~~~" in text else {}
    at = 0
    while at < len(found):
        end = _closing(found, at, longest)
        for line in found[at : end + 1]:
            yield line, end > at
        at = end + 1


def _closers(found: list[str]) -> dict[str, list[int]]:
    """Return, by its sign, how long the longest fence is that can end code on a line or below it."""
    longest = {"`": [0] * (len(found) + 1), "~": [0] * (len(found) + 1)}
    for at in range(len(found) - 1, -1, -1):
        fence = FENCE.fullmatch(found[at])
        for sign, sizes in longest.items():
            ends = fence is not None and fence[1][0] == sign and not fence[2].strip()
            sizes[at] = max(sizes[at + 1], len(fence[1]) if ends and fence else 0)
    return longest


def _closing(found: list[str], at: int, longest: Mapping[str, list[int]]) -> int:
    """Return the line on which the code ends that begins on one, or the same line."""
    begin = FENCE.fullmatch(found[at]) if longest else None
    if begin is None or (begin[1][0] == "`" and "`" in begin[2]) or longest[begin[1][0]][at + 1] < len(begin[1]):
        return at
    place = at + 1
    while not _ends(found[place], begin[1]):
        place += 1
    return place


def _ends(line: str, fence: str) -> bool:
    end = FENCE.fullmatch(line)
    return end is not None and end[1][0] == fence[0] and len(end[1]) >= len(fence) and not end[2].strip()


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
