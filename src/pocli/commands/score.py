"""`po score`: do the inputs still hold?"""

from typing import Annotated

import typer

from pocli import asking, options, session
from pocli.analysis import rescore
from pocli.errors import PoError
from pocli.tasks import rescoring

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="A story, then reach, impact, confidence, effort (or the inputs of po.yaml's scoring); - keeps one.",
        metavar="[ID REACH …]",
    ),
]
Answers = Annotated[str, typer.Option("--answers", help="Read them from a file, a line for each.", metavar="FILE")]


def command(
    ctx: typer.Context,
    words: Words = None,
    top: Annotated[int, typer.Option("--top", help="Go through the first N.", min=1)] = 10,
    stale: Annotated[
        bool, typer.Option("--stale", help="Those nobody looked at lately, or sure without evidence.")
    ] = False,
    answers: Answers = "",
    dry_run: options.DryRun = False,
) -> None:
    """Set the inputs of a story's score at once, or go through the first ones, one at a time, with their evidence.

    Examples:
        $ po score PO-12 1200 high 80% --dry-run
        $ po score PO-12 - - 50% --dry-run
        $ po score --stale --top 5
    """
    if words or answers:
        if words and answers:
            raise PoError("a score and a file of answers are given", "say one of the two")
        wanted = rescore.answers(session.foreign(answers)) if answers else [rescore.typed(words or ())]
        rescoring.at_once(ctx.obj, wanted, dry_run=dry_run)
        return
    if not asking.able(ctx.obj):
        raise PoError("nobody can be asked here", "write: po score PO-12 1200 high 80%, or --answers FILE")
    names = rescoring.picked(ctx.obj, top=top, stale=stale)
    if not names:
        raise PoError("no score is worth another look", "go through the first ones: po score")
    rescoring.talk(ctx.obj, names)
