"""What is there to know of a rule, whoever judges by it?"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

Options = Mapping[str, Fraction | int | str]
"""The options of a rule, and what they are unless po.yaml says another."""


class Rule(NamedTuple):
    """A rule: its name, how bad it is, what it is about, and what it finds."""

    name: str
    severity: str
    """error, warning or info, unless po.yaml says another."""
    about: str
    """The group that it belongs to, such as `references` or `wording`."""
    finds: str
    """One sentence."""
    options: Mapping[str, Fraction | int | str] = {}
    page: str = ""
    """Its page of the documentation, Markdown."""


READING: tuple[Rule, ...] = (
    Rule("invalid-yaml", "error", "yaml", "The file is not YAML."),
    Rule("unsafe-yaml", "error", "yaml", "The file uses a part of YAML that no backlog needs."),
    Rule("merge-conflict", "error", "yaml", "A merge left its markers."),
    Rule("colon-in-text", "error", "yaml", "A text with `: ` in it has no quotes."),
    Rule("text-became-mapping", "error", "yaml", "A `: ` turned a text into a mapping."),
    Rule("joined-lines", "warning", "yaml", "A line that looks like the next item or field is part of the text above."),
    Rule("text-cut-by-comment", "warning", "yaml", "A text ends at a ` #`, which begins a comment."),
    Rule("unknown-field", "error", "schema", "A key is not a field."),
    Rule("missing-field", "error", "schema", "A field that every file needs is missing."),
    Rule("wrong-type", "error", "schema", "A value is not of the field's type."),
    Rule("out-of-range", "error", "schema", "A value is too small, too large, or not of the field's form."),
    Rule("not-a-regular-file", "error", "files", "A YAML file is a link, a folder or a device."),
    Rule("unused-ignore", "warning", "suppressions", "A `po: ignore` silences nothing."),
)
"""What reading the files finds out, in the order in which it does."""

SETTABLE = frozenset({"joined-lines", "text-cut-by-comment", "unused-ignore"})
"""Those of READING whose level po.yaml may set: what the others find is wrong under every setting."""


def touches(faults: Collection[str], fields: Iterable[str]) -> bool:
    """Tell whether a fault such as `rice.reach` or `depends_on[1]` lies in one of the fields, or around it."""
    wanted = tuple(fields)
    return any(_inside(one, field) or _inside(field, one) for one in faults for field in wanted)


def _inside(inner: str, outer: str) -> bool:
    """Tell whether a place, as routes are spelled, is another one or a part of it."""
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))
