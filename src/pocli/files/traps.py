"""What did the author of a text mean where it stops being YAML, and where does the mistake begin?

The parser stops where it can go no further, often lines behind the mistake: a quote that nobody closed ends at the next
quote, or at the end of the file. What is suspected of being the cause is tried: with the quote closed, the text must
read further than before.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from pocli.files import letters
from pocli.model.place import Span

QUOTED = re.compile(r"""(?P<before>\s*+(?:-\s++)*+(?:[\w-]++:\s++)?+(?:-\s++)*+)(?P<quote>["'])(?P<rest>.*)""")
CLOSED = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'")}
WITHIN = {'"': '`\\"`', "'": "`''`"}
COLON = re.compile(r"^\s*(?:- )?[\w-]+:\s+[^\"'|>{\[\s].*:(?:\s|$)")
BLOCK = re.compile(r":\s+[|>][-+\d]*\s*$")
TAB = re.compile(r" *(?:- *)*\t")
TIGHT = re.compile(r"\s*([A-Za-z_][\w-]*):(\S.*)")
BARE = re.compile(r"\s*([A-Za-z_][\w-]*)(?:\s*=\s*|\s+)(\S.*)")
ITEM = re.compile(r"(\s*)([*•–—·+]|\d{1,2}[.)])\s+(?=\S)")
"""How an item of a list is written elsewhere."""
HASH = re.compile(r"[\[{,]\s*(#\S)")
LEADING = re.compile(r"\s*+(?:- )*+(?:[\w-]++:\s++)?+([\[{])(?:[^\[\]{}]*+[\]}]|\{[^{}]*+\}\})\s*+[^\s,#:\]}]")
"""A text that begins with a word in brackets."""
BRACKET = re.compile(r"(\s*+(?:-\s++)*+(?:[\w-]++:\s++)?+)([\[{])")
ENDS = {"[": "]", "{": "}"}
TRIED = 1_000_000
"""So many characters may be read again in search of the cause."""
QUOTES = "put quotes around the whole text"
IN_BRACKETS = "within brackets, a text with `:` in it needs quotes"
LONGEST = 60


class Trouble(NamedTuple):
    """Where the parser stopped; lines and columns count from 0."""

    problem: str
    line: int
    column: int
    context: str
    begin: tuple[int, int] | None
    """Where what it was reading begins."""


class Trap(NamedTuple):
    """A mistake: which rule speaks of it, in which words, and where it is."""

    rule: str
    message: str
    span: Span
    hint: str


Reach = Callable[[str], int | None]
"""Gives the line, from 0, in which a text stops being YAML; None where it is YAML."""


def trap(text: str, trouble: Trouble, reach: Reach) -> Trap:
    """Return the mistake behind what the parser could not read."""
    lines = list(letters.lines(text))
    source = lines[trouble.line] if trouble.line < len(lines) else ""
    found = (
        _second(lines, trouble)
        or _tab(source, trouble)
        or _unclosed(lines, trouble, reach)
        or _ended(lines, trouble)
        or _hash(lines, trouble)
        or _leading(source, trouble)
        or _bracket(lines, trouble)
        or _item(source, trouble)
        or _key(lines, trouble)
    )
    if found:
        return found
    at = _span(trouble.line, trouble.column)
    if trouble.problem.startswith("mapping values are not allowed") and COLON.match(source):
        return Trap("colon-in-text", "a text with `: ` in it needs quotes", at, QUOTES)
    message, hint = _words(source, trouble)
    return Trap("invalid-yaml", message, at, hint)


def _span(line: int, column: int, length: int = 1) -> Span:
    return Span(line + 1, column + 1, line + 1, column + 1 + length)


def second(span: Span) -> Trap:
    """Return the mistake of a file with more than one document."""
    hint = "keep one, without `---` or `...` and what follows"
    return Trap("unsafe-yaml", "the file has more than one document", span, hint)


def _second(lines: list[str], trouble: Trouble) -> Trap | None:
    """Find what stands behind the `...` that ends a document."""
    ended = any(line.startswith("...") for line in lines[: trouble.line])
    late = trouble.problem.startswith("did not find expected <document start>")
    return second(_span(trouble.line, trouble.column)) if ended and late else None


def _tab(source: str, trouble: Trouble) -> Trap | None:
    found = TAB.match(source)
    if not found:
        return None
    return Trap("invalid-yaml", "a tab cannot indent YAML", _span(trouble.line, found.end() - 1), "indent with spaces")


def _unclosed(lines: list[str], trouble: Trouble, reach: Reach) -> Trap | None:
    """Find the quote that is not closed: with it closed at the end of its line, the text reads further."""
    cost, best, cause = sum(map(len, lines)) + len(lines), -1, None
    for tried, (at, found) in enumerate(_open(lines, trouble.line), 1):
        if tried * cost > TRIED:
            break
        stop = reach("\n".join([*lines[:at], lines[at].rstrip() + found["quote"], *lines[at + 1 :]]))
        end = len(lines) if stop is None else stop
        further = end > trouble.line or (end > at and trouble.line >= len(lines) - 1)
        if further and end > best:
            best, cause = end, (at, found)
    return _quote(*cause) if cause else None


def _quote(at: int, found: re.Match[str]) -> Trap:
    """Say that a quote is not closed."""
    quote, rest = found["quote"], found["rest"].rstrip()
    whole = f"{found['before'].strip()} {quote}{rest}{quote}".strip()
    hint = f"close it: `{whole}`" if len(whole) <= LONGEST else "close it at the end of the text"
    place = _span(at, found.start("quote"), 1 + len(rest))
    return Trap("invalid-yaml", "the quote that opens here is not closed", place, hint)


def _open(lines: list[str], last: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Give the lines up to one in which a text in quotes begins and does not end."""
    for at, line in enumerate(lines[: last + 1]):
        found = QUOTED.fullmatch(line.rstrip("\r"))
        if found and not CLOSED[found["quote"]].match(found["rest"]):
            yield at, found


def _ended(lines: list[str], trouble: Trouble) -> Trap | None:
    """Find a quote that ends before the text does, and what is no escape within one."""
    source = lines[trouble.line] if trouble.line < len(lines) else ""
    if "\\" in source and ("escape" in trouble.problem or "hexdecimal" in trouble.problem):
        at = source.rfind("\\", 0, trouble.column + 1)
        hint = "write a backslash twice, or put single quotes around the text"
        return Trap("invalid-yaml", f"`{source[at : at + 2]}` is not an escape", _span(trouble.line, at, 2), hint)
    found = QUOTED.fullmatch(source.rstrip("\r"))
    closed = CLOSED[found["quote"]].match(found["rest"]) if found else None
    if not found or not closed or trouble.column < found.start("rest") + closed.end():
        return None
    rest = found["rest"][closed.end() :]
    if not rest.strip() or rest.lstrip().startswith((":", "#")):
        return None
    quote = found["quote"]
    hint = f"put one pair of quotes around the whole text, and write {WITHIN[quote]} for a quote within it"
    place = _span(trouble.line, found.start("quote"), 1 + closed.end())
    return Trap("invalid-yaml", "the quote ends before the text does", place, hint)


def _bracket(lines: list[str], trouble: Trouble) -> Trap | None:
    """Find the bracket that is not closed, or whose items have no comma between them."""
    begin = trouble.begin if trouble.context.startswith("while parsing a flow") else None
    if (
        begin and "".join(lines[begin[0] : begin[0] + 1])[begin[1] : begin[1] + 1] not in ENDS
    ):  # it is where the parser stopped
        begin = next(opened(lines, trouble.line), None)
    if not begin:
        return None
    line, column = begin
    opens, rest, at = lines[line][column], lines[line][column:], _span(line, column)
    ends = ENDS[opens]
    if line == trouble.line and ends in lines[line][trouble.column :]:
        message = f"what is between `{opens}` and `{ends}` cannot be read"
        return Trap("invalid-yaml", message, at, "put a comma between the items, and close each quote")
    whole = f"{rest.rstrip()}{ends}"
    plain = len(whole) <= LONGEST and not set(rest) & {*ENDS.values()}
    hint = f"close it: `{whole}`" if plain else f"close it with `{ends}`"
    return Trap("invalid-yaml", f"the bracket `{opens}` that opens here is not closed", at, hint)


def _hash(lines: list[str], trouble: Trouble) -> Trap | None:
    """Find a `#` within brackets that begins a comment, so that their end is not seen."""
    flow = trouble.context.startswith("while parsing a flow") or "node content" in trouble.problem
    for at in range(min(trouble.line, len(lines) - 1), -1, -1) if flow else ():
        found = HASH.search(lines[at])
        if found:
            return Trap("invalid-yaml", IN_BRACKETS.replace(":", "#"), _span(at, found.start(1)), QUOTES)
        if BRACKET.match(lines[at]):
            break
    return None


def _leading(source: str, trouble: Trouble) -> Trap | None:
    """Find a text that begins with a bracket: the parser takes that for a list or a mapping, and stops behind it."""
    found = LEADING.match(source)
    if not found or trouble.column < found.end() - 1:
        return None
    return Trap("invalid-yaml", f"a text cannot begin with `{found[1]}`", _span(trouble.line, found.start(1)), QUOTES)


def _item(source: str, trouble: Trouble) -> Trap | None:
    """Find an item of a list that begins with another sign than a dash."""
    found = ITEM.match(source)
    if not found or trouble.column > found.end():
        return None
    message = f"`{found[2]}` begins no item of a list"
    return Trap(
        "invalid-yaml",
        message,
        _span(trouble.line, found.start(2), len(found[2])),
        "write `- ` before each; for a text of several lines, put `|` behind its key",
    )


def opened(lines: list[str], last: int) -> Iterator[tuple[int, int]]:
    """Give the brackets that begin a value and are not closed in their line, the last one first."""
    for at in range(min(last, len(lines) - 1), -1, -1):
        found = BRACKET.match(lines[at])
        if found and ENDS[found[2]] not in lines[at]:
            yield at, found.start(2)


def _key(lines: list[str], trouble: Trouble) -> Trap | None:
    """Find a line that should be `key: value`, or a part of the text above it."""
    if trouble.context != "while scanning a simple key" or not trouble.begin:
        return None
    line, column = trouble.begin
    source = lines[line].rstrip() if line < len(lines) else ""
    place = _span(line, column, max(1, len(source) - column))
    above = next((one for one in reversed(lines[:line]) if one.strip()), "")
    if BLOCK.search(above):
        message, hint = "the text below `|` or `>` is not indented", "begin each of its lines with two spaces"
        return Trap("invalid-yaml", message, place, hint)
    tight, bare = TIGHT.fullmatch(source), BARE.fullmatch(source)
    named = tight or bare
    shown = f"`{named[1]}: {named[2]}`" if named and len(source) <= LONGEST else ""
    if tight:
        hint = f"put a space after the colon: {shown}" if shown else "put a space after the colon"
    else:
        hint = f"write {shown}, or indent it as part of what is above" if shown else "write `key: value`"
    return Trap("invalid-yaml", "this line is not `key: value`", place, hint)


ALIKE = "indent the keys of a mapping, and the items of a list, alike"
WORDS: Mapping[str, tuple[str, str]] = {
    "found character that cannot start any token": ("a text cannot begin with {sign}", QUOTES),
    "did not find expected node content": ("a text cannot begin with {sign}", QUOTES),
    "did not find expected comment or line break": (
        "a text cannot begin on the line of its `|` or `>`",
        "begin it on the next line, indented",
    ),
    "block sequence entries are not allowed": (
        "a list cannot begin on the line of its key",
        f"put `- ` on the next line; for a text: {QUOTES}",
    ),
    "found unexpected ':'": (IN_BRACKETS, QUOTES),
    "mapping values are not allowed": ("this line is indented as if it were part of the text above", ALIKE),
    "did not find expected key": ("the indent of this line matches nothing above it", ALIKE),
    "did not find expected '-' indicator": ("the indent of this line matches nothing above it", ALIKE),
    "did not find expected <document start>": (
        "this line begins further left than those above",
        "begin all keys of the file in the first column",
    ),
}
"""What the words of the parser mean for an author, and what to do."""


def _words(source: str, trouble: Trouble) -> tuple[str, str]:
    sign = source[trouble.column : trouble.column + 1]
    for beginning, (message, hint) in WORDS.items():
        if trouble.problem.startswith(beginning) and (sign or "{sign}" not in message):
            return message.format(sign=f"`{sign}`" if sign != "`" else "a backquote"), hint
    return f"this is not YAML: {trouble.problem}", "check the quotes, brackets, colons and blanks here and above"
