"""`po init`: start a backlog here."""

from typing import Annotated

import typer

from pocli import output, session


def command(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(help="Where; the default is here.", metavar="[DIR]")] = ".",
    example: Annotated[bool, typer.Option("--example", help="Copy the example backlog instead.")] = False,
) -> None:
    """Start a backlog here: po.yaml with comments, the folders, one good story; nothing is overwritten.

    Examples:
        $ po init
        $ po init shop --example
    """
    made = session.start(ctx.obj, folder, "backlog" if example else "start")
    output.note(ctx.obj, f"made {len(made)} files in {folder}; next: po rank")
