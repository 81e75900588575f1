"""What does one file say, and what is wrong with it?

This module and those that it imports load pydantic and ruamel.yaml; `pocli.files.load` imports it when a file must be
read anew.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pocli.files import find
from pocli.files.parse import EMPTY, Document, Places, parse
from pocli.files.reading import Reading
from pocli.model.backlog import Unreadable
from pocli.model.diagnostic import Diagnostic, Place, Related
from pocli.model.place import Route, Span
from pocli.schema.values import MODELS, make
from pocli.text import nearest

WORDS = {
    "assignee": "it is called `owner`",
    "story_points": "it is called `points`",
    "estimate": "it is called `points`",
    "ac": "it is called `acceptance_criteria`",
    "tags": "it is called `labels`",
    "epic": "it is called `parent`",
    "deadline": "it is called `due`",
    "notes": "it is called `description`",
    "priority": "the order comes from `rice`; to force a place, write `pinned:` with the reason",
}
"""Words that people use for our fields."""
TEXTS = frozenset(
    [
        "title",
        "as_a",
        "i_want",
        "so_that",
        "acceptance_criteria",
        "text",
        "given",
        "when",
        "then",
        "pinned",
        "blocked",
        "dropped_because",
        "requested_by",
        "labels",
        "note",
        "description",
        "metric",
        "from",
        "answer",
        "name",
        "sprint_goal",
        "outcome",
        "project",
        "definition_of_done",
        "personas",
    ]
)
"""Fields in which a `#` is more likely text than a comment."""
NEEDED = {"sprints": ("id", "start", "end"), "config": ()}
RULES = {"missing": "missing-field", "extra_forbidden": "unknown-field"}


def read(path: str, data: bytes | str) -> Reading:
    """Read what `find.content` gave of one file of the backlog."""
    if isinstance(data, str):
        message = f"`{path}` is not read: {data}"
        trouble = Diagnostic("not-a-regular-file", "error", message, path, Span(), "put a plain file in its place")
        return Reading(None, Unreadable(path, 1, message), (trouble,))
    kind = find.kind(path)
    document = parse(data)
    if document.faults:
        return _left_out(path, tuple(_fault(path, document, *fault) for fault in document.faults))
    return _validated(path, kind, document)


def locate(root: Path, path: str, routes: tuple[Route, ...]) -> tuple[tuple[Span, str], ...]:
    """Return the span and the source line of each route of one file."""
    data = find.content(root, path)
    document = parse(data) if isinstance(data, bytes) else parse(b"")
    spans = (_span(document.places, route) for route in routes)
    return tuple((span, _line(document, span)) for span in spans)


def _left_out(path: str, diagnostics: tuple[Diagnostic, ...]) -> Reading:
    first = next(one for one in diagnostics if one.severity == "error")
    return Reading(None, Unreadable(path, first.span.line, first.message), diagnostics)


def _fault(path: str, document: Document, rule: str, message: str, span: Span, hint: str, shown: bool) -> Diagnostic:
    source = _line(document, span) if shown else ""
    return Diagnostic(rule, "error", message, path, span, hint, source=source)


def _line(document: Document, span: Span) -> str:
    lines = document.text.split("\n")
    return lines[span.line - 1].rstrip("\r") if span.line <= len(lines) else ""


def _span(places: Places, route: Route, *, key: bool = False) -> Span:
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


def _validated(path: str, kind: str, document: Document) -> Reading:
    """Validate a tree; what is refused counts as missing, and the rest is validated again."""
    model = MODELS[kind]
    tree = {key: value for key, value in document.tree.items() if not key.startswith("x-")}
    extra = {key: _full(value) for key, value in document.tree.items() if key.startswith("x-") and value is not EMPTY}
    given = _full(tree)
    found = list(_cuts(path, document, document.places, ()))
    faults: list[str] = []
    while True:
        try:
            record = make(kind, path, model.model_validate(given), extra, tuple(dict.fromkeys(faults)))
        except ValidationError as error:
            found.extend(_problem(path, document, model, item) for item in error.errors(include_url=False))
            routes = [_known(given, item["loc"]) for item in error.errors(include_url=False)]
            faults.extend(_spelled(route) for route in routes)
            if any(
                len(route) < 1 or (route[0] in NEEDED.get(kind, ("id", "title")) and len(route) == 1)
                for route in routes
            ):
                return _left_out(path, _sorted(found))
            for route in sorted(
                set(routes), key=lambda one: [(isinstance(step, int), str(step).zfill(9)) for step in one], reverse=True
            ):
                _remove(given, route)
        else:
            return Reading(record, None, _sorted(found))


def _sorted(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(found), key=lambda one: (one.span, one.rule, one.message)))


def _full(value: Any) -> Any:  # noqa: ANN401 - a tree
    """Return a copy of a tree without the keys that have no value (caps bound its depth)."""
    if isinstance(value, dict):
        return {key: _full(inner) for key, inner in value.items() if inner is not EMPTY}
    if isinstance(value, list):
        return [None if inner is EMPTY else _full(inner) for inner in value]
    return value


def _known(tree: Any, loc: tuple[str | int, ...]) -> Route:  # noqa: ANN401 - a tree
    """Return the part of an error's place that stands in the tree (and the missing field's own name)."""
    route: list[str | int] = []
    for step in loc:
        inside = isinstance(tree, dict) and step in tree
        if not inside and not (isinstance(tree, list) and isinstance(step, int) and step < len(tree)):
            return (*route, step) if isinstance(tree, dict) and not route else tuple(route)
        route.append(step)
        tree = tree[step]
    return tuple(route)


def _remove(tree: Any, route: Route) -> None:  # noqa: ANN401 - a tree
    """Take what stands at a route out of the tree, if it is still there."""
    for step in route[:-1]:
        if isinstance(tree, dict) and step not in tree:
            return
        tree = tree[step]
    if isinstance(tree, dict):
        tree.pop(route[-1], None)
    elif isinstance(tree, list) and isinstance(route[-1], int) and route[-1] < len(tree):
        del tree[route[-1]]


def _spelled(route: Route) -> str:
    """Write a route as people do: `acceptance_criteria[1].done`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in route).lstrip(".")


def _problem(path: str, document: Document, model: type[BaseModel], item: Mapping[str, Any]) -> Diagnostic:
    """Make a diagnostic of one of pydantic's errors; its `loc` is the route."""
    loc: Route = item["loc"]
    rule = RULES.get(item["type"], item["type"] if "-" in item["type"] else "wrong-type")
    message, hint = _words(model, rule, item)
    span = _span(document.places, loc, key=rule == "unknown-field")
    return Diagnostic(rule, "error", message, path, span, hint, source=_line(document, span))


def _words(model: type[BaseModel], rule: str, item: Mapping[str, Any]) -> tuple[str, str]:
    name = str(item["loc"][-1]) if item["loc"] else ""
    context = item.get("ctx") or {}
    if rule == "missing-field":
        return f"`{name}` is missing", f"write `{name}:` and its value"
    if rule == "unknown-field":
        return f"`{name[:60]}` is not a field", _meant(model, item["loc"])
    if "message" in context:
        return context["message"], context["hint"]
    return "a mapping belongs here", "write it as `{key: value}`, or as indented lines"


def _meant(model: type[BaseModel], loc: Route) -> str:
    """Say which field an unknown one may mean: by what people call it, else by its spelling."""
    name = str(loc[-1])
    fields: dict[str, Any] = {(field.alias or key): field for key, field in model.model_fields.items()}
    if len(loc) > 1:
        inner = [one for key in loc[:-1] if (one := str(key)) in fields]
        nested = _model_of(fields[inner[0]].annotation) if inner else None
        fields = dict(nested.model_fields) if nested else fields
    elif name.lower() in WORDS:
        return WORDS[name.lower()]
    near = nearest(name, fields)
    return f"did you mean `{near}`?" if near else "remove it, or begin its name with `x-` to keep it as your own"


def _model_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type
    """Return the model that an annotation holds, whatever wraps it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in getattr(annotation, "__args__", ()) if (found := _model_of(inner))), None)


def _cuts(path: str, document: Document, places: Places, route: Route) -> tuple[Diagnostic, ...]:
    """Find texts that a `#` cut short."""
    found: list[Diagnostic] = []
    named = next((str(step) for step in reversed(route) if isinstance(step, str)), "")
    if places.cut and named in TEXTS:
        message = f"`{named}` ends at the `#`, which begins a comment"
        trouble = _fault(
            path, document, "text-cut-by-comment", message, places.span, "put quotes around the whole text", shown=True
        )
        found.append(trouble._replace(severity="warning"))
    for step, inner in places.inner.items():
        if not str(step).startswith("x-"):
            found.extend(_cuts(path, document, inner, (*route, step)))
    return tuple(found)


def related(root: Path, second: Related) -> Place:
    """Make a finding's second place concrete."""
    ((span, _),) = locate(root, second.path, (second.route,))
    return Place(second.path, span, second.message)
