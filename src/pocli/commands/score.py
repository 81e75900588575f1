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
        autocompletion=options.known("scored"),
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
    """Set the inputs of a story's score at once, or be asked for them: of that story, or of the first ones.

    Examples:
        $ po score PO-12 1200 high 80% --dry-run
        $ po score PO-12 - - 50% --dry-run
        $ po score PO-12
        $ po score --stale --top 5
    """
    alone = len(words or ()) == 1 and options.STORY.fullmatch((words or [""])[0]) is not None
    if (words and not alone) or answers:
        if words and answers:
            raise PoError("a score and a file of answers are given", "say one of the two")
        wanted = rescore.answers(session.foreign(answers)) if answers else [rescore.typed(words or ())]
        rescoring.at_once(ctx.obj, wanted, dry_run=dry_run)
        return
    if not asking.able(ctx.obj):
        name = (words or ["ID"])[0]
        raise PoError("nobody can be asked here", f"write: po score {name} 1200 high 80%, or --answers FILE")
    names = rescoring.named(ctx.obj, words[0]) if words else rescoring.picked(ctx.obj, top=top, stale=stale)
    if not names:
        hint = "go through the first ones: po score" if stale else "give a story its inputs: po score ID 1200 high 80%"
        raise PoError("no score is worth another look" if stale else "no open story has a score", hint)
    rescoring.talk(ctx.obj, names)
