"""`po block`: what hinders it?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options

EXAMPLE = "waiting for the bank's certificate"


def command(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Mark stories as blocked by something outside the backlog, with the reason.

    Examples:
        $ po block PO-12 "waiting for the bank's certificate"
    """
    ids, why = options.reason(words, "block", EXAMPLE)
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.block(why))
    transaction.carry_out(ctx.obj, found, seen=backlog, already="already blocked, for that reason", dry_run=dry_run)
