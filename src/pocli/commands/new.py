"""`po new`: what else could we do?"""

from typing import Annotated

import typer

from pocli import asking, fields, options, session
from pocli.analysis import creation
from pocli.errors import PoError
from pocli.tasks import changes, composing, drafting, interview

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="The title; put bug, epic, chore, spike, goal, request or sprint before it for another kind.",
        autocompletion=options.known("kind"),
    ),
]
Source = Annotated[str, typer.Option("--file", help="Start from a YAML file; - reads standard input.", metavar="FILE")]


@fields.said
def command(
    ctx: typer.Context,
    given: creation.Given,
    words: Words = None,
    source: Source = "",
    edit: Annotated[bool, typer.Option("--edit", help="Write the record in your editor.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the questions that you left unfinished.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Write a new story, or a bug, epic, chore, spike, goal, request or sprint, under the next free id.

    po writes only what you give. On a terminal, without a title, it asks for the main fields; it checks and keeps each
    answer at once, so that --resume can continue after Ctrl-C or an error.

    Examples:
        $ po new Export invoices as CSV --points 5 --dry-run
        $ po new bug "The login page reloads for ever" --dry-run
        $ po new sprint The books can be exported --dry-run
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=lambda _: ())
    ask = drafting.begun(words or (), given, source=source)
    if resume and (edit or source):
        raise PoError(
            "--resume continues the questions, so it takes neither --edit nor --file", "write: po new --resume"
        )
    if resume or not (ask.title or source or edit or ask.kind == "sprint" or not asking.able(ctx.obj)):
        talk = interview.resumed if resume else interview.asked
        interview.finish(ctx.obj, backlog, talk(ctx.obj, backlog, ask), dry_run=dry_run)
        return
    if edit:
        composing.composed(ctx.obj, backlog, ask, dry_run=dry_run)
        return
    draft = drafting.typed(creation.drafted(backlog, ask, today=session.today(ctx.obj, backlog)))
    changes.create(ctx.obj, draft, seen=backlog, dry_run=dry_run)
