"""`po unpin`: does the formula decide again?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Unpin stories, so that the formula ranks them again.

    Examples:
        $ po unpin PO-17
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.unpin)
    transaction.carry_out(ctx.obj, found, seen=backlog, already="not pinned", dry_run=dry_run)
