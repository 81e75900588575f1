"""`po tradeoff`: what does it cost to do this now?"""

from fractions import Fraction
from typing import Annotated

import typer

from pocli import output, run, session
from pocli.cli import options
from pocli.features.tradeoff import answer
from pocli.features.tradeoff import page as view
from pocli.planning import horizon, plan
from pocli.ranking import ordering
from pocli.tasks import known_pace

Wanted = Annotated[
    list[str],
    typer.Argument(
        help="Stories, requests or goals that you want together.",
        metavar="ID…",
        autocompletion=options.known("wish"),
    ),
]
Versus = Annotated[
    list[str] | None,
    typer.Option(
        "--versus",
        help="Compare with doing this instead; repeatable.",
        metavar="ID",
        autocompletion=options.known("wish"),
    ),
]
Until = Annotated[
    str,
    typer.Option(
        "--sprint",
        autocompletion=options.known("sprint"),
        help="Finish by this sprint; default: the first that it fits into.",
        metavar="S",
    ),
]


def command(
    ctx: typer.Context,
    wanted: Wanted,
    versus: Versus = None,
    sprint: Until = "",
    sprints: options.Sprints = 0,
    capacity: options.Capacity = "",
    unit: options.OfUnit = "points",
    min_gain: options.MinGain = "2%",
    seconds: options.TimeLimit = 10,
    form: options.Format = "table",
) -> None:
    """Show what it would cost to do something now: what moves, who waits and what is lost, compared with the plan.

    Examples:
        $ po tradeoff PO-7
        $ po tradeoff R-3 --sprint S-26
        $ po tradeoff PO-7 --versus PO-26
    """
    until = run.clock() + seconds
    backlog, order = session.ordered(ctx.obj, ordering.order)
    if capacity == options.AUTO:
        sprints = len(horizon.reaching(backlog, (Fraction(0),), sprints, by=sprint)[0])
        rooms = known_pace.rooms(ctx.obj, backlog, unit, sprints=sprints)
    else:
        rooms = options.amounts(capacity)
    slots, stage = horizon.reaching(backlog, rooms, sprints, by=sprint)
    ask = plan.PlanQuery(
        run.clock, slots, unit=options.unit(unit), min_gain=options.share(min_gain), until=until, order=order
    )
    sides = [wanted, *([versus] if versus else [])]
    output.show(form, answer.tradeoff(backlog, ask, sides, stage=stage), view, run=ctx.obj)
