"""`po goals`: are we on the way?"""

from typing import Annotated

import typer

from pocli import options, output, run, session
from pocli.analysis import candidates, goals, horizon, plan, select
from pocli.views import goals as view

Ids = Annotated[list[str] | None, typer.Argument(help="Goals, such as G-1; each with its stories.", metavar="[ID…]")]


def command(
    ctx: typer.Context,
    ids: Ids = None,
    sprints: options.Sprints = 0,
    capacity: options.Capacity = "",
    unit: options.OfUnit = "points",
    seconds: options.TimeLimit = 10,
    form: options.Format = "table",
) -> None:
    """Show each Product Goal: how far its metric is, what is done and open, and whether the plan brings it in time.

    Examples:
        $ po goals
        $ po goals G-1
    """
    until = run.clock() + seconds
    backlog = session.read(ctx.obj)
    slots = horizon.ahead(backlog, options.amounts(capacity), sprints)
    ask = candidates.ahead(backlog, plan.Ask(run.clock, slots, unit=options.unit(unit), until=until))
    wanted = [select.goal(backlog, word) for word in ids or ()]
    output.show(form, goals.goals(backlog, ask, wanted), view, run=ctx.obj, whole=bool(wanted))
