"""`po plan`: what do we do next?"""

from typing import Annotated

import typer

from pocli import options, session
from pocli.analysis import plan
from pocli.views import plan as view

Names = list[str] | None


def command(
    ctx: typer.Context,
    capacity: Annotated[str, typer.Option("--capacity", help="How much fits in, in the unit.", metavar="N")] = "",
    sprint: Annotated[
        str, typer.Option("--sprint", help="Capacity and work under way come from it.", metavar="S")
    ] = "",
    must: Annotated[Names, typer.Option("--must", help="This story is in; repeatable.", metavar="ID")] = None,
    without: Annotated[Names, typer.Option("--without", help="This story is out; repeatable.", metavar="ID")] = None,
    unit: Annotated[str, typer.Option("--unit", help="points, effort or count.", metavar="UNIT")] = "points",
    drafts: Annotated[bool, typer.Option("--include-drafts", help="Drafts, and what is not ready, too.")] = False,
    price: Annotated[Names, typer.Option("--price", help="What forcing this story in costs.", metavar="ID")] = None,
    time_limit: Annotated[float, typer.Option("--time-limit", help="Seconds until the best so far is shown.")] = 10,
    everything: Annotated[bool, typer.Option("--all", help="Every story that is left out.")] = False,
    form: options.Format = "table",
) -> None:
    """Choose the best stories for a sprint's capacity, with proof, and say why the rest is left out.

    Examples:
        $ po plan --capacity 40
        $ po plan --sprint S-25 --must PO-12
    """
    backlog = session.read(ctx.obj)
    said = plan.Said(
        capacity, sprint, tuple(must or ()), tuple(without or ()), unit, drafts, time_limit, tuple(price or ())
    )
    answer = plan.plan(backlog, said, today=session.today(ctx.obj, backlog), clock=session.clock)
    session.show(form, answer, view, run=ctx.obj, everything=everything)
