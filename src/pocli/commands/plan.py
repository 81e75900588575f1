"""`po plan`: what do we do next?"""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

import typer

from pocli import options, output, run, session
from pocli.analysis import bets, candidates, fewest, horizon, keep, plan, select
from pocli.model.backlog import Backlog
from pocli.model.story import CLOSED
from pocli.tasks import changes, pace, standing
from pocli.views import bets as bets_view
from pocli.views import plan as view

Must = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Put this story into the plan; repeatable.", autocompletion=options.known("story")),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID", help="Leave this story out of the plan; repeatable.", autocompletion=options.known("story")
    ),
]
Price = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID", help="Show what adding this story would cost; repeatable.", autocompletion=options.known("story")
    ),
]

First = Annotated[
    str,
    typer.Option(
        "--sprint",
        help="Start with this sprint; its file sets the capacity.",
        metavar="S",
        autocompletion=options.known("sprint"),
    ),
]
Whole = Annotated[
    list[str] | None,
    typer.Option(
        "--fewest",
        help="Deliver all of this in the fewest sprints; repeatable.",
        metavar="ID",
        autocompletion=options.known("wish"),
    ),
]
Horizon = Annotated[
    int,
    typer.Option("--horizon", help="How many sprints to look ahead; 1 for none.", metavar="N", min=0, max=horizon.MOST),
]
GoalFirst = Annotated[
    str,
    typer.Option(
        "--goal-first",
        help="Plan this goal's best first, then fill the rest.",
        metavar="G",
        autocompletion=options.known("goal"),
    ),
]


@options.filters
def command(
    ctx: typer.Context,
    chosen: options.Chosen,
    capacity: options.Capacity = "",
    sprints: Annotated[int, typer.Option("--sprints", help="How many sprints to plan.", metavar="N", min=0)] = 0,
    lookahead: Horizon = 0,
    sprint: First = "",
    must: Must = None,
    without: Without = None,
    price: Price = None,
    whole: Whole = None,
    goal_first: GoalFirst = "",
    min_gain: options.MinGain = "2%",
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore what the files have promised.")] = False,
    unit: options.OfUnit = "points",
    drafts: Annotated[
        bool, typer.Option("--include-drafts", help="Treat stories that are not ready as ready.")
    ] = False,
    seconds: options.TimeLimits = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every story that is left out.")] = False,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="Show which goals and requests are served when.")
    ] = False,
    unsure: Annotated[bool, typer.Option("--uncertain", help="Show how often each story is in the best plan.")] = False,
    seed: options.Seed = 1,
    write: Annotated[bool, typer.Option("--write", help="Save the plan: set sprint: in the stories.")] = False,
    dry_run: options.DryRun = False,
    form: options.Format = "table",
) -> None:
    """Choose the best stories for the next sprints, with proof, and show why the others are left out.

    Examples:
        $ po plan --capacity 40
        $ po plan --sprint S-25 --must PO-12 --write
        $ po plan --sprints 3 --timeline
        $ po plan --fewest G-1 --capacity 40
        $ po plan --capacity 40 --uncertain
    """
    until = run.clock() + ((bets.SECONDS if unsure else 10) if seconds is None else seconds)
    backlog = changes.read(ctx.obj, dry_run=dry_run) if write else session.read(ctx.obj)
    first = select.sprint(backlog, sprint) if sprint else None
    auto = partial(pace.rooms, ctx.obj, backlog, unit, first=first)
    rooms = auto(sprints=1 if whole else sprints or 1) if capacity == options.AUTO else options.amounts(capacity)
    slots = partial(horizon.slots, backlog, rooms, first=first)
    ids = [tuple(select.find(backlog, word).id for word in words or ()) for words in (must, without, price)]
    for one in (one for name in dict.fromkeys((*ids[0], *ids[1])) for one in backlog.stories if one.id == name):
        if backlog.state(one) in CLOSED:
            output.warn(ctx.obj, f"{one.id} is {backlog.state(one)}: --must and --without change nothing about it")
    ask = plan.Ask(run.clock, slots(sprints) if not whole else (), ids[0], ids[1], prices=ids[2], until=until)
    ask = ask._replace(unit=options.unit(unit), include_drafts=drafts, only=select.filters(backlog, chosen))
    goal, gain = select.goal(backlog, goal_first).id if goal_first else "", options.share("0" if fresh else min_gain)
    ask = ask._replace(goal_first=goal, min_gain=gain)
    all_of = fewest.fewest(backlog, ask, whole, slots) if whole else fewest.Fewest((), ask)
    ask = candidates.ahead(backlog, all_of.ask, lookahead)
    shown = {"everything": everything, "timeline": timeline, "wishes": all_of.wishes}
    if unsure:
        output.show(form, bets.bets(backlog, ask, seed=seed), bets_view, run=ctx.obj)
    else:
        _answer(
            ctx.obj,
            backlog,
            plan.plan(backlog, ask._replace(compared=True)),
            form,
            write=write,
            dry_run=dry_run,
            shown=shown,
        )


def _answer(
    ran: run.Run,
    backlog: Backlog,
    found: "plan.Plan",  # read when it runs: a shell that completes needs no solver
    form: str,
    *,
    write: bool,
    dry_run: bool,
    shown: Mapping[str, object],
) -> None:
    """Show a plan, and with `write` keep it."""
    if found.optimal and not found.settled:
        output.warn(ran, "time ended before it was settled which of several best plans this is")
    moved = keep.kept(backlog, found) if write or keep.writable(found) else ()
    standing.tell(ran, form)
    output.show(form, found, view, run=ran, keep=bool(moved) and not write, **shown)
    if write:
        quiet = ran if form == "table" else ran._replace(quiet=True)
        said = tuple(view.said(one) for one in moved)
        changes.apply(quiet, [one.edit for one in moved], seen=backlog, said=said, dry_run=dry_run)
