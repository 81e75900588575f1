"""How does what the schema refuses read, where does it stand, and what mends it?"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from pocli.model.diagnostic import Diagnostic, Fix
from pocli.model.place import Route
from pocli.reading import quick_fixes
from pocli.reading.locate import shown, span
from pocli.schema.key_order import model_of
from pocli.text import UNSEEN, nearest
from pocli.yaml.parse import EMPTY, Document

NAMES = {
    "assignee": "owner",
    "assigned_to": "owner",
    "story_points": "points",
    "estimate": "points",
    "ac": "acceptance_criteria",
    "criteria": "acceptance_criteria",
    "tags": "labels",
    "epic": "parent",
    "deadline": "due",
    "due_date": "due",
    "notes": "description",
    "desc": "description",
    "summary": "title",
    "name": "title",
    "role": "as_a",
    "persona": "as_a",
    "want": "i_want",
    "benefit": "so_that",
    "state": "status",
    "blocked_by": "depends_on",
    "dependencies": "depends_on",
    "iteration": "sprint",
}
"""What people call our fields."""
UNSURE = frozenset({"estimate", "name", "summary", "want", "iteration"})
"""Words that may mean something else: they are not renamed without being asked."""
WORDS = {"priority": 'the order comes from `rice`; to force a place: po pin ID "reason"'}
UNKNOWN = "remove it, or begin its name with `x-` to keep it as your own"
"""The hint for a field that means nothing."""
RULES = {"missing": "missing-field", "extra_forbidden": "unknown-field"}


def full(value: Any) -> Any:  # noqa: ANN401 - a tree
    """Return a copy of a tree without the keys that have no value (caps bound its depth)."""
    if isinstance(value, dict):
        return {key: full(inner) for key, inner in value.items() if inner is not EMPTY}
    if isinstance(value, list):
        return [None if inner is EMPTY else full(inner) for inner in value]
    return value


def problem(
    path: str, document: Document, model: type[BaseModel], item: Mapping[str, Any], *, fixable: bool
) -> Diagnostic:
    """Make a diagnostic of one of pydantic's errors; its `loc` is the route."""
    loc: Route = item["loc"]
    rule = RULES.get(item["type"], item["type"] if "-" in item["type"] else "wrong-type")
    message, hint = words(model, rule, item)
    place = span(document.places, loc, key=rule == "unknown-field")
    fix = _fix(path, document, model, rule, item) if fixable else None
    return shown(document, Diagnostic(rule, "error", message, path, place, hint, fix=fix))


def _fix(path: str, document: Document, model: type[BaseModel], rule: str, item: Mapping[str, Any]) -> Fix | None:
    """Return the change that mends one of pydantic's errors beyond doubt."""
    loc: Route = item["loc"]
    given = (item.get("ctx") or {}).get("instead")
    if given is not None:
        return quick_fixes.instead(path, document, loc, given)
    if rule == "text-became-mapping":
        return quick_fixes.unmapped(path, document, loc)
    name = _named(model, loc) if rule == "unknown-field" else ""
    if not name or str(loc[-1]).lower() in UNSURE:
        return None
    fix = quick_fixes.renamed(path, document, loc, name)
    return fix if fix and _accepts(model, document, loc, name) else None


def _accepts(model: type[BaseModel], document: Document, loc: Route, name: str) -> bool:
    """Tell whether a value fits the field that its key means, once it is called so, or can then be mended."""
    given = full({name if key == loc[-1] else key: value for key, value in document.tree.items()})
    try:
        model.model_validate(given)
    except ValidationError as error:
        wrong = [one for one in error.errors(include_url=False) if one["loc"][0] == name]
        return all((one.get("ctx") or {}).get("instead") for one in wrong)
    return True


def _named(model: type[BaseModel], loc: Route) -> str:
    """Return the field that an unknown key of a file certainly means: by what people call it, or its capitals."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])|[-\s]", "_", str(loc[-1]).strip(UNSEEN + " ").strip()).lower()
    fields = {(field.alias or key) for key, field in model.model_fields.items()}
    name = word if word in fields else NAMES.get(word, "")
    return name if len(loc) == 1 and name in fields else ""


def words(model: type[BaseModel], rule: str, item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the message and the hint of one of pydantic's errors, by the name of its rule."""
    name = str(item["loc"][-1]) if item["loc"] else ""
    context = item.get("ctx") or {}
    if rule == "missing-field":
        return f"`{name}` is missing", f"write `{name}:` and its value"
    if rule == "unknown-field":
        return f"`{name[:60]}` is not a field", _meant(model, item["loc"])
    if "message" in context:
        return context["message"], context["hint"]
    return "a mapping belongs here", "write it as `{key: value}`, or as indented lines"


def suspected(model: type[BaseModel], loc: Route) -> str:
    """Return the field that an unknown key most likely means, or an empty text."""
    return _named(model, loc) or nearest(str(loc[-1]), _siblings(model, loc))


def _meant(model: type[BaseModel], loc: Route) -> str:
    """Say which field an unknown one may mean: by what people call it, else by its spelling."""
    name = str(loc[-1])
    if len(loc) == 1 and name.lower() in WORDS and "rice" in model.model_fields:
        return WORDS[name.lower()]
    if called := _named(model, loc):
        return f"it is called `{called}`"
    near = suspected(model, loc)
    return f"did you mean `{near}`?" if near else UNKNOWN


def _siblings(model: type[BaseModel], loc: Route) -> Mapping[str, Any]:
    """Return the fields that there are where a key stands."""
    fields: dict[str, Any] = {(field.alias or key): field for key, field in model.model_fields.items()}
    if len(loc) == 1:
        return fields
    inner = [one for key in loc[:-1] if (one := str(key)) in fields]
    nested = model_of(fields[inner[0]].annotation) if inner else None
    return dict(nested.model_fields) if nested else fields
