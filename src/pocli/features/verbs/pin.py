"""`po pin`: what comes first all the same?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options

EXAMPLE = "contract with Acme"


def command(ctx: typer.Context, words: options.WithReason, dry_run: options.DryRun = False) -> None:
    """Pin stories to the top of the ranking, whatever the formula says, with the reason.

    Examples:
        $ po pin PO-12 "contract with Acme"
    """
    ids, why = options.reason(words, "pin", EXAMPLE)
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.pin(why))
    transaction.carry_out(ctx.obj, found, seen=backlog, already="already pinned, for that reason", dry_run=dry_run)
