"""`po list`: which stories are there?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import filters, options
from pocli.field_table.by_kind import LONG
from pocli.lookup import select
from pocli.pages import story_table as view
from pocli.ranking import epics, rank

Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        help="The columns to show, separated by commas.",
        metavar="A,B,…",
        autocompletion=options.among(*view.NAMES, listed=True),
    ),
]


@filters.filters
def command(
    ctx: typer.Context,
    chosen: filters.Chosen,
    everything: Annotated[bool, typer.Option("--all", help="Include done and dropped stories.")] = False,
    form: options.Format = "table",
    columns: Columns = "",
) -> None:
    """List the stories; done and dropped ones only if you ask for them.

    Examples:
        $ po list --status ready
        $ po list --label export --format csv
    """
    names = options.words(columns)
    whole = form == "json" or not LONG.isdisjoint(names)
    backlog = session.read(ctx.obj, select.texts(chosen, whole=whole))
    found = select.select(backlog, select.filters(backlog, chosen), everything=everything)
    scores = rank.scores(backlog) if form == "json" else {}
    output.show(
        form, view.Listing(backlog, found, scores, epics.parts(backlog, found)), view, run=ctx.obj, columns=names
    )
