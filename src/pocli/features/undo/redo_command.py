"""`po redo`: do again what was taken back last."""

import typer

from pocli.changes import transaction
from pocli.cli import options


def command(ctx: typer.Context, dry_run: options.DryRun = False) -> None:
    """Redo the change that `po undo` took back last; run it again for the one after it.

    After a new change there is nothing left to redo.

    Examples:
        $ po redo
    """
    transaction.redo(ctx.obj, dry_run=dry_run)
