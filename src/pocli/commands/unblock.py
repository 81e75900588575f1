"""`po unblock`: is the way free again?"""

import typer

from pocli import options
from pocli.analysis import verbs
from pocli.tasks import changes


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as no longer blocked.

    Examples:
        $ po unblock PO-45
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=verbs.named(ids))
    found = verbs.turns(backlog, ids, verbs.unblock)
    changes.carry_out(ctx.obj, found, seen=backlog, already="not blocked", dry_run=dry_run)
