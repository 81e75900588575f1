"""`po show`: what does a story say?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import about, rank, select
from pocli.views import show, stories


def command(
    ctx: typer.Context,
    ids: Annotated[list[str], typer.Argument(help="Stories, such as PO-12 or 12.", metavar="ID…")],
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
        output.show(form, stories.Listing(backlog, found, rank.scores(backlog)), stories, run=ctx.obj)
    else:
        output.show(form, about.about(backlog, found), show, run=ctx.obj)
