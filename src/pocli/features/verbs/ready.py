"""`po ready`: can it be taken into a sprint?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as ready for a sprint; this opens closed ones again.

    Examples:
        $ po ready PO-16
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.ready)
    transaction.carry_out(ctx.obj, found, seen=backlog, already="already ready", dry_run=dry_run)
