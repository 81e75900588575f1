"""`po standup`: what happened, what hinders, what is under way?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import calendar, flow, select, standup
from pocli.tasks import pace, people, standing
from pocli.views import standup as view

Owner = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        help="Show only this owner's stories; me and none work too; repeatable.",
        metavar="WORD",
        autocompletion=options.known("owner"),
    ),
]


def command(
    ctx: typer.Context,
    since: options.Since = "",
    owner: Owner = None,
    form: options.Format = "table",
) -> None:
    """Show what moved, started, finished or got ticked since the last working day, what waits, and what takes too long.

    Examples:
        $ po standup
        $ po standup --since 2026-11-16
    """
    backlog = session.read(ctx.obj)
    known = pace.known(ctx.obj, backlog)
    first = options.past(since, known.today) or calendar.working_day_before(backlog.config, known.today)
    cycles = flow.metrics(backlog, known.lives, known.moves, known.today).cycles
    aged = flow.wip(known.lives, known.today, cycles.get(flow.OLD))
    owners = select.filters(backlog, {"owner": tuple(people.owner(ctx.obj, word) for word in owner or ())}).owner
    answer = standup.standup(backlog, known.moves, aged, first, known.today, owners=owners)
    standing.tell(ctx.obj, form)
    output.show(form, answer, view, run=ctx.obj)
