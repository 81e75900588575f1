"""`po standup`: what happened, what hinders, what is under way?"""

from typing import Annotated

import typer

from pocli import options, output, session
from pocli.analysis import calendar, flow, standup
from pocli.tasks import pace, standing
from pocli.views import standup as view


def command(
    ctx: typer.Context,
    since: options.Since = "",
    owner: Annotated[list[str] | None, typer.Option("--owner", help="Only theirs; repeatable.", metavar="WORD")] = None,
    form: options.Format = "table",
) -> None:
    """Show what was moved, started, finished and ticked since the last working day, what waits, and what ages.

    Examples:
        $ po standup
        $ po standup --since 2026-11-16
    """
    backlog = session.read(ctx.obj)
    known = pace.known(ctx.obj, backlog)
    first = options.past(since, known.today) or calendar.working_day_before(backlog.config, known.today)
    cycles = flow.metrics(backlog, known.lives, known.moves, known.today).cycles
    aged = flow.wip(known.lives, known.today, cycles.get(flow.OLD))
    answer = standup.standup(backlog, known.moves, aged, first, known.today, owners=owner or ())
    standing.tell(ctx.obj, form)
    output.show(form, answer, view, run=ctx.obj)
