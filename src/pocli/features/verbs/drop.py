"""`po drop`: what do we not do, and why?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options

EXAMPLE = "two customers, both left"


def command(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Drop stories that will not be built, with the reason.

    Examples:
        $ po drop PO-12 "two customers, both left"
    """
    ids, why = options.reason(words, "drop", EXAMPLE)
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.drop(why))
    transaction.carry_out(ctx.obj, found, seen=backlog, already="already dropped, for that reason", dry_run=dry_run)
