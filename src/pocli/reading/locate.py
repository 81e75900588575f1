"""Where in a file does a route lead?"""

from collections.abc import Sequence
from pathlib import Path

from pocli.disk import find
from pocli.model.diagnostic import Diagnostic, Related, RelatedPlace
from pocli.model.place import Route, Span
from pocli.yaml.letters import lines
from pocli.yaml.parse import Document, Places, parse

WINDOW = 200
"""So many characters of a line are kept to be shown."""
LEAD = 60
"""How many of them stand before the place."""


def locate(root: Path, path: str, found: Sequence[Diagnostic], routes: Sequence[Route]) -> tuple[Diagnostic, ...]:
    """Return problems of one file at the places that routes lead to, with what is shown of them."""
    data = find.content(root, path)
    return within(data if isinstance(data, bytes) else b"", found, routes)


def within(data: bytes, found: Sequence[Diagnostic], routes: Sequence[Route]) -> tuple[Diagnostic, ...]:
    """Return problems at the places that routes lead to in a file's bytes, with what is shown of them."""
    document = parse(data)
    places = [span(document.places, route) for route in routes]
    return tuple(shown(document, one._replace(span=place)) for one, place in zip(found, places, strict=True))


def span(places: Places, route: Route, *, key: bool = False) -> Span:
    """Return where a route leads; where it ends early, where it last was."""
    for step in route:
        if step not in places.inner:
            break
        places = places.inner[step]
    else:
        if route:
            return places.key if key and places.key != Span() else places.span
    start = places.span
    return start if route and places.key != Span() else Span(start.line, start.column, start.line, start.column + 1)


def line(document: Document, at: Span) -> str:
    """Return the line of a file that a span begins in."""
    every = lines(document.text)
    return every[at.line - 1].rstrip("\r") if at.line <= len(every) else ""


def shown(document: Document, one: Diagnostic) -> Diagnostic:
    """Return a problem with what is shown of its line: all of it, or a window around the place."""
    whole = line(document, one.span)
    if len(whole) <= WINDOW:
        return one._replace(source=whole)
    before = max(0, min(one.span.column - 1 - LEAD, len(whole) - WINDOW))
    return one._replace(source=whole[before : before + WINDOW], before=before)


def related(root: Path, second: Related) -> RelatedPlace:
    """Make a finding's second place concrete."""
    data = find.content(root, second.path)
    return beside(data if isinstance(data, bytes) else b"", second)


def beside(data: bytes, second: Related) -> RelatedPlace:
    """Return a finding's second place, given the bytes of its file."""
    return RelatedPlace(second.path, span(parse(data).places, second.route), second.message)
