"""`po plan`: what do we do next?"""

from typing import Annotated

import typer

from pocli import options, output, pace, run, session
from pocli.analysis import plan, select
from pocli.views import plan as view

Names = Annotated[list[str] | None, typer.Option(metavar="ID", help="This story; repeatable.")]


def command(
    ctx: typer.Context,
    capacity: Annotated[
        str, typer.Option("--capacity", help="How much fits in; auto: what the past supports.", metavar="N")
    ] = "",
    sprint: Annotated[str, typer.Option("--sprint", help="Its capacity and what is under way.", metavar="S")] = "",
    must: Names = None,
    without: Names = None,
    price: Names = None,
    unit: Annotated[str, typer.Option("--unit", help="points, effort or count.")] = "points",
    drafts: Annotated[bool, typer.Option("--include-drafts", help="What is not ready, too.")] = False,
    seconds: Annotated[float, typer.Option("--time-limit", help="Then the best so far.")] = 10,
    everything: Annotated[bool, typer.Option("--all", help="Every story left out.")] = False,
    form: options.Format = "table",
) -> None:
    """Choose the best stories for a sprint, with proof, and say why the rest is left out.

    Examples:
        $ po plan --capacity 40
        $ po plan --sprint S-25 --must PO-12
    """
    backlog = session.read(ctx.obj)
    of = select.sprint(backlog, sprint) if sprint else None
    auto = capacity == "auto"
    room = pace.capacity(ctx.obj, backlog, of, options.unit(unit)) if auto else options.amount(capacity)
    ids = [tuple(select.find(backlog, word).id for word in words or ()) for words in (must, without, price)]
    ask = plan.Ask(run.clock, room, of, ids[0], ids[1], options.unit(unit), drafts, seconds, ids[2])
    output.show(form, plan.plan(backlog, ask), view, run=ctx.obj, everything=everything)
