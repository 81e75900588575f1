"""`po unpin`: does the formula decide again?"""

import typer

from pocli import options
from pocli.analysis import verbs
from pocli.tasks import changes


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Unpin stories, so that the formula ranks them again.

    Examples:
        $ po unpin PO-17
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=verbs.named(ids))
    found = verbs.turns(backlog, ids, verbs.unpin)
    changes.carry_out(ctx.obj, found, seen=backlog, already="not pinned", dry_run=dry_run)
