"""Which rules does a file ask to be silent, and on which lines?

`# po: ignore[not-atomic, no-role] reason` speaks of the line that it stands on. Each rule that it names is taken for
unused; whoever silences something by it takes that back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from pocli.model.diagnostic import MOST, UNUSED, Diagnostic, Fix
from pocli.model.edit import Replace
from pocli.model.place import Span
from pocli.reading.locate import shown
from pocli.yaml.letters import lines
from pocli.yaml.parse import Document, Places

COMMENT = re.compile(r"(?:^|(?<=\s))#\s*po:\s*ignore\[([^\[\]#\n]*+)\]")
NAME = re.compile(r"[^\s,]+")
LONGEST = 60


def ignores(path: str, document: Document) -> tuple[Diagnostic, ...]:
    """Return an `unused-ignore` for every rule that a comment of the file names."""
    if "ignore[" not in document.text:
        return ()
    return tuple(islice(_wishes(path, document), MOST + 1))


def _wishes(path: str, document: Document) -> Iterator[Diagnostic]:
    taken = tuple(_scalars(document.places))
    for number, text in enumerate(lines(document.text), start=1):
        for comment in COMMENT.finditer(text) if "ignore[" in text else ():
            if not _inside(taken, (number, comment.start() + 1)):
                names = list(islice(NAME.finditer(comment[1]), MOST + 1))
                fix = _gone(path, number, text, comment.start()) if len(names) == 1 else None
                yield from (_unused(path, document, number, comment.start(1), name, fix) for name in names)


def named(document: Document, pattern: str) -> Iterator[tuple[Span, str]]:
    """Give where the reasons of such comments name what a regular expression matches as a word of its own."""
    if "ignore[" not in document.text:
        return
    taken = tuple(_scalars(document.places))
    word = re.compile(rf"(?<![\w-]){pattern}(?![\w-])")
    for number, text in enumerate(document.text.split("\n"), start=1):
        comment = COMMENT.search(text)
        if comment and not _inside(taken, (number, comment.start() + 1)):
            for found in word.finditer(text, comment.end()):
                yield Span(number, found.start() + 1, number, found.end() + 1), found[0]


def _scalars(places: Places) -> Iterator[Span]:
    for inner in places.inner.values():
        if inner.inner:
            yield from _scalars(inner)
        else:
            yield inner.span


def _inside(taken: Sequence[Span], place: tuple[int, int]) -> bool:
    """Tell whether a place is within one of the spans, which are sorted and apart from each other."""
    at = bisect_right(taken, place, key=lambda span: (span.line, span.column)) - 1
    return at >= 0 and place < (taken[at].end_line, taken[at].end_column)


def _gone(path: str, number: int, text: str, start: int) -> Fix:
    """Remove a comment, and the blanks before it."""
    whole = text.rstrip("\r")
    span = Span(number, len(whole[:start].rstrip(" \t")) + 1, number, len(whole) + 1)
    return Fix((Replace(path, span, ""),), safe=True)


def _unused(path: str, document: Document, number: int, start: int, name: re.Match[str], fix: Fix | None) -> Diagnostic:
    span = Span(number, start + name.start() + 1, number, start + name.end() + 1)
    message, hint = f"nothing on this line breaks `{name[0][:LONGEST]}`", "remove the comment"
    return shown(document, Diagnostic(UNUSED, "warning", message, path, span, hint, fix=fix))
