"""`po goals`: are we on the way?"""

from typing import Annotated

import typer

from pocli import output, run, session
from pocli.cli import filters, options, plan_options
from pocli.features.goals import answer
from pocli.features.goals import page as view
from pocli.lookup import select
from pocli.ranking import ordering
from pocli.tasks import known_pace

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        help="Goals, such as G-1, to show with their stories.", metavar="[ID…]", autocompletion=options.known("goal")
    ),
]


@filters.grouped("room", plan_options.Room)
def command(
    ctx: typer.Context,
    ids: Ids = None,
    room: plan_options.Room = plan_options.NEXT,
    form: options.Format = "table",
) -> None:
    """Show each Product Goal: how far its metric is, what is done and open, and whether the plan finishes it in time.

    Examples:
        $ po goals
        $ po goals G-1
    """
    until = run.clock() + room.seconds
    backlog, order = session.ordered(ctx.obj, ordering.order)
    ask = plan_options.query(ctx.obj, backlog, room, until=until, order=order)
    wanted = [select.goal(backlog, word) for word in ids or ()]
    past = known_pace.known(ctx.obj, backlog).sample if wanted or form == "json" else None
    output.show(form, answer.goals(backlog, ask, wanted, past=past), view, run=ctx.obj, whole=bool(wanted))
