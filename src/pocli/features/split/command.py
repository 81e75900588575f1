"""`po split`: an item that is too large becomes an epic with children."""

from typing import Annotated

import typer

from pocli.cli import options
from pocli.features.split import work

Into = Annotated[
    list[str] | None, typer.Option("--into", help="The title of a new story; repeatable.", metavar="TITLE")
]
Moves = Annotated[
    list[str] | None,
    typer.Option(
        "--criteria",
        help="Move criteria: 1,3=2 moves 1 and 3 to the second new story; repeatable.",
        metavar="N,…=CHILD",
    ),
]


def command(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="The story or epic to split.", metavar="ID", autocompletion=options.known("story"))
    ],
    into: Into = None,
    moves: Moves = None,
    dry_run: options.DryRun = False,
) -> None:
    """Split a story: it becomes the epic of the new stories, and the criteria that you choose move to them.

    The new stories serve the same goal and depend on the same stories. What depends on the epic depends on all of them.
    Without --into, po asks you.

    Examples:
        $ po split PO-10 --into "Export one month" --into "Export a year" --criteria 2,3=1 --dry-run
    """
    work.carried_out(ctx.obj, name, into or (), moves or (), dry_run=dry_run)
