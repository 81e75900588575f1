"""`po done`: is the story finished?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as done; po names what is still open in them.

    Examples:
        $ po done PO-12
        $ po done 12 13
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.done)
    transaction.carry_out(ctx.obj, found, seen=backlog, already="already done", dry_run=dry_run)
