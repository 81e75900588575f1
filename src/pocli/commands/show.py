"""`po show`: what does a story say?"""

import typer

from pocli import options, output, session
from pocli.analysis import about, epics, rank, select
from pocli.views import show, stories


def command(
    ctx: typer.Context,
    ids: options.Stories,
    form: options.Format = "table",
) -> None:
    """Show stories whole: their fields, criteria, what they wait for and what waits for them.

    Examples:
        $ po show PO-12
        $ po 12
    """
    backlog = session.read(ctx.obj, lambda known: [select.find(known, word) for word in ids])
    found = tuple(select.find(backlog, word) for word in ids)
    if form in {"json", "csv"}:
        listing = stories.Listing(backlog, found, rank.scores(backlog), epics.parts(backlog, found))
        output.show(form, listing, stories, run=ctx.obj)
    else:
        output.show(form, about.about(backlog, found, session.history(ctx.obj, backlog)), show, run=ctx.obj)
