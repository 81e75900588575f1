"""`po new`: what else could we do?"""

from typing import Annotated

import typer

from pocli import fields, options, session
from pocli.analysis import creation
from pocli.tasks import changes, composing, drafting

Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="Its title; before it bug, epic, chore, spike, goal, request or sprint.",
        autocompletion=options.known("kind"),
    ),
]
Source = Annotated[
    str, typer.Option("--file", help="A YAML file to begin with; - is the standard input.", metavar="FILE")
]


@fields.said
def command(
    ctx: typer.Context,
    given: creation.Given,
    words: Words = None,
    source: Source = "",
    edit: Annotated[bool, typer.Option("--edit", help="Write it in your editor.")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Write a new story, or a bug, epic, chore, spike, goal, request or sprint, under the next free id.

    Only what was said is written. On a terminal, without a title, the main fields are asked for.

    Examples:
        $ po new Export invoices as CSV --points 5 --dry-run
        $ po new bug "The login page reloads for ever" --dry-run
        $ po new sprint The books can be exported --dry-run
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run, texts=lambda _: ())
    ask = drafting.begun(ctx.obj, backlog, words or (), given, source=source, asks=not edit)
    if edit:
        composing.composed(ctx.obj, backlog, ask, dry_run=dry_run)
        return
    draft = drafting.typed(creation.drafted(backlog, ask, today=session.today(ctx.obj, backlog)))
    changes.create(ctx.obj, draft, seen=backlog, dry_run=dry_run)
