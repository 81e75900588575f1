"""`po ready`: can it be taken into a sprint?"""

import typer

from pocli import options
from pocli.analysis import verbs
from pocli.tasks import changes


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Mark stories as ready for a sprint; this opens closed ones again.

    Examples:
        $ po ready PO-16
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=verbs.named(ids))
    found = verbs.turns(backlog, ids, verbs.ready)
    changes.carry_out(ctx.obj, found, seen=backlog, already="already ready", dry_run=dry_run)
