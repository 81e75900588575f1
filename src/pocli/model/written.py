"""What does a story's file say, once it is only texts, lists and mappings? One spelling for each meaning."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from pocli.model.story import Comment, Criterion, Evidence, Ice, Link, Rice, Story, Wsjf

MICRO = 10**6
HERE = frozenset({"path", "extra", "faults"})
"""What a story has beside the fields of its file."""


def fields(story: Story) -> dict[str, object]:
    """Return the fields that are not empty, in the order of a file; defaults are left out."""
    default = Story("", "", "")
    said = {
        name: _said(name, value)
        for name, value in story._asdict().items()
        if name not in HERE and (value != getattr(default, name) or name in {"id", "title"})
    }
    return {**{name: value for name, value in said.items() if value}, **story.extra}


def number(value: Fraction) -> str:
    """Return a number of our grammar exactly: plain digits, at most six decimals."""
    whole, part = divmod(abs(round(value * MICRO)), MICRO)
    decimals = f".{part:06d}".rstrip("0") if part else ""
    return f"{'-' * (value < 0)}{whole}{decimals}"


def _said(name: str, value: object) -> object:
    """Return a value as texts, lists and mappings of texts."""
    said = value
    match value:
        case Fraction():
            said = number(value * 100) + "%" if name == "confidence" else number(value)
        case date():
            said = value.isoformat()
        case Rice():
            said = _rice(value)
        case Criterion():
            said = criterion(value)
        case Wsjf() | Ice() | Evidence() | Link() | Comment():
            # a confidence of ICE is no share
            said = {key: _said("", one) for key, one in value._asdict().items() if one not in {None, ""}}
        case tuple():
            said = [_said("", one) for one in value]
    return said


def _rice(value: Rice) -> Mapping[str, object]:
    parts: dict[str, object] = {}
    for part in ("reach", "impact", "confidence", "effort"):
        ends = getattr(value, f"{part}_range", None)
        one = getattr(value, part)
        if ends:
            parts[part] = "..".join(map(number, ends))
        elif one is not None:
            parts[part] = _said(part, one)
    return parts


def criterion(value: Criterion) -> object:
    """Return a criterion as a plain text if it is only that, else as a mapping."""
    steps = {name: list(getattr(value, name)) for name in ("given", "when", "then")}
    parts: dict[str, object] = {"text": value.text} if value.text else {}
    parts |= {name: one for name, one in steps.items() if one}
    if set(parts) == {"text"} and not value.done and not value.verified_by:
        return value.text
    parts |= {"done": "true"} if value.done else {}
    return parts | ({"verified_by": value.verified_by} if value.verified_by else {})
