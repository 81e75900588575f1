"""`po redo`: do again what was taken back last."""

import typer

from pocli import options
from pocli.tasks import changes


def command(ctx: typer.Context, dry_run: options.DryRun = False) -> None:
    """Redo the change that `po undo` took back last; run it again for the one after it.

    After a new change there is nothing left to redo.

    Examples:
        $ po redo
    """
    changes.redo(ctx.obj, dry_run=dry_run)
