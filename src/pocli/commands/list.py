"""`po list`: which stories are there?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import rank, select
from pocli.views import stories as view


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    everything: Annotated[bool, typer.Option("--all", help="Done and dropped ones too.")] = False,
    form: options.Format = "table",
    columns: options.Columns = "",
) -> None:
    """List the stories; done and dropped ones only when asked for.

    Examples:
        $ po list --status ready
        $ po list --label billing --format csv
    """
    backlog = session.read(ctx.obj)
    found = select.select(backlog, select.filters(backlog, chosen), everything=everything)
    output.show(
        form,
        view.Listing(backlog, found, rank.scores(backlog)),
        view,
        run=ctx.obj,
        columns=options.words(columns),
    )
