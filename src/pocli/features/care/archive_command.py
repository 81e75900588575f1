"""`po archive`: the files of what was finished long ago stand aside."""

from typing import Annotated

import typer

from pocli import output, session
from pocli.changes import transaction
from pocli.cli import options
from pocli.features.care import archive
from pocli.features.care import archive_page as view
from pocli.model.proposal import Proposal
from pocli.pace import moves

Days = Annotated[
    int, typer.Option("--days", help="How many days ago they were closed at the least.", metavar="N", min=0, max=36500)
]


def command(ctx: typer.Context, days: Days = 90, dry_run: options.DryRun = False) -> None:
    """Move the files of done and dropped stories into stories/done/YEAR/, the year in which they were closed.

    Only their places change: every command finds them as before. `po undo` brings them back.

    Examples:
        $ po archive --days 30 --dry-run
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run)
    today = session.today(ctx.obj, backlog)
    happened = moves.moves(backlog, session.history(ctx.obj, backlog), today)
    found = archive.aside(backlog, happened, today=today, days=days)
    edits = archive.moves(backlog, found.stories)
    said = view.message(found.stories, edits)
    if not edits:
        output.note(ctx.obj, view.nothing(days))
    elif dry_run:
        for line in said:
            output.note(ctx.obj, line)
    else:
        transaction.apply(ctx.obj, Proposal(backlog, edits, said))
    if found.undated:
        output.warn(ctx.obj, view.undated(found.undated))
