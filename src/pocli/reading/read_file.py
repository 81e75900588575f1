"""What does one file say, and what is wrong with it?

This module and those that it imports load pydantic and ruamel.yaml; `pocli.store.load` imports it when a file must be
read anew.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pocli.disk import find
from pocli.model import ident
from pocli.model.backlog import Stray, Unreadable
from pocli.model.diagnostic import MOST, Diagnostic, bounded
from pocli.model.place import Route, Span, spelled
from pocli.reading import joint_fixes, locate, quick_fixes, slips
from pocli.reading.contents import NOTHING, ParsedFile
from pocli.reading.doubts import Doubt, doubts, with_doubts
from pocli.reading.schema_errors import full, problem, suspected
from pocli.reading.suppressions import ignores
from pocli.schema.values import MODELS, make
from pocli.yaml.parse import EMPTY, Document, parse

ID = re.compile(rb"^id:[ \t]*[\"']?(" + ident.ID.pattern.encode() + rb")[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
OWN_ID = re.compile(rf"^id:[ ]*[\"']?({ident.ID.pattern})\b", re.MULTILINE)
"""The id that a file gives itself, though it cannot be read."""
HINT = "put a plain file (or folder) in its place; check its permissions"
NEEDED = {"sprints": ("id", "start", "end"), "config": ()}


def read(root: Path, path: str) -> ParsedFile:
    """Read one file of the backlog."""
    return understood(path, find.content(root, path))


def understood(path: str, data: bytes | str) -> ParsedFile:
    """Read what `find.content` gave of one file."""
    if not find.kind(path) and (not find.of_records(f"{path}/") or isinstance(data, bytes)):
        return _elsewhere(path, data)
    if isinstance(data, str):
        message = f"`{path}` is not read: {data}"
        trouble = Diagnostic("not-a-regular-file", "error", message, path, Span(), HINT)
        return ParsedFile(None, Unreadable(path, 1, message), (trouble,))
    return reading(path, data)


def _elsewhere(path: str, data: bytes | str) -> ParsedFile:
    """Look at a file that stands where no record is read: only one that carries an id is of interest."""
    found = ID.search(data[: find.MAX_BYTES]) if isinstance(data, bytes) else None
    name = found[1].decode() if found else ident.in_file_name(path.rpartition("/")[2]) if find.of_records(path) else ""
    return ParsedFile(Stray(path, name), None, ()) if found or find.of_records(path) else NOTHING


def reading(path: str, data: bytes) -> ParsedFile:
    """Read a file's bytes, whether they are on the disk already or not."""
    kind, document = find.kind(path), parse(data)
    if document.faults:
        return _left_out(path, document, _unread(path, kind, document))
    return _validated(path, kind, document)


def as_written(path: str, tree: Mapping[str, object], data: bytes) -> ParsedFile:
    """Read a file just made of a tree of texts: only where the schema refuses the tree, its bytes are parsed."""
    extra = {key: value for key, value in tree.items() if key.startswith("x-")}
    given = {key: value for key, value in tree.items() if key not in extra}
    try:
        record = make(find.kind(path), path, MODELS[find.kind(path)].model_validate(given), extra, ())
    except ValidationError:
        return reading(path, data)
    return ParsedFile(record, None, ())


def _unread(path: str, kind: str, document: Document) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a text, and behind a slip that has a fix, what is wrong with the rest."""
    found: list[Diagnostic] = []
    while document.faults:
        cheap = quick_fixes.affordable(document.text, len(found))
        slip = slips.slip(path, document.text, document.faults[0]) if cheap else None
        if not slip:
            return bounded((*found, *(_fault(path, document, *fault) for fault in document.faults)))
        fault, fix = slip
        found.append(_fault(path, document, *fault)._replace(fix=fix))
        document = parse(quick_fixes.fixed(document.text, fix).encode("utf-8"))
    changed = {one.span.line for one in found}
    return bounded((*found, *joint_fixes.beside(changed, _validated(path, kind, document).diagnostics)))


def _left_out(path: str, document: Document, diagnostics: tuple[Diagnostic, ...]) -> ParsedFile:
    first = next(one for one in diagnostics if one.severity == "error")
    own = OWN_ID.search(document.text)
    return ParsedFile(None, Unreadable(path, first.span.line, first.message, own[1] if own else ""), diagnostics)


def _fault(path: str, document: Document, rule: str, message: str, span: Span, hint: str, shown: bool) -> Diagnostic:
    one = Diagnostic(rule, "error", message, path, span, hint)
    return locate.shown(document, one) if shown else one


def _validated(path: str, kind: str, document: Document) -> ParsedFile:
    """Validate a tree; what is refused counts as missing, and the rest is validated again."""
    model = MODELS[kind]
    tree = {key: value for key, value in document.tree.items() if not key.startswith("x-")}
    extra = {key: full(value) for key, value in document.tree.items() if key.startswith("x-") and value is not EMPTY}
    given = full(tree)
    doubtful = doubts(path, document)
    silenced = ignores(path, document)
    found: list[Diagnostic] = []
    faults: list[str] = []
    while True:
        try:
            record = make(kind, path, model.model_validate(given), extra, tuple(dict.fromkeys(faults)))
        except ValidationError as error:
            items = error.errors(include_url=False)
            listed = items[: max(0, MOST + 1 - len(found))]
            misnamed = {item["loc"]: _misnamed(model, given, item) for item in listed}
            for item in listed:
                if item["type"] != "missing" or item["loc"] not in misnamed.values():
                    fixable = quick_fixes.affordable(document.text, len(found))
                    found.append(problem(path, document, model, item, fixable=fixable))
            routes = [_known(given, item["loc"]) for item in items]
            depth = None if len(items) <= MOST else 1
            faults.extend(
                spelled((misnamed.get(item["loc"]) or route)[:depth]) for item, route in zip(items, routes, strict=True)
            )
            if any(
                len(route) < 1 or (route[0] in NEEDED.get(kind, ("id", "title")) and len(route) == 1)
                for route in routes
            ):
                return _left_out(path, document, _told(document, found, doubtful, silenced))
            for route in sorted(
                set(routes), key=lambda one: [(isinstance(step, int), str(step).zfill(9)) for step in one], reverse=True
            ):
                _remove(given, route)
        else:
            return ParsedFile(record, None, _told(document, found, doubtful, silenced))


def _told(
    document: Document, found: Iterable[Diagnostic], doubtful: Sequence[Doubt], silenced: tuple[Diagnostic, ...]
) -> tuple[Diagnostic, ...]:
    """Return the problems of a file, and what its comments silence: neither pushes the other off the list."""
    problems = sorted(bounded(with_doubts(found, doubtful)), key=lambda one: one.span)
    every = joint_fixes.joint(document, (*problems, *bounded(silenced)))
    return tuple(sorted(every, key=lambda one: one.span))


def _misnamed(model: type[BaseModel], given: Any, item: Mapping[str, Any]) -> Route:  # noqa: ANN401 - a tree
    """Return the field that an unknown key is most likely meant to be, if that is missing; else an empty route."""
    loc: Route = item["loc"]
    name = suspected(model, loc) if item["type"] == "extra_forbidden" else ""
    for step in loc[:-1]:
        given = given[step]
    return (*loc[:-1], name) if name and name not in given else ()


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
