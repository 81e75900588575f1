"""`po undo`: take back the last command."""

import typer

from pocli import options
from pocli.tasks import changes


def command(ctx: typer.Context, dry_run: options.DryRun = False) -> None:
    """Take back what the last po command changed; a second time brings it back.

    It refuses if one of the files was changed since.

    Examples:
        $ po undo
    """
    changes.undo(ctx.obj, dry_run=dry_run)
