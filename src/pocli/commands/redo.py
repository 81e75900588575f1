"""`po redo`: do again what was taken back last."""

import typer

from pocli import options
from pocli.tasks import changes


def command(ctx: typer.Context, dry_run: options.DryRun = False) -> None:
    """Bring back what `po undo` took back last; again brings back the step that followed it.

    A new change ends that: what was taken back before it stays so.

    Examples:
        $ po redo
    """
    changes.redo(ctx.obj, dry_run=dry_run)
