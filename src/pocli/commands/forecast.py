"""`po forecast`: when will these be done, and how much by then?"""

from typing import Annotated, cast

import typer

from pocli import options, output, session
from pocli.analysis import outlook, select
from pocli.analysis.sizes import Unit
from pocli.errors import PoError
from pocli.tasks import pace
from pocli.views import forecast as view

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        help="Stories, goals, requests, sprints: PO-7, G-1, R-3.",
        metavar="[ID…]",
        autocompletion=options.known("story"),
    ),
]
Ahead = Annotated[int, typer.Option("--sprints", help="How much in the next so many?", metavar="N", min=0, max=260)]


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    ids: Ids = None,
    request: Annotated[
        str,
        typer.Option("--request", help="What a request needs.", metavar="R", autocompletion=options.known("request")),
    ] = "",
    by: Annotated[
        str, typer.Option("--by", help="How much by this day?", metavar="DAY", autocompletion=options.known("day"))
    ] = "",
    sprints: Ahead = 0,
    growth: Annotated[str, typer.Option("--scope-growth", help="Percent more until then.", metavar="N%")] = "0",
    unit: Annotated[str, typer.Option("--unit", help="points or count (of stories).", metavar="WORD")] = "",
    replayed: Annotated[bool, typer.Option("--backtest", help="How often such forecasts were kept.")] = False,
    since: options.Since = "",
    form: options.Format = "table",
) -> None:
    """Say when stories will be done at the pace of the past, and how much by a day; by default, all that is open.

    Examples:
        $ po forecast --goal G-1
        $ po forecast G-1 R-3 --sprints 3
        $ po forecast --by 2026-12-31 --scope-growth 10
        $ po forecast --backtest
    """
    if by and sprints:
        raise PoError("a day and a number of sprints are two questions", "ask with --by or with --sprints")
    backlog = session.read(ctx.obj)
    today = session.today(ctx.obj, backlog)
    counted = cast("Unit | None", options.one_of(unit, ("", "points", "count")) or None)
    known = pace.known(ctx.obj, backlog, since=options.past(since, today), unit=counted)
    filters = select.filters(backlog, chosen)
    asked = [*outlook.named(backlog, ids or ()), *(outlook.requested(backlog, request) if request else ())]
    passed = [one for one in asked if select.matches(backlog, one, filters)]
    day = options.future(by, today)
    answer = outlook.outlook(
        backlog,
        passed if ids or request else select.select(backlog, filters),
        known.sample,
        known.moves,
        today,
        by=day,
        sprints=sprints,
        growth=options.percent(growth),
    )
    output.show(form, answer, view, run=ctx.obj, replayed=replayed)
