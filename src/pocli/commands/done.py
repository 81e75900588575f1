"""`po done`: is the story finished?"""

import typer

from pocli import options
from pocli.analysis import verbs
from pocli.tasks import changes


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as done; po names what is still open in them.

    Examples:
        $ po done PO-12
        $ po done 12 13
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=verbs.named(ids))
    found = verbs.turns(backlog, ids, verbs.done)
    changes.carry_out(ctx.obj, found, seen=backlog, already="already done", dry_run=dry_run)
