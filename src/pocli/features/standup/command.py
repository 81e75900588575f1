"""`po standup`: what happened, what hinders, what is under way?"""

from typing import Annotated

import typer

from pocli import output, session
from pocli.cli import day_options, options
from pocli.features.standup import answer as standup
from pocli.features.standup import page as view
from pocli.lookup import select
from pocli.pace import calendar, flow
from pocli.tasks import clone_status, known_pace, people

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
    known = known_pace.known(ctx.obj, backlog)
    first = day_options.past(since, known.today) or calendar.working_day_before(backlog.config, known.today)
    cycles = flow.metrics(backlog, known.lives, known.moves, known.today).cycles
    aged = flow.wip(known.lives, known.today, cycles.get(flow.OLD))
    owners = (
        select.filters(backlog, {"owner": tuple(people.owner(ctx.obj, word) for word in owner or ())})["owner"]
        if owner
        else ()
    )
    answer = standup.standup(backlog, known.moves, aged, first, known.today, owners=owners)
    clone_status.tell(ctx.obj, form)
    output.show(form, answer, view, run=ctx.obj)
