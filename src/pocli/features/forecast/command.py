"""`po forecast`: when will these be done, and how much by then?"""

from typing import Annotated, cast

import typer

from pocli import output, session
from pocli.cli import day_options, filters, options
from pocli.errors import PoError
from pocli.features.forecast import page as view
from pocli.lookup import select
from pocli.pace import outlook
from pocli.pace.sizes import Unit
from pocli.tasks import known_pace

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        help="Stories, goals, requests, sprints: PO-7, G-1, R-3.",
        metavar="[ID…]",
        autocompletion=options.known("story"),
    ),
]
Ahead = Annotated[
    int, typer.Option("--sprints", help="Ask how much will be done in the next N sprints.", metavar="N", min=0, max=260)
]
Requested = Annotated[
    str,
    typer.Option(
        "--request",
        help="Forecast the stories that this request needs.",
        metavar="R",
        autocompletion=options.known("request"),
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by", help="Ask how much will be done by this day.", metavar="DAY", autocompletion=options.known("day")
    ),
]
Growth = Annotated[
    str, typer.Option("--scope-growth", help="How much the scope will grow until then, in percent.", metavar="N%")
]
Counted = Annotated[str, typer.Option("--unit", help="Count points, or stories (count).", metavar="WORD")]
Replayed = Annotated[bool, typer.Option("--backtest", help="Show how often such forecasts came true in the past.")]


@filters.filters
def command(
    ctx: typer.Context,
    chosen: filters.Chosen,
    ids: Ids = None,
    request: Requested = "",
    by: By = "",
    sprints: Ahead = 0,
    growth: Growth = "0",
    unit: Counted = "",
    replayed: Replayed = False,
    since: options.Since = "",
    form: options.Format = "table",
) -> None:
    """Forecast when stories will be done at the pace of the past, or how much by a day; default: all open stories.

    Examples:
        $ po forecast --goal G-1
        $ po forecast G-1 R-3 --sprints 3
        $ po forecast --by 2026-12-31 --scope-growth 10
        $ po forecast --backtest
    """
    if by and sprints:
        raise PoError("--by and --sprints ask two different questions", "use one of them")
    backlog = session.read(ctx.obj)
    today = session.today(ctx.obj, backlog)
    counted = cast("Unit | None", options.one_of(unit, ("", "points", "count")) or None)
    known = known_pace.known(ctx.obj, backlog, since=day_options.past(since, today), unit=counted)
    only = select.filters(backlog, chosen)
    asked = [*outlook.named(backlog, ids or ()), *(outlook.requested(backlog, request) if request else ())]
    stories = {story.id: story for story in backlog.stories}
    passed = [one for one in asked if select.matches(backlog, stories, one, only)]
    among = passed if ids or request else select.select(backlog, only)
    until, more = day_options.future(by, today), options.percent(growth)
    question = outlook.ForecastQuery(among, until, sprints, more)
    answer = outlook.outlook(backlog, question, known.sample, known.moves, today)
    output.show(form, answer, view, run=ctx.obj, replayed=replayed)
