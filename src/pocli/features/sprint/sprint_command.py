"""`po sprint`: start one, close one, look at one."""

from typing import Annotated

import typer

from pocli import output, prompting, session
from pocli.changes import transaction
from pocli.cli import options
from pocli.features.sprint import close_work, sprint, start_work
from pocli.features.sprint import review_page as reviews
from pocli.features.sprint import sprint_page as view
from pocli.lookup import select
from pocli.model.proposal import Proposal

Which = Annotated[str, options.a_sprint()]
Goal = Annotated[str, typer.Option("--goal", help="The Sprint Goal.", metavar="TEXT")]
Met = Annotated[
    str,
    typer.Option(
        "--goal-met",
        help="Whether the Sprint Goal was met: yes, partly or no.",
        metavar="WORD",
        autocompletion=options.known("met"),
    ),
]
Outcome = Annotated[str, typer.Option("--outcome", help="The outcome, in a sentence.", metavar="TEXT")]
Carry = Annotated[bool, typer.Option("--carry", help="Move unfinished stories into the next sprint.")]


def show(ctx: typer.Context, name: Which = "current", form: options.Format = "table") -> None:
    """Show a sprint and its stories.

    Examples:
        $ po sprint show
        $ po sprint show S-23
    """
    backlog = session.read(ctx.obj)
    chosen = select.sprint(backlog, name)
    output.show(form, sprint.board(backlog, chosen, session.today(ctx.obj, backlog)), view, run=ctx.obj)


def start(ctx: typer.Context, name: Which = "next", goal: Goal = "", dry_run: options.DryRun = False) -> None:
    """Start a sprint; default: the next one that is planned.

    If it holds too much or nothing, or its first day is not today, po asks first; --yes answers yes.

    Examples:
        $ po sprint start --goal "Books can be exported without a developer" --dry-run
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run)
    chosen = select.sprint(backlog, name)
    step = sprint.starting(backlog, chosen, goal)
    start_work.checked(ctx.obj, backlog, chosen, dry_run=dry_run)
    transaction.apply(ctx.obj, Proposal(backlog, step.edits, step.said), dry_run=dry_run)


def close(
    ctx: typer.Context,
    name: Which = "current",
    met: Met = "",
    outcome: Outcome = "",
    carry: Carry = False,
    dry_run: options.DryRun = False,
    form: options.Format = "table",
) -> None:
    """Close a sprint: unfinished stories go back to the Product Backlog as ready, and po prints the review.

    Examples:
        $ po sprint close --goal-met partly --outcome "Paying works; partial payments slipped"
        $ po sprint close S-24 --goal-met yes --carry
    """
    backlog = transaction.read(ctx.obj, dry_run=dry_run)
    chosen = select.sprint(backlog, name)
    said = close_work.interviewed(ctx.obj, backlog, chosen, options.one_of(met, ("", *sprint.MET)), outcome, carry)
    answer = close_work.reviewed(ctx.obj, backlog, chosen, said)
    quiet = ctx.obj._replace(quiet=ctx.obj.quiet or form != "table")
    with prompting.repeatable(lambda: close_work.command_line(chosen, said.met, said.outcome)):
        transaction.apply(quiet, Proposal(backlog, said.step.edits, said.step.said), dry_run=dry_run)
    if not dry_run:
        output.show(form, answer, reviews, run=ctx.obj)


COMMANDS = {"show": show, "start": start, "close": close}
