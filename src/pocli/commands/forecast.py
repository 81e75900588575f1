"""`po forecast`: when will these be done, and how many by then?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import outlook, select
from pocli.tasks import pace
from pocli.views import forecast as view


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    request: Annotated[
        str,
        typer.Option("--request", help="What a request needs.", metavar="R", autocompletion=options.known("request")),
    ] = "",
    by: Annotated[
        str, typer.Option("--by", help="How many by this day?", metavar="DAY", autocompletion=options.known("day"))
    ] = "",
    growth: Annotated[str, typer.Option("--scope-growth", help="Percent more until then.", metavar="N%")] = "0",
    since: options.Since = "",
    form: options.Format = "table",
) -> None:
    """Say when stories will be done at the pace of the past, and how many by a day; without a filter, all that is open.

    Examples:
        $ po forecast --goal G-1
        $ po forecast --by 2026-12-31 --scope-growth 10
    """
    backlog = session.read(ctx.obj)
    today = session.today(ctx.obj, backlog)
    known = pace.known(ctx.obj, backlog, since=options.past(since, today))
    filters = select.filters(backlog, chosen)
    asked = outlook.requested(backlog, request) if request else select.select(backlog, filters)
    day = options.future(by, today)
    answer = outlook.outlook(backlog, asked, known.sample, known.moves, today, by=day, growth=options.percent(growth))
    output.show(form, answer, view, run=ctx.obj)
