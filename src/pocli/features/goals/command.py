"""`po goals`: are we on the way?"""

from functools import partial
from typing import Annotated

import typer

from pocli import output, run, session
from pocli.cli import options
from pocli.features.goals import answer
from pocli.features.goals import page as view
from pocli.lookup import select
from pocli.planning import candidates, horizon, plan
from pocli.ranking import ordering
from pocli.tasks import known_pace

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        help="Goals, such as G-1, to show with their stories.", metavar="[ID…]", autocompletion=options.known("goal")
    ),
]


def command(
    ctx: typer.Context,
    ids: Ids = None,
    sprints: options.Sprints = 0,
    capacity: options.Capacity = "",
    unit: options.OfUnit = "points",
    seconds: options.TimeLimit = 10,
    form: options.Format = "table",
) -> None:
    """Show each Product Goal: how far its metric is, what is done and open, and whether the plan finishes it in time.

    Examples:
        $ po goals
        $ po goals G-1
    """
    until = run.clock() + seconds
    backlog, order = session.ordered(ctx.obj, ordering.order)
    auto = partial(known_pace.rooms, ctx.obj, backlog, unit, sprints=sprints or backlog.config.horizon)
    slots = horizon.ahead(backlog, auto() if capacity == options.AUTO else options.amounts(capacity), sprints)
    ask = candidates.ahead(backlog, plan.PlanQuery(run.clock, slots, unit=options.unit(unit), until=until, order=order))
    wanted = [select.goal(backlog, word) for word in ids or ()]
    past = known_pace.known(ctx.obj, backlog).sample if wanted or form == "json" else None
    output.show(form, answer.goals(backlog, ask, wanted, past=past), view, run=ctx.obj, whole=bool(wanted))
