"""`po start`: who works on what?"""

import typer

from pocli.changes import transaction, transitions
from pocli.cli import options
from pocli.tasks import people


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Start work on stories; if a story has no owner, your git user name becomes the owner.

    Examples:
        $ po start PO-12
        $ po start 12 13
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=transitions.named(ids))
    found = transitions.turns(backlog, ids, transitions.start(people.name(ctx.obj)))
    transaction.carry_out(ctx.obj, found, seen=backlog, already="under way already", dry_run=dry_run)
