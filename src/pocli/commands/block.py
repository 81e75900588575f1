"""`po block`: what hinders it?"""

import typer

from pocli import options
from pocli.analysis import verbs
from pocli.tasks import changes

EXAMPLE = "waiting for the bank's certificate"


def command(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Mark stories as blocked by something outside the backlog, with the reason.

    Examples:
        $ po block PO-12 "waiting for the bank's certificate"
    """
    ids, why = options.reason(words, "block", EXAMPLE)
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=verbs.named(ids))
    found = verbs.turns(backlog, ids, verbs.block(why))
    changes.carry_out(ctx.obj, found, seen=backlog, already="already blocked, for that reason", dry_run=dry_run)
