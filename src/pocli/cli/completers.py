"""What does the shell ask at a parameter of a command?"""

from collections.abc import Callable

import typer

Completer = Callable[[typer.Context, str], list[tuple[str, str]]]
"""Returns what the shell offers for what was begun; the context's `obj` is the place of `cli.completion`."""


def known(kind: str) -> Completer:
    """Make what the shell asks for words of a kind; see `cli.completion`."""

    def words(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from pocli.cli.completion import offered

        return offered(kind, incomplete, ctx.obj)

    return words


def among(*words: str, listed: bool = False) -> Completer:
    """Make what the shell asks for a few words that are always the same; `listed` ones stand with commas."""

    def fitting(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:  # noqa: ARG001 - as `known`
        head, comma, last = incomplete.rpartition(",") if listed else ("", "", incomplete)
        return [(f"{head}{comma}{word}", "") for word in words if word.startswith(last)]

    return fitting
