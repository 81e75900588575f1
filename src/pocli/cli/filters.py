"""Which options come as one value: the filters of a command, and others that belong together?"""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, cast

import typer

from pocli.cli import completers
from pocli.lookup.select import FILTERS

Chosen = dict[str, tuple[str, ...]]
NOUNS = {"requested_by": "stakeholder", "moscow": "MoSCoW word"}
"""What the help calls a filter that it does not call like its field."""


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters, as one mapping `chosen` of their words (`status`, `not_status`, …).

    A filter whose name the command has for something else is left out.
    """
    free = [name for name in FILTERS if name not in inspect.signature(command).parameters]
    added = [_filter(name, f"--{name.replace('_', '-')}", "Show only") for name in free]
    added += [_filter(f"not_{name}", f"--not-{name.replace('_', '-')}", "Leave out") for name in free]
    return gathered(command, "chosen", added)


def gathered(command: Callable[..., Any], into: str, added: list[inspect.Parameter]) -> Callable[..., Any]:
    """Give a command more options, whose values come as one mapping."""
    own = inspect.signature(command)

    def command_of_all(**values: Any) -> Any:  # noqa: ANN401 - whatever the command takes
        found = {one.name: values.pop(one.name) for one in added}
        said = {name: tuple(value) if isinstance(value, list) else value or () for name, value in found.items()}
        return command(**values, **{into: {name: _owner(name, word, values) for name, word in said.items()}})

    kept = [parameter for parameter in own.parameters.values() if parameter.name != into]
    return _like(command, command_of_all, [*kept, *added])


def grouped(into: str, kind: Any) -> Callable[..., Any]:  # noqa: ANN401 - a class of NamedTuples
    """Give a command an option for each field of a NamedTuple, in the place of its parameter that takes them all."""

    def group(command: Callable[..., Any]) -> Callable[..., Any]:
        def command_of_all(**values: Any) -> Any:  # noqa: ANN401 - whatever the command takes
            return command(**{into: kind(**{name: values.pop(name) for name in kind._fields}), **values})

        parameters: list[inspect.Parameter] = []
        for one in inspect.signature(command).parameters.values():
            fields = kind._field_defaults.items() if one.name == into else ()
            either = inspect.Parameter.POSITIONAL_OR_KEYWORD
            added = [inspect.Parameter(a, either, default=b, annotation=kind.__annotations__[a]) for a, b in fields]
            parameters += added or [one]
        return _like(command, command_of_all, parameters)

    return group


def _like(command: Callable[..., Any], other: Any, parameters: list[inspect.Parameter]) -> Callable[..., Any]:  # noqa: ANN401 - a function
    """Let a function look like a command, with other parameters."""
    other.__signature__ = inspect.Signature(parameters)
    other.__annotations__ = {one.name: one.annotation for one in parameters}
    other.__doc__, other.__name__ = command.__doc__, command.__name__
    return cast("Callable[..., Any]", other)


def _owner(name: str, said: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a word, or words
    """Return what was said, with the person's own name for `me` where an owner is named."""
    if name not in {"owner", "not_owner"} or not said:
        return said
    from pocli.tasks import people

    run = values["ctx"].obj
    return people.owner(run, said) if isinstance(said, str) else tuple(people.owner(run, word) for word in said)


def _filter(name: str, flag: str, word: str) -> inspect.Parameter:
    field, what = name.removeprefix("not_"), flag.removeprefix("--not-").removeprefix("--")
    option = typer.Option(
        flag,
        help=f"{word} stories with this {NOUNS.get(field, field)}; repeatable.",
        rich_help_panel="Filters",
        metavar="WORD",
        autocompletion=None if what == "text" else completers.known(field),
    )
    annotation = Annotated[list[str] | None, option]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
