"""`po plan`: what do we do next?"""

from typing import Annotated

import typer

from pocli import options, output, run, session
from pocli.analysis import horizon, plan, select
from pocli.views import plan as view

Names = Annotated[list[str] | None, typer.Option(metavar="ID", help="This story; repeatable.")]


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    capacity: options.Capacity = "",
    sprints: Annotated[int, typer.Option("--sprints", help="How many.", metavar="N", min=0)] = 0,
    sprint: Annotated[str, typer.Option("--sprint", help="The first: its file says how much fits.", metavar="S")] = "",
    must: Names = None,
    without: Names = None,
    price: Names = None,
    goal_first: Annotated[str, typer.Option("--goal-first", help="Its best first, then the rest.", metavar="G")] = "",
    min_gain: options.MinGain = "2%",
    fresh: Annotated[bool, typer.Option("--fresh", help="As if nothing were promised.")] = False,
    unit: options.OfUnit = "points",
    drafts: Annotated[bool, typer.Option("--include-drafts", help="What is not ready, too.")] = False,
    seconds: options.TimeLimit = 10,
    everything: Annotated[bool, typer.Option("--all", help="Every story left out.")] = False,
    timeline: Annotated[bool, typer.Option("--timeline", help="Who is served when, instead of the stories.")] = False,
    form: options.Format = "table",
) -> None:
    """Choose the best stories for the next sprints, with proof, and say why the rest is left out.

    Examples:
        $ po plan --capacity 40
        $ po plan --sprint S-25 --must PO-12
        $ po plan --sprints 3 --timeline
    """
    backlog = session.read(ctx.obj)
    first = select.sprint(backlog, sprint) if sprint else None
    ids = [tuple(select.find(backlog, word).id for word in words or ()) for words in (must, without, price)]
    ask = plan.Ask(run.clock, horizon.slots(backlog, options.amounts(capacity), sprints, first=first), ids[0], ids[1])
    ask = ask._replace(unit=options.unit(unit), include_drafts=drafts, time_limit=seconds, prices=ids[2])
    goal = select.goal(backlog, goal_first).id if goal_first else ""
    gain = options.share("0" if fresh else min_gain)
    ask = ask._replace(only=select.Filters(**chosen), goal_first=goal, min_gain=gain)
    output.show(form, plan.plan(backlog, ask), view, run=ctx.obj, everything=everything, timeline=timeline)
