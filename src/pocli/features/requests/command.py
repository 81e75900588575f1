"""`po requests`: who asked for what, when is it met, and what did we tell them?"""

from typing import Annotated

import typer

from pocli import output, run, session
from pocli.changes import transaction
from pocli.cli import filters, options, plan_options
from pocli.errors import PoError
from pocli.features.requests import answer as asks
from pocli.features.requests import page as view
from pocli.lookup import naming
from pocli.model.proposal import Proposal
from pocli.model.records import REQUEST_STATES
from pocli.ranking import ordering
from pocli.text import nearest

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="Requests to show in full; or write: answer R-3 “…”.",
        metavar="[ID… | answer ID TEXT]",
        autocompletion=options.known("request"),
    ),
]
Decided = Annotated[
    str,
    typer.Option(
        "--status",
        help="With an answer, the new status: accepted, declined, delivered or open.",
        autocompletion=options.among(*REQUEST_STATES),
    ),
]


@filters.grouped("room", plan_options.Room)
def command(
    ctx: typer.Context,
    words: Words = None,
    status: Decided = "",
    room: plan_options.Room = plan_options.NEXT,
    everything: Annotated[bool, typer.Option("--all", help="Include declined and delivered requests.")] = False,
    dry_run: options.DryRun = False,
    form: options.Format = "table",
) -> None:
    """Show what stakeholders asked for: who, what it is worth, what is missing and when it is met; or answer them.

    Examples:
        $ po requests
        $ po requests R-3
        $ po requests answer R-3 "planned for February" --status accepted
    """
    if words and words[0] == "answer":
        _answer(ctx, words[1:], status, dry_run=dry_run)
        return
    if words and len(words) > 1 and nearest(words[0], ("answer",)):
        raise PoError(f"`po requests` has no `{words[0]}`", "did you mean `po requests answer`?")
    until = run.clock() + room.seconds
    backlog, order = session.ordered(ctx.obj, ordering.order)
    ask = plan_options.query(ctx.obj, backlog, room, until=until, order=order)
    chosen = [asks.find(backlog, word) for word in words or ()]
    answer = asks.requests(backlog, ask, chosen, everything=everything)
    output.show(form, answer, view, run=ctx.obj, whole=bool(chosen))


def _answer(ctx: typer.Context, words: list[str], status: str, *, dry_run: bool) -> None:
    if not words:
        there = naming.example(session.read(ctx.obj._replace(quiet=True)), "request")
        raise PoError("the request is missing", f'write: po requests answer {there} "planned for December"')
    if status and status not in REQUEST_STATES:
        raise PoError(f"`{status}` is not a status of a request", f"there are: {', '.join(REQUEST_STATES)}")
    backlog = transaction.read(ctx.obj, dry_run=dry_run)
    request, text = asks.find(backlog, words[0]), " ".join(words[1:]).strip()
    told = view.message(request, text, status)
    transaction.apply(ctx.obj, Proposal(backlog, asks.answer(request, text, status), (told,)), dry_run=dry_run)
