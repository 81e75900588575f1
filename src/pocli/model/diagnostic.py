"""What is a problem in the data, and where does it stand?"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pocli.model.backlog import Backlog
from pocli.model.edit import Edit
from pocli.model.event import KnownPast
from pocli.model.place import Route, Span
from pocli.model.rule import Rule

SEVERITIES = ("error", "warning", "info")
UNUSED = "unused-ignore"
"""The rule of a `po: ignore` that silences nothing; its span holds the name of the rule that it names."""

MOST = 200
"""So many problems of one file are listed; whoever looks for them stops at the next one."""
MORE = "… and more problems in this file"


class Related(NamedTuple):
    """A second place that a finding speaks of, by its route."""

    path: str
    route: Route
    message: str


class Fix(NamedTuple):
    """The change that mends a finding; `safe` when it cannot change what the author meant."""

    edits: tuple[Edit, ...]
    safe: bool


class Finding(NamedTuple):
    """What a rule found: where in which document, never a line."""

    path: str
    route: Route
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    unsure: bool = False
    """It may well be wrong: an info, whatever the level of its rule."""


class RelatedPlace(NamedTuple):
    """A second place of a diagnostic, made concrete."""

    path: str
    span: Span
    message: str


class Diagnostic(NamedTuple):
    """A problem with its place. Syntax, schema and rules all give this value."""

    rule: str
    severity: str
    message: str
    path: str
    span: Span
    hint: str = ""
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    source: str = ""
    """Of the file's line at `span.line`, what is shown around the place; empty when it must not be."""
    before: int = 0
    """How many characters of that line stand before `source`."""

    def named(self) -> str:
        """Return the characters of the file that the span holds, if they stand in one line."""
        return self.source[self.span.column - 1 - self.before : self.span.end_column - 1 - self.before]


def bounded(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems of one file sorted by place: the first ones, and one that says that there are more."""
    every = sorted(set(found), key=lambda one: (one.span, one.rule, one.message))
    if len(every) <= MOST:
        return tuple(every)
    worst = min(every[MOST:], key=lambda one: SEVERITIES.index(one.severity))
    hint = f"fix the {MOST} that are listed, then check again"
    return (*every[:MOST], worst._replace(message=MORE, hint=hint, related=(), fix=None))


class Report(NamedTuple):
    """What one validation says, with paths as its readers see them."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    rules: tuple[Rule, ...] = ()
    """Every rule that judged, with its page where the format shows it."""

    def fixable(self) -> int:
        """Return how many of the problems have a safe fix."""
        return sum(one.fix is not None and one.fix.safe for one in self.diagnostics)


class Facts(NamedTuple):
    """What a rule may look at."""

    backlog: Backlog
    today: date
    options: Mapping[str, Fraction | str] = {}
    """The rule's OPTIONS, overridden by po.yaml."""
    past: KnownPast | None = None
    """What the history tells, where that was asked for."""
    digests: Mapping[str, str] = {}
    """What the rule's own `digest`, if it has one, says of each open story, by path; an empty one is left out."""
