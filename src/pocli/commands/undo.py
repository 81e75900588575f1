"""`po undo`: take back the last commands, one after the other."""

from typing import Annotated

import typer

from pocli import options, output
from pocli.tasks import changes
from pocli.views import remembered as view

Listed = Annotated[bool, typer.Option("--list", help="Show the steps that po remembers; change nothing.")]


def command(
    ctx: typer.Context, listed: Listed = False, dry_run: options.DryRun = False, form: options.Format = "table"
) -> None:
    """Take back what the last po command changed; again takes back the one before it. `po redo` goes forward.

    It refuses if one of the files was changed since, or if git committed, checked out or merged something since.

    Examples:
        $ po undo --list
        $ po undo
    """
    if listed:
        output.show(form, changes.remembered(ctx.obj), view, run=ctx.obj)
        return
    changes.undo(ctx.obj, dry_run=dry_run)
