"""With which options does a person say the fields of a new record?"""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from pocli.changes import creation
from pocli.cli import filters, options

SAID: Mapping[str, tuple[str, str]] = {
    "status": ("Story", "The status, such as draft or ready."),
    "as_a": ("Story", "The role that wants it."),
    "i_want": ("Story", "What the role wants."),
    "so_that": ("Story", "The benefit."),
    "acceptance_criteria": ("Story", "What must be true when it is done; repeatable."),
    "points": ("Story", "Story points."),
    "reach": ("Story", "People per period, or a range: 800..2000."),
    "impact": ("Story", "massive, high, medium, low, minimal, or a number."),
    "confidence": ("Story", "high, medium, low, or a percentage."),
    "effort": ("Story", "Person-months; default: worked out from the points."),
    "pinned": ("Story", "Why it comes first, whatever the formula says."),
    "due": ("Story", "The deadline, such as 2026-12-31."),
    "parent": ("Story", "The epic that it belongs to."),
    "goal": ("Story", "The goal that it serves."),
    "sprint": ("Story", "The sprint that it is planned for."),
    "depends_on": ("Story", "A story that must be delivered first; repeatable."),
    "requested_by": ("Story", "Who asked for it; repeatable."),
    "labels": ("Story", "A word to filter by; repeatable."),
    "owner": ("Story", "Who works on it."),
    "description": ("Story", "Free text."),
    "metric": ("Goal", "What is measured."),
    "baseline": ("Goal", "The metric's value at the start."),
    "target": ("Goal", "The metric's value when the goal is met."),
    "current": ("Goal", "The metric's value now."),
    "by": ("Goal", "The target date; for requests too."),
    "horizon": ("Goal", "Its place on the roadmap: now, next or later."),
    "from_": ("Request", "Who asks for it."),
    "value": ("Request", "What it is worth, in expected value or money: 120000 EUR."),
    "needs": ("Request", "A story that must be delivered; repeatable."),
    "name": ("Sprint", "The sprint's name."),
    "sprint_goal": ("Sprint", "The Sprint Goal; you can also write it after `sprint`."),
    "start": ("Sprint", "The first day; default: after the last sprint."),
    "end": ("Sprint", "The last day; default: as `sprint_days` in po.yaml says."),
    "capacity": ("Sprint", "The points that fit; default: as in the last sprint."),
}
"""What can be said of a new record: the panel of the help, and what it is."""
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("status", "goal", "sprint", "owner", "requested_by", "horizon", "impact", "confidence"), ""),
    **dict.fromkeys(("due", "by", "start", "end"), "day"),
    **dict.fromkeys(("depends_on", "needs"), "story"),
    "as_a": "persona",
    "parent": "epic",
    "labels": "label",
    "from_": "asker",
}
"""What the shell completes, by field; where it says no more, the kind is called like the field."""


def said(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each field of a new record, as one mapping `given` of what was said."""
    return filters.gathered(command, "given", [_said(name, *about) for name, about in SAID.items()])


def _said(name: str, panel: str, about: str) -> inspect.Parameter:
    flag = creation.flag(name)
    completed = options.known(KINDS[name] or name) if name in KINDS else None
    option = typer.Option(flag, help=about, rich_help_panel=panel, metavar="WORDS", autocompletion=completed)
    annotation: Any = Annotated[list[str] | None, option] if name in creation.LISTS else Annotated[str, option]
    default = None if name in creation.LISTS else ""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
