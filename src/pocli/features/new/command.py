"""`po new`: what else could we do?"""

from typing import Annotated

import typer

from pocli import prompting, session
from pocli.changes import creation, transaction
from pocli.cli import options
from pocli.errors import PoError
from pocli.features.new import draft_work, editor_work, interview_work, record_options

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="The title; put bug, epic, chore, spike, goal, request or sprint before it for another kind.",
        autocompletion=options.known("kind"),
    ),
]
Source = Annotated[str, typer.Option("--file", help="Start from a YAML file; - reads standard input.", metavar="FILE")]


@record_options.field_options
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
    backlog = transaction.read(ctx.obj, dry_run=dry_run, texts=lambda _: ())
    ask = draft_work.from_arguments(words or (), given, source=source)
    if resume and (edit or source):
        raise PoError(
            "--resume continues the questions, so it takes neither --edit nor --file", "write: po new --resume"
        )
    if resume or not (ask.title or source or edit or ask.kind == "sprint" or not prompting.able(ctx.obj)):
        talk = interview_work.resumed if resume else interview_work.asked
        interview_work.finish(ctx.obj, backlog, talk(ctx.obj, backlog, ask), dry_run=dry_run)
        return
    if edit:
        editor_work.composed(ctx.obj, backlog, ask, dry_run=dry_run)
        return
    draft = draft_work.typed(creation.drafted(backlog, ask, today=session.today(ctx.obj, backlog)))
    transaction.create(ctx.obj, draft, seen=backlog, dry_run=dry_run)
