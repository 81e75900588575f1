"""`po unblock`: is the way free again?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as no longer blocked.

    Examples:
        $ po unblock PO-45
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.unblock)
    transaction.carry_out(ctx.obj, found, seen=backlog, already="not blocked", dry_run=dry_run)
