"""`po split`: an item that is too large becomes an epic with children."""

from typing import Annotated

import typer

from pocli import options
from pocli.tasks import splitting

Into = Annotated[list[str] | None, typer.Option("--into", help="The title of a child; repeatable.", metavar="TITLE")]
Moves = Annotated[
    list[str] | None,
    typer.Option("--criteria", help="Criteria that move to a child: 1,3=2; repeatable.", metavar="N,…=CHILD"),
]


def command(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="The story or epic.", metavar="ID", autocompletion=options.known("story"))
    ],
    into: Into = None,
    moves: Moves = None,
    dry_run: options.DryRun = False,
) -> None:
    """Split a story: it stays as the epic of new stories, and chosen acceptance criteria move to them.

    The children serve the same goal and wait for the same stories. Who waits for the epic waits for all its children.
    Without --into you are asked.

    Examples:
        $ po split PO-10 --into "Export one month" --into "Export a year" --criteria 2,3=1 --dry-run
    """
    splitting.carried_out(ctx.obj, name, into or (), moves or (), dry_run=dry_run)
