"""With which options does a person say the fields of a new record?"""

import inspect
from collections.abc import Callable
from keyword import iskeyword
from typing import Annotated, Any

import typer

from pocli.changes import creation
from pocli.cli import filters, options
from pocli.field_table.field import LISTS, Field


def field_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each field of a new record, as one mapping `given` of what was said."""
    first: dict[str, inspect.Parameter] = {}
    for kind in ("story", "goal", "request", "sprint"):
        for name, field in creation.OPTIONS[kind].items():
            first.setdefault(name, _said(kind, field))
    return filters.gathered(command, "given", list(first.values()))


def _said(kind: str, field: Field) -> inspect.Parameter:
    words = "day" if field.holds == "day" else field.offers
    option = typer.Option(
        creation.flag(field.name),
        help=field.option,
        rich_help_panel=kind.capitalize(),
        metavar="WORDS",
        autocompletion=options.known(words) if words else None,
    )
    several = field.holds in LISTS
    annotation: Any = Annotated[list[str] | None, option] if several else Annotated[str, option]
    default = None if several else ""
    name = f"{field.name}_" if iskeyword(field.name) else field.name
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
