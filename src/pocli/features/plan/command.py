"""`po plan`: what do we do next?"""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, NamedTuple

import typer

from pocli import output, run, session
from pocli.changes import transaction
from pocli.cli import filters, options
from pocli.features.plan import bets, fewest, plan_write
from pocli.features.plan import bets_page as bets_view
from pocli.features.plan import page as view
from pocli.lookup import select
from pocli.model.backlog import Backlog
from pocli.model.proposal import Proposal
from pocli.model.story import CLOSED
from pocli.planning import candidates, horizon, plan
from pocli.ranking import ordering
from pocli.tasks import clone_status, known_pace

Must = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Put this story into the plan; repeatable.", autocompletion=options.known("open")),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID", help="Leave this story out of the plan; repeatable.", autocompletion=options.known("open")
    ),
]
Price = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID", help="Show what adding this story would cost; repeatable.", autocompletion=options.known("open")
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


class PlanOptions(NamedTuple):
    """What the plan is to keep to, as it was said."""

    capacity: options.Capacity = ""
    sprints: Annotated[int, typer.Option("--sprints", help="How many sprints to plan.", metavar="N", min=0)] = 0
    lookahead: Horizon = 0
    sprint: First = ""
    must: Must = None
    without: Without = None
    price: Price = None
    whole: Whole = None
    goal_first: GoalFirst = ""
    min_gain: options.MinGain = "2%"
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore what the files have promised.")] = False
    unit: options.OfUnit = "points"
    drafts: Annotated[bool, typer.Option("--include-drafts", help="Treat stories that are not ready as ready.")] = False
    seconds: options.TimeLimits = None


Everything = Annotated[bool, typer.Option("--all", help="Show every story that is left out.")]
Timeline = Annotated[bool, typer.Option("--timeline", help="Show which goals and requests are served when.")]
Unsure = Annotated[bool, typer.Option("--uncertain", help="Show how often each story is in the best plan.")]
Write = Annotated[bool, typer.Option("--write", help="Save the plan: set sprint: in the stories.")]


@filters.filters
@filters.grouped("wanted", PlanOptions)
def command(
    ctx: typer.Context,
    chosen: filters.Chosen,
    wanted: PlanOptions,
    everything: Everything = False,
    timeline: Timeline = False,
    unsure: Unsure = False,
    seed: options.Seed = 1,
    write: Write = False,
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
    until = run.clock() + ((bets.SECONDS if unsure else 10) if wanted.seconds is None else wanted.seconds)
    read = partial(transaction.ordered, dry_run=dry_run) if write else session.ordered
    backlog, order = read(ctx.obj, ordering.order)
    all_of = _asked(ctx.obj, backlog, chosen, wanted, plan.PlanQuery(run.clock, (), order=order, until=until))
    ask = candidates.ahead(backlog, all_of.ask, wanted.lookahead)
    if unsure:
        output.show(form, bets.bets(backlog, ask, seed=seed), bets_view, run=ctx.obj)
        return
    found = plan.plan(backlog, ask._replace(compared=True))
    shown = {"everything": everything, "timeline": timeline, "wishes": all_of.wishes}
    _answer(ctx.obj, backlog, found, form, write=write, dry_run=dry_run, shown=shown)


def _asked(
    ran: run.Run, backlog: Backlog, chosen: filters.Chosen, wanted: PlanOptions, ask: "plan.PlanQuery"
) -> "fewest.Fewest":  # read when it runs: a shell that completes needs no solver
    """Return `ask` with all that was asked of the solver, and the wishes that it delivers in the fewest sprints."""
    first = select.sprint(backlog, wanted.sprint) if wanted.sprint else None
    auto = partial(known_pace.rooms, ran, backlog, wanted.unit, first=first)
    several = 1 if wanted.whole else wanted.sprints or 1
    rooms = auto(sprints=several) if wanted.capacity == options.AUTO else options.amounts(wanted.capacity)
    slots = partial(horizon.slots, backlog, rooms, first=first)
    named = (wanted.must, wanted.without, wanted.price)
    ids = [tuple(select.find(backlog, word).id for word in words or ()) for words in named]
    for one in (one for name in dict.fromkeys((*ids[0], *ids[1])) for one in backlog.stories if one.id == name):
        if backlog.state(one) == "done" or (one.id in ids[1] and backlog.state(one) in CLOSED):
            output.warn(ran, f"{one.id} is {backlog.state(one)}: --must and --without change nothing about it")
    stages = slots(wanted.sprints) if not wanted.whole else ()
    ask = ask._replace(slots=stages, must=ids[0], without=ids[1], prices=ids[2])
    unit, only = options.unit(wanted.unit), select.filters(backlog, chosen)
    ask = ask._replace(unit=unit, include_drafts=wanted.drafts, only=only)
    goal = select.goal(backlog, wanted.goal_first).id if wanted.goal_first else ""
    ask = ask._replace(goal_first=goal, min_gain=options.share("0" if wanted.fresh else wanted.min_gain))
    return fewest.fewest(backlog, ask, wanted.whole, slots) if wanted.whole else fewest.Fewest((), ask)


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
    moved = plan_write.assignments(backlog, found) if write or plan_write.writable(found) else ()
    clone_status.tell(ran, form)
    output.show(form, found, view, run=ran, keep=bool(moved) and not write, **shown)
    if write:
        quiet = ran if form == "table" else ran._replace(quiet=True)
        said = tuple(view.message(one) for one in moved)
        transaction.apply(quiet, Proposal(backlog, [one.edit for one in moved], said), dry_run=dry_run)
