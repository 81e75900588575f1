"""`po start`: who works on what?"""

import typer

from pocli import options
from pocli.analysis import verbs
from pocli.tasks import changes, people


def command(ctx: typer.Context, ids: options.Stories, dry_run: options.DryRun = False) -> None:
    """Start work on stories; if a story has no owner, your git user name becomes the owner.

    Examples:
        $ po start PO-12
        $ po start 12 13
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=verbs.named(ids))
    found = verbs.turns(backlog, ids, verbs.start(people.name(ctx.obj)))
    changes.carry_out(ctx.obj, found, seen=backlog, already="under way already", dry_run=dry_run)
