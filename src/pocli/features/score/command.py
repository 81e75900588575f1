"""`po score`: do the inputs still hold?"""

from typing import Annotated

import typer

from pocli import prompting
from pocli.cli import options
from pocli.disk import foreign_file
from pocli.errors import PoError
from pocli.features.score import answer, work
from pocli.tasks import samples

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="A story, then reach, impact, confidence, effort (or the inputs of po.yaml's model); - keeps a value.",
        metavar="[ID REACH …]",
        autocompletion=options.known("scored"),
    ),
]
Answers = Annotated[
    str, typer.Option("--answers", help="Read the inputs from a file, a line for each story.", metavar="FILE")
]


def command(
    ctx: typer.Context,
    words: Words = None,
    top: Annotated[int, typer.Option("--top", help="Ask about the first N stories.", min=1)] = 10,
    stale: Annotated[
        bool, typer.Option("--stale", help="Ask about old inputs, and about high confidence without evidence.")
    ] = False,
    answers: Answers = "",
    dry_run: options.DryRun = False,
) -> None:
    """Set the inputs of a story's score; or let po ask for those of one story, or of the first ones.

    Examples:
        $ po score PO-12 1200 high 80% --dry-run
        $ po score PO-12 - - 50% --dry-run
        $ po score PO-12
        $ po score --stale --top 5
    """
    alone = len(words or ()) == 1 and options.STORY.fullmatch((words or [""])[0]) is not None
    if (words and not alone) or answers:
        if words and answers:
            raise PoError("inputs and --answers cannot be used together", "use one of them")
        wanted = answer.answers(foreign_file.text(answers)) if answers else [answer.typed(words or ())]
        work.at_once(ctx.obj, wanted, dry_run=dry_run)
        return
    if not prompting.able(ctx.obj):
        name = words[0] if words else samples.story(ctx.obj)
        raise PoError(
            "po asks questions only on a terminal", f"write: po score {name} 1200 high 80%, or --answers FILE"
        )
    names = work.named(ctx.obj, words[0]) if words else work.picked(ctx.obj, top=top, stale=stale)
    if not names:
        hint = (
            "review the first stories: po score"
            if stale
            else f"give a story its inputs: po score {samples.story(ctx.obj)} 1200 high 80%"
        )
        raise PoError("no score needs a review" if stale else "no open story has a score", hint)
    work.talk(ctx.obj, names)
