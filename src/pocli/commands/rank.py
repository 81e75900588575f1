"""`po rank`: what is worth most, and why?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import rank, select
from pocli.views import explain
from pocli.views import rank as view


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    own: Annotated[bool, typer.Option("--own", help="Own scores only, whatever waits for a story.")] = False,
    story: Annotated[str, typer.Option("--explain", help="Where this story's score comes from.", metavar="ID")] = "",
    unscored: Annotated[bool, typer.Option("--unscored", help="List what has no score.")] = False,
    form: options.Format = "table",
    columns: options.Columns = "",
    limit: options.Limit = 20,
) -> None:
    """Show what is worth most, and why: RICE, through what waits for what.

    Examples:
        $ po rank
        $ po rank --goal G-1 --columns id,title,reach,effort,score
        $ po rank --explain PO-12
    """
    backlog, order = session.ordered(ctx.obj, rank.order, select.texts(chosen))
    filters = select.filters(backlog, chosen)
    ranking = rank.ranking(backlog, rank.order(backlog, own=True) if own else order, filters)
    if story:
        output.show(form, explain.explained(backlog, ranking, select.find(backlog, story)), explain, run=ctx.obj)
        return
    more = {"limit": limit if form == "table" else 0, "columns": options.words(columns), "unscored": unscored}
    output.show(form, ranking, view, run=ctx.obj, **more)
