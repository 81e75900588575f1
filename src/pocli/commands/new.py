"""`po new`: what else could we do?"""

from typing import Annotated

import typer

from pocli import asking, changes, options, session
from pocli.analysis import creation

Words = Annotated[
    list[str] | None, typer.Argument(help="Its title; before it bug, epic, chore, spike, goal, request or sprint.")
]
Source = Annotated[str, typer.Option("--from", help="A YAML file to begin with; - is the standard input.", metavar="F")]


@options.said
def command(
    ctx: typer.Context,
    given: creation.Given,
    words: Words = None,
    source: Source = "",
    dry_run: options.DryRun = False,
) -> None:
    """Write a new story, or a bug, epic, chore, spike, goal, request or sprint, under the next free id.

    Only what was said is written. On a terminal, without a title, the main fields are asked for.

    Examples:
        $ po new "Export invoices as CSV" --as-a accountant --points 5
        $ po new bug The login page reloads for ever
        $ po new sprint The books can be exported
    """
    backlog = changes.read(ctx.obj, dry_run=dry_run)
    kind, title = creation.kind(words or ())
    said = dict(given)
    text = session.foreign(source) if source else ""
    if not title and not text and kind != "sprint" and asking.able(ctx.obj):
        title, said = asking.line("title"), {**asked(backlog, kind), **{k: v for k, v in said.items() if v}}
    draft = creation.drafted(backlog, kind, title, said, today=session.today(ctx.obj, backlog))
    changes.create(ctx.obj, draft, seen=backlog, dry_run=dry_run)
