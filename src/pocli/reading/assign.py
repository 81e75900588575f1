"""What does `field=value` change in a file?

The value is read and checked as the schema reads it in a file, before anything is written.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from pocli.errors import PoError
from pocli.model.edit import Alteration
from pocli.model.place import Route, spelled
from pocli.reading.schema_errors import UNKNOWN, full, words
from pocli.schema.instead import understood
from pocli.schema.key_order import keys
from pocli.schema.shape import Shape, shape
from pocli.schema.values import MODELS
from pocli.text import composed, nearest
from pocli.yaml.parse import EMPTY, parse

ASSIGNMENT = re.compile(r"(\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?|\[\d+\])*)(\+=|-=|=)(.*)", re.DOTALL)
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
STEP = re.compile(r"\[(\d+)\]|([\w-]+)")
LEAST = {
    "stories": {"id": "PO-1", "title": "x"},
    "goals": {"id": "G-1", "title": "x"},
    "requests": {"id": "R-1", "title": "x"},
    "sprints": {"id": "S-1", "start": "2026-01-01", "end": "2026-01-02"},
    "config": {},
}
"""What a file must have, so that one field of it can be checked alone."""
NOUNS = {"stories": "a story", "goals": "a goal", "requests": "a request", "sprints": "a sprint", "config": "po.yaml"}

Tree = Any
Meaning = Callable[[Route, str], str]
"""Says what a word means in a field of this backlog, such as `12` in `parent`; it may refuse it."""


class Assignment(NamedTuple):
    """What is wished for a field: `=` sets it (None removes it), `+=` and `-=` add to a list and take out of it."""

    route: Route
    operator: str
    value: Tree


def assignment(word: str, kind: str, meaning: Meaning) -> Assignment:
    """Read `field=value`, `field+=value`, `field-=value` or `field=` for a kind of file.

    Raises:
        PoError: it is written otherwise, there is no such field, or the value does not fit it.
    """
    found = ASSIGNMENT.fullmatch(word)
    if not found:
        raise PoError(f"`{word}` sets nothing", "write field=value, such as points=5 or labels+=billing")
    route = tuple(int(number) if number else name for number, name in STEP.findall(found[1]))
    form = shape(kind, route)
    if form is None:
        raise _unknown(kind, route)
    if route == ("id",):
        raise PoError("an id cannot be set", "to change it everywhere: po renumber OLD NEW")
    if found[2] != "=" and form not in {"words", "sentences", "mappings", "anything"}:
        hint = _form(kind, route) if form == "mapping" else f"set it with {found[1]}=…"
        raise PoError(f"`{found[1]}` is not a list", hint)
    if not found[3] and found[2] == "=":
        if route[0] in LEAST[kind] and len(route) == 1:
            raise PoError(f"`{route[0]}` cannot be removed", f"{NOUNS[kind]} always has one")
        return Assignment(route, "=", None)
    value = _addressed(kind, route, _meant(_read(found[3], form, listed=found[2] != "="), route, meaning))
    return Assignment(route, found[2], value if found[2] == "-=" else typed(kind, route, value))


def _addressed(kind: str, route: Route, value: Tree) -> Tree:
    """Take an address for the `url` of what has one, such as a link."""
    if isinstance(value, list):
        return [_addressed(kind, route, one) for one in value]
    address = isinstance(value, str) and ADDRESS.fullmatch(value) and "url" in keys(kind, route)
    return {"url": value} if address else value


def _unknown(kind: str, route: Route) -> PoError:
    """Make the error of a field that there is not."""
    message, hint = words(MODELS[kind], "unknown-field", {"loc": route})
    inner = next(
        (name for name in keys(kind) if str(route[-1]) in keys(kind, (name,)) and shape(kind, (name,)) == "mapping"), ""
    )
    if hint == UNKNOWN:
        own = f"x-{str(route[0]).replace('_', '-')}=…"
        hint = f"see the fields: po schema {NOUNS[kind].removeprefix('a ')}; for one of your own: {own}"
    hint = f"did you mean `{inner}.{route[-1]}`?" if inner and len(route) == 1 else _keyed(kind, route, hint)
    return PoError(f"{message.replace(str(route[-1]), spelled(route), 1)} of {NOUNS[kind]}", hint)


def _read(text: str, form: Shape, *, listed: bool) -> Tree:
    """Read a value: as YAML where it is in brackets and no text belongs there, else word for word."""
    bracket = text.lstrip()[:1]
    if form != "text" and (bracket == "{" or (bracket == "[" and form != "mapping")):
        document = parse(f"v: {text}\n".encode("utf-8", "surrogatepass"))
        if document.faults or len(document.tree) != 1:
            message = document.faults[0].message if document.faults else "it is more than one value"
            raise PoError(f"`{text}` cannot be read: {message}", "write it as it would stand in the file, in quotes")
        value = full(document.tree["v"])
        return [value] if isinstance(value, dict) and form in {"sentences", "mappings"} else value
    if form == "words":
        return [word.strip() for word in text.split(",") if word.strip()]
    return [text] if form in {"sentences", "mappings"} or (listed and form == "anything") else text


def _meant(value: Tree, route: Route, meaning: Meaning) -> Tree:
    if isinstance(value, str):
        return meaning(route, value)
    if isinstance(value, list):
        return [_meant(one, route, meaning) for one in value]
    return value


def typed(kind: str, route: Route, value: Tree) -> Tree:
    """Return a value that the field takes: as it is, or as it must be meant, such as `80%` for a confidence of `80`.

    Raises:
        PoError: the field does not take it.
    """
    inside: Tree = value
    for step in reversed(route[1:]):
        inside = [inside] if isinstance(step, int) else {step: inside}
    if route[0] == "acceptance_criteria" and len(route) > 2:  # noqa: PLR2004 - a part of a criterion
        inside = [{"text": "x", **inside[0]}]
    place = tuple(0 if isinstance(step, int) else step for step in route)
    if str(route[0]).startswith("x-"):
        return value
    said = {str(route[0]): full(inside)}
    meant = understood(said, _errors(kind, said))
    wrong = [item for item in _errors(kind, meant) if item["loc"][: len(place)] == place]
    if not wrong:
        return value if meant == said else _at(meant, place)
    rule = _rule(wrong[0])
    message, hint = words(MODELS[kind], rule, wrong[0])
    if rule == "unknown-field":
        hint = _keyed(kind, wrong[0]["loc"], hint)
    elif "message" not in (wrong[0].get("ctx") or {}):
        hint = _form(kind, wrong[0]["loc"])
    inner = wrong[0]["loc"][len(place) :] if wrong[0]["loc"] != place else ()
    raise PoError(f"`{spelled((*route, *inner))}`: {message}", hint)


def _keyed(kind: str, route: Route, hint: str) -> str:
    """Return the hint for an unknown key of a mapping: the near one, or all there are; no `x-` stands in there."""
    known = keys(kind, route[:-1]) if len(route) > 1 else ()
    near = nearest(str(route[-1]), known)
    return f"did you mean `{near}`?" if near else f"it has: {', '.join(known)}" if known else hint


def _form(kind: str, route: Route) -> str:
    """Say how a mapping is written, with its keys."""
    known = keys(kind, route)
    name = str(route[0])
    if shape(kind, route[:1]) == "mapping":
        return f"set its parts: {', '.join(f'{name}.{key}=…' for key in known)}"
    return f"write its keys: {name}+='{{{', '.join(f'{key}: …' for key in known)}}}'"


def _errors(kind: str, fields: Mapping[str, Tree]) -> Sequence[Mapping[str, Any]]:
    """Return what the schema of a kind of file refuses of some fields."""
    try:
        MODELS[kind].model_validate({**LEAST[kind], **fields})
    except ValidationError as error:
        return error.errors(include_url=False)
    return ()


def _rule(item: Mapping[str, Any]) -> str:
    return {"missing": "missing-field", "extra_forbidden": "unknown-field"}.get(item["type"], "")


def alterations(path: str, tree: Tree, wanted: Sequence[Assignment]) -> tuple[Alteration, ...]:
    """Return what assignments change in a file that says `tree`; what is so already is left out.

    Raises:
        PoError: a list does not hold a list, or a field is set twice.
    """
    found: dict[Route, Alteration] = {}
    for one in (_in_criterion(tree, one) for one in wanted):
        earlier = found.get(one.route)
        if earlier and one.operator == "=":
            raise PoError(f"`{spelled(one.route)}` is set twice", "set it once")
        new = _alteration(path, tree, one, earlier.after if earlier else _at(tree, one.route))
        found[one.route] = new._replace(before=earlier.before) if earlier else new
    return tuple(one for one in found.values() if one.before != one.after)


def _alteration(path: str, tree: Tree, one: Assignment, before: Tree) -> Alteration:
    if one.operator == "=":
        if one.value is None and len(one.route) > 1 and _at(tree, one.route[:-1]) == {one.route[-1]: before}:
            return Alteration(one.route[:-1], {one.route[-1]: before}, None)
        return Alteration(one.route, before, one.value)
    old = before if before is not None else []
    if not isinstance(old, list):
        raise PoError(
            f"`{spelled(one.route)}` in `{path}` does not hold a list", "fix it first: po validate", path=path
        )
    if one.operator == "+=":
        new = [item for item in one.value if not any(_says(there, item) for there in old)]
        return Alteration(one.route, before, [*old, *new] or None)
    kept = [item for item in old if not any(_says(item, gone) for gone in one.value)]
    return Alteration(one.route, before, (kept or None) if kept != old else before)


def _in_criterion(tree: Tree, one: Assignment) -> Assignment:
    """Make a mapping of a criterion that is a plain text, where a part of it is set."""
    item, last = one.route[:-1], one.route[-1]
    text = _at(tree, item) if len(item) > 1 else None
    return Assignment(item, "=", {"text": text, last: one.value}) if isinstance(text, str) and one.value else one


def _says(item: Tree, wanted: Tree) -> bool:
    """Tell whether an item of a list is the one that is meant: by its text, or by all keys that are named."""
    if isinstance(item, dict) and isinstance(wanted, dict):
        return bool(wanted) and all(_same(item.get(key)) == _same(value) for key, value in wanted.items())
    text = item.get("text") if isinstance(item, dict) else item
    return bool(_same(text) == _same(wanted) or item == wanted)


def _same(item: Tree) -> Tree:
    """Return an item as it is compared with others."""
    return composed(item) if isinstance(item, str) else item


def _at(tree: Tree, route: Route) -> Tree:
    """Return what stands at a route; None where nothing does."""
    for step in route:
        inside = step in range(len(tree)) if isinstance(tree, list) else isinstance(tree, dict) and step in tree
        if not inside:
            return None
        tree = tree[step]
    return None if tree is EMPTY else tree
