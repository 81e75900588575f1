"""Which text of a file is not what it looks like: cut short by a `#`, or with the next item or field in it?

Both are sound YAML, so nothing else reports them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pocli.field_table.by_kind import FIELDS as FIELDS_OF
from pocli.field_table.by_kind import every
from pocli.field_table.field import TEXTS
from pocli.model.diagnostic import MOST, Diagnostic
from pocli.model.place import Route, Span
from pocli.reading import quick_fixes
from pocli.reading.locate import line, shown
from pocli.reading.schema_errors import NAMES
from pocli.yaml.letters import lines
from pocli.yaml.parse import Document, Places

OWN_WORDS = frozenset(field.name for field in every() if field.holds in TEXTS)
"""Fields in which a `#` is more likely text than a comment."""
NAMED = frozenset(field.name for field in every() if field.refers == "story") | {"owner"}
"""Fields in which it is so only where nothing stands before it: `#ada`, `#12`."""
JOINED = "joined-lines"
ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])(?:\s|$)|-[^\W\d]")
"""How a line begins that looks like an item of a list."""
FIELD = re.compile(r"([a-z_]{2,30})[ \t]*[:：](?!//)", re.IGNORECASE)
FIELDS = frozenset(field.name for fields in FIELDS_OF.values() for field in fields) | frozenset(NAMES)


class Doubt(NamedTuple):
    """What is wrong with a text, and where all of it stands."""

    diagnostic: Diagnostic
    text: Span


def doubts(path: str, document: Document) -> tuple[Doubt, ...]:
    """Return the texts of a file that say something else than they look like, in their order."""
    if not document.doubtful:
        return ()
    found: list[Doubt] = []
    for places, route, span in islice(_doubtful(document), MOST + 1):
        fixable = quick_fixes.affordable(document.text, len(found))
        make = _joined if places.lines else _cut
        found.append(Doubt(make(path, document, route, span, fixable=fixable), places.span))
    return tuple(found)


def _doubtful(document: Document) -> Iterator[tuple[Places, Route, Span]]:
    """Give the texts that say something else than they look like, and where in them."""
    for places, route in _plain(document.places):
        if places.lines:
            yield from ((places, route, span) for span in _like_items(lines(document.text), places.span))
        elif _named(route) in OWN_WORDS or (_named(route) in NAMED and _empty(places.span)):
            yield places, route, places.span


def with_doubts(found: Iterable[Diagnostic], doubtful: Sequence[Doubt]) -> Iterator[Diagnostic]:
    """Give the problems of a file with its doubts; a text of joined lines that the schema refuses is one error."""
    whole = (one for one in doubtful if one.diagnostic.rule == JOINED or _empty(one.text))
    joined = {(one.text.line, one.text.column): one.diagnostic for one in whole}
    told: set[Diagnostic] = set()
    for one in found:
        doubt = joined.get((one.span.line, one.span.column)) if one.severity == "error" else None
        if doubt:
            told.add(doubt)
            yield doubt._replace(rule=one.rule, severity=one.severity, fix=doubt.fix or one.fix)
        else:
            yield one
    yield from (doubt.diagnostic for doubt in doubtful if doubt.diagnostic not in told)


def _plain(places: Places, route: Route = ()) -> Iterator[tuple[Places, Route]]:
    """Find the texts without quotes that a `#` follows, or that have several lines."""
    if places.cut or places.lines:
        yield places, route
    for step, inner in places.inner.items():
        if not str(step).startswith("x-"):
            yield from _plain(inner, (*route, step))


def _like_items(every: Sequence[str], span: Span) -> Iterator[Span]:
    """Find the lines of a text, after its first, that look like the next item or field."""
    for number in range(span.line + 1, span.end_line + 1):
        text = every[number - 1].rstrip()
        begin = len(text) - len(text.lstrip())
        field = FIELD.match(text, begin)
        if ITEM.match(text, begin) or (field and field[1].lower() in FIELDS):
            yield Span(number, begin + 1, number, len(text) + 1)


def _joined(path: str, document: Document, route: Route, span: Span, *, fixable: bool) -> Diagnostic:
    looks = "field" if FIELD.match(line(document, span), span.column - 1) else "item"
    message = f"this line looks like the next {looks}, but it is part of `{_named(route)}`, which starts above"
    hint = f"indent it like the {looks} before it; or put quotes around the whole text"
    fix = quick_fixes.apart(path, document, route, span) if fixable and looks == "item" else None
    return shown(document, Diagnostic(JOINED, "warning", message, path, span, hint, fix=fix))


def _named(route: Route) -> str:
    return next((str(step) for step in reversed(route) if isinstance(step, str)), "")


def _empty(span: Span) -> bool:
    return (span.line, span.column) == (span.end_line, span.end_column)


def _cut(path: str, document: Document, route: Route, span: Span, *, fixable: bool) -> Diagnostic:
    """Tell of a text that ends at a `#`; one without a word before it may be a remark, but not as an item of a list."""
    empty = _empty(span)
    said = "is empty: the `#` begins a comment" if empty else "ends at the `#`, which begins a comment"
    sure = not empty or (bool(route) and isinstance(route[-1], int))
    item = "an item of " if empty and sure else ""
    message, hint = f"{item}`{_named(route)}` {said}", "put quotes around the whole text"
    fix = quick_fixes.uncut(path, document, route) if fixable and sure else None
    return shown(document, Diagnostic("text-cut-by-comment", "warning", message, path, span, hint, fix=fix))
