"""Where in a file does a route lead?"""

from pathlib import Path

from pocli.files import find
from pocli.files.parse import Document, Places, parse
from pocli.model.diagnostic import Place, Related
from pocli.model.place import Route, Span


def locate(root: Path, path: str, routes: tuple[Route, ...]) -> tuple[tuple[Span, str], ...]:
    """Return the span and the source line of each route of one file."""
    data = find.content(root, path)
    return within(data if isinstance(data, bytes) else b"", routes)


def within(data: bytes, routes: tuple[Route, ...]) -> tuple[tuple[Span, str], ...]:
    """Return the span and the source line of each route in a file's bytes."""
    document = parse(data)
    spans = [span(document.places, route) for route in routes]
    return tuple((one, line(document, one)) for one in spans)


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
    lines = document.text.split("\n")
    return lines[at.line - 1].rstrip("\r") if at.line <= len(lines) else ""


def related(root: Path, second: Related) -> Place:
    """Make a finding's second place concrete."""
    ((span, _),) = locate(root, second.path, (second.route,))
    return Place(second.path, span, second.message)
