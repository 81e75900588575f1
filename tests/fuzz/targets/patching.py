"""An edit: the file says what it should, and nothing outside of the edited value changes."""

from collections.abc import Iterator
from functools import reduce
from operator import getitem

from fuzz.seeds import TEXTS
from pocli.errors import PoError
from pocli.model.edit import Set
from pocli.model.place import Route
from pocli.yaml.extent import index, source
from pocli.yaml.parse import EMPTY, parse
from pocli.yaml.patch import PatchStep, _changed, patched

PATH = "stories/PO-1.yaml"
VALUES: tuple[object, ...] = (
    "zz",
    None,
    ["a: b", "c"],
    "two\nlines\n",
    {"text": "new"},
    "",
    " #x",
    "- a",
    "\ufeffü",
    "1",
)
SEEDS = tuple(bytes([place, kind]) + text for text in TEXTS for place in (0, 3, 9) for kind in (0, 1, 3))


def routes(tree: object, route: Route = ()) -> Iterator[Route]:
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in steps:
        yield (*route, step)
        yield from routes(value, (*route, step))


def check(data: bytes) -> None:
    text = data[2:]
    document = parse(text)
    found = list(routes(document.tree))
    if document.faults or not found:
        return
    route, value = found[data[0] % len(found)], VALUES[data[1] % len(VALUES)]
    old: object = reduce(getitem, route, document.tree)  # type: ignore[arg-type]
    if old is not EMPTY and (same := _put(text, route, old)) is not None:
        assert same == text
    new = _put(text, route, value)
    if new is None:
        return
    assert parse(new).tree == _changed(
        document.tree, route, PatchStep("drop" if value is None else "put", route, value)
    )
    places = document.places
    for step in route:
        places = places.inner[step]
    if (
        isinstance(value, str)
        and isinstance(old, str)
        and places.span.line == places.span.end_line
        and "\n" not in value
    ):
        src = source(document)
        start, end = (
            index(src, *place)
            for place in ((places.span.line, places.span.column), (places.span.end_line, places.span.end_column))
        )
        after = new.decode().removeprefix("\ufeff") if document.bom else new.decode()
        assert after.startswith(document.text[:start]), "what stands before changed"
        assert after.endswith(document.text[end:]), "what stands behind changed"


def _put(text: bytes, route: Route, value: object) -> bytes | None:
    try:
        return patched(text, [Set(PATH, route, value)])
    except PoError:
        return None
