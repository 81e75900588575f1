"""Where does each story of a freely written text begin, and which lines are its own?"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pocli.prose import wording
from pocli.tables import sections, story_text
from pocli.tables.items import Note, normal

HASHES = re.compile(r"(#{1,6})\s++(\S.*)")
BOLD = re.compile(r"(?:\d{1,3}[.)]\s+)?(?:\*\*([^*]+)\*\*|__([^_]+)__):?")
LABELLED = re.compile(
    r"(?:\d{1,3}[.)]\s+)?\*\*(?:(?:user\s+)?story(?:\s+\d{1,3})?|title):?\*\*:?\s+(\S.*)", re.IGNORECASE
)
NUMBERED = re.compile(
    r"(?:(?:user\s++)?story|title|epic)?(?<!\s)\s*+(?:\d{1,3}[.:)]|:)\s*+|(?:user\s++)?story\s++\d{1,3}\s*+[-–—:.]\s*+",
    re.IGNORECASE,
)
ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|\[[ xX]?\])\s+\S.*|\s*(?:Given|When|Then|And|But)\s.*")
PIECE = re.compile(
    r"(?:as an?|as the|i want|i need|i can|i would like|i['’]d like|so that|in order to)\b.*", re.IGNORECASE
)
GENERIC = frozenset({"userstory", "userstories", "story", "stories", "backlog", "description", "productbacklog"})
"""Headings that name no story."""
SECTIONS = frozenset(
    [
        "notes",
        "note",
        "tasks",
        "subtasks",
        "dependencies",
        "details",
        "description",
        "outofscope",
        "assumptions",
        "risks",
        "definitionofdone",
        "openquestions",
        "technicalnotes",
        "implementationnotes",
        "edgecases",
        "questions",
        "context",
        "background",
        "priority",
        "summary",
        "rationale",
        "value",
    ]
)
"""Headings within a story."""
LEVEL_OF_BOLD = 7


class Part(NamedTuple):
    """A story: where it begins, its title where a heading tells one, and the lines below."""

    row: int
    title: str
    lines: list[str]


class _Block(NamedTuple):
    """A heading, or none, and the lines up to the next one."""

    row: int
    level: int
    title: str
    head: str
    """The line of the heading as it stands."""
    lines: list[str]


def is_criteria(line: str) -> bool:
    """Tell whether a line is the heading of the criteria."""
    return story_text.CRITERIA.fullmatch(line) is not None


def is_label(line: str) -> bool:
    """Tell whether a line only names what stands below it: `Notes:`, `**Notes**`."""
    return bool(BOLD.fullmatch(line.strip())) or line.rstrip().endswith(":")


def bare(line: str) -> str:
    """Return a line without its bullet, its number and its emphasis."""
    return re.sub(r"^\s*(?:[-*+•>]|\d{1,3}[.)])\s+|\*\*|__", "", line).strip()


def sentence(lines: Sequence[str], at: int) -> tuple[wording.Wording, int]:
    """Return the sentence that begins on a line, and over how many lines it goes; none of one line without."""
    first = bare(lines[at])
    if not PIECE.match(first) and not wording.read(first).want:
        return wording.NOTHING, 1
    size = 1
    while at + size < len(lines) and PIECE.match(bare(lines[at + size])) and not _role(lines[at + size]):
        size += 1
    joined = ", ".join(
        re.sub(r"^((?:\w+\s+){1,2}\w+):\s*", r"\1 ", bare(line)).rstrip(" ,.;") for line in lines[at : at + size]
    )
    words = wording.read(joined if size > 1 else first)
    return (words, size) if words.want else (wording.NOTHING, 1)


def begins(lines: Sequence[str], at: int) -> bool:
    """Tell whether a whole sentence begins on a line, one that says who wants it."""
    words, _ = sentence(lines, at)
    return bool(words.want and words.role)


def _role(line: str) -> bool:
    return bool(re.match(r"as (?:an?|the)\b", bare(line), re.IGNORECASE))


def parts(lines: Sequence[str], notes: list[Note]) -> Iterator[Part]:
    """Return each story; what stands before, between and above them is named."""
    current: Part | None = None
    level = 0
    for block in _blocks(lines):
        if current is not None and _belongs(block, level):
            current.lines.extend([block.head, *block.lines])
        elif _is_story(block):
            if current is not None:
                yield current
            current, level = Part(block.row, block.title, list(block.lines)), block.level
        else:
            if current is not None:
                yield current
            current = None
            notes += _left(block)
    if current is not None:
        yield current


def _left(block: _Block) -> Iterator[Note]:
    if block.title or block.head:
        yield block.row, f"`{(block.title or block.head.strip())[:60]}`: not recognized as a story: left out"
    for at, line in enumerate(block.lines, 1 if block.head else 0):
        if line.strip("-= "):
            yield block.row + at, f"it belongs to no story: left out: `{line.strip()[:60]}`"


def _belongs(block: _Block, level: int) -> bool:
    """Tell whether a block goes on with the story before it: a section, or deeper and no story of its own."""
    if not block.head:
        return False
    told = any(begins(block.lines, at) for at in range(len(block.lines)))
    return not told and (normal(block.title) in SECTIONS or block.level > level > 0)


def _is_story(block: _Block) -> bool:
    if any(begins(block.lines, at) for at in range(len(block.lines))):
        return True
    listed = any(ITEM.fullmatch(line) for line in block.lines)
    return bool(block.title) and (listed or any(sentence(block.lines, at)[0].want for at in range(len(block.lines))))


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Return the headings with what stands below; a second sentence begins a block of its own."""
    found = _Block(1, 0, "", "", [])
    told = False
    skip = 0
    for number, (line, code) in enumerate(sections.lines("\n".join(lines)), 1):
        level, title = (0, "") if code else _heading(line)
        told_here = not code and skip < number and begins(lines, number - 1)
        if level:
            yield from _told(found)
            found, told = _Block(number, level, title, line, []), False
        elif told_here and (told or (not found.head and any(map(str.strip, found.lines)))):
            yield from _told(found)
            found = _Block(number, 0, "", "", [line])
        else:
            found.lines.append(line)
        if told_here:
            told, skip = True, number + sentence(lines, number - 1)[1] - 1
    yield from _told(found)


def _told(block: _Block) -> Iterator[_Block]:
    if block.head or any(map(str.strip, block.lines)):
        yield block


def _heading(line: str) -> tuple[int, str]:
    """Return the level and the title of a heading; no level for another line, no title for one that names no story."""
    stripped = line.strip()
    hashes = HASHES.fullmatch(stripped)
    bold = BOLD.fullmatch(stripped) or LABELLED.fullmatch(stripped)
    if is_criteria(line) or not (hashes or bold):
        return 0, ""
    heading = hashes[2].removesuffix(":").rstrip("#").rstrip() if hashes else ""
    words = heading if hashes else next(filter(None, bold.groups()), "") if bold else ""
    words = words.strip("*_ ").removesuffix(":")
    if PIECE.match(words) and not hashes:
        return 0, ""
    title = NUMBERED.sub("", words, count=1).strip("*_ ")
    return len(hashes[1]) if hashes else LEVEL_OF_BOLD, "" if normal(title) in GENERIC else title
