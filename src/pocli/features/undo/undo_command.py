"""`po undo`: take back the last commands, one after the other."""

from typing import Annotated

import typer

from pocli import output
from pocli.changes import transaction
from pocli.cli import options
from pocli.features.undo import page as view

Listed = Annotated[bool, typer.Option("--list", help="List the steps that po remembers; change nothing.")]


def command(
    ctx: typer.Context, listed: Listed = False, dry_run: options.DryRun = False, form: options.Format = "table"
) -> None:
    """Undo what the last po command changed; run it again for the one before it. `po redo` goes forward.

    It refuses if a file has changed since, or if git has committed, checked out or merged anything since.

    Examples:
        $ po undo --list
        $ po undo
    """
    if listed:
        output.show(form, transaction.remembered(ctx.obj), view, run=ctx.obj)
        return
    transaction.undo(ctx.obj, dry_run=dry_run)
